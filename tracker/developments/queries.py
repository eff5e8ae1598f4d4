"""Read developments: who may see which, one with all that stands beside it, its history."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Greatest, JSONObject
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core.errors import NotFound
from tracker.developments.choices import Standing, State
from tracker.developments.models import Development, DevelopmentActor, DevelopmentSource, Link, Meeting
from tracker.documents.models import Actor, Recommendation


def visible_to(user: Any) -> QuerySet[Development]:
    """Return the developments ``user`` may see: a draft is its author's and editors' alone."""
    if roles.may(user, Action.SET_UP):
        return Development.objects.all()
    return Development.objects.filter(~Q(state=State.DRAFT) | Q(author=user.pk))


def get_development(user: Any, key: str) -> Development:
    """Return the development with ``key`` (one query), or raise ``NotFound``."""
    development: Development = _required(visible_to(user).filter(key=key).first(), key)
    return development


def known(moment: dt.datetime, recommendation: str = "recommendation") -> Q:
    """Return the condition that a link or meeting was known at ``moment``.

    A document's baseline is when tracking began: an earlier moment is answered as of then.
    """
    baseline = Greatest(Value(moment), F(f"{recommendation}__document__tracking_began_at"))
    return Q(published_at__lte=baseline) & (Q(retracted_at=None) | Q(retracted_at__gt=baseline))


def in_figures(day: dt.date) -> Q:
    """Return the condition that a published link is in the figures of ``day``, once it is known."""
    return Q(
        standing=Standing.CONFIRMED,
        published_at__isnull=False,
        latest__lte=day,
        latest__gte=F("recommendation__document__published_on"),
    )


def with_rows(
    developments: QuerySet[Development],
    known_at: dt.datetime | None = None,
    only: QuerySet[Link] | None = None,
) -> QuerySet[Development]:
    """Bring along actors, sources, links with their meetings, and who wrote it (five queries, any number).

    ``live_links`` and ``live_meetings`` are those that stand, or were known at a moment; a retracted
    development has those that went with it. ``only`` narrows the links to some.
    """
    of_links = _standing() if known_at is None else known(known_at)
    of_meetings = _standing() if known_at is None else known(known_at, "milestone__recommendation")
    links = Link.objects.filter(of_links) if only is None else only
    return _with_links(_with_names(developments), links, of_meetings)


def _with_links(
    developments: QuerySet[Development], links: QuerySet[Link], of_meetings: Q
) -> QuerySet[Development]:
    """Bring along links and meetings (two queries)."""
    meetings = Meeting.objects.filter(of_meetings).select_related("milestone")
    return developments.prefetch_related(
        Prefetch(
            "links",
            links.select_related("recommendation__document").order_by(
                "recommendation__document__key", "recommendation__code_order", "id"
            ),
            to_attr="live_links",
        ),
        Prefetch("meetings", meetings.order_by("milestone__position", "id"), to_attr="live_meetings"),
    )


def _standing() -> Q:
    """Return the condition that a link or meeting stands, or went with its development."""
    return Q(retracted_at=None) | Q(retracted_at=F("development__retracted_at"))


def _with_names(developments: QuerySet[Development]) -> QuerySet[Development]:
    """Bring along who wrote it, actors and sources (three queries)."""
    return developments.select_related("author").prefetch_related(
        Prefetch(
            "actor_rows",
            DevelopmentActor.objects.select_related("actor").order_by("position", "id"),
        ),
        Prefetch(
            "source_rows",
            DevelopmentSource.objects.select_related("source").order_by("position", "id"),
        ),
    )


def page_of(user: Any, key: str, known_at: dt.datetime | None = None) -> Any:
    """Return the development with ``key`` as its page shows it (five queries), or raise ``NotFound``.

    ``published_links`` are all published versions of its links beside ``live_links``, which stand, or
    were known at a moment.
    """
    rows = Link.objects.select_related("recommendation__document", "published_by", "retracted_by")
    versions = rows.order_by("recommendation__document__key", "recommendation__code_order", "id")
    of_meetings = _standing() if known_at is None else known(known_at, "milestone__recommendation")
    meetings = Meeting.objects.filter(of_meetings).select_related("milestone")
    if known_at is not None:
        versions = versions.annotate(was_known=Q(known(known_at)))
    development: Any = (
        _with_names(visible_to(user).filter(key=key))
        .prefetch_related(
            Prefetch("links", versions, to_attr="every_link"),
            Prefetch("meetings", meetings.order_by("milestone__position", "id"), to_attr="live_meetings"),
        )
        .first()
    )
    _required(development, key)
    development.live_links = [
        row
        for row in development.every_link
        if (row.retracted_at in (None, development.retracted_at) if known_at is None else row.was_known)
    ]
    development.published_links = [row for row in development.every_link if row.published_at]
    return development


def for_form(user: Any, key: str) -> Any:
    """Return the development with ``key`` as the log form starts with it (three queries).

    It brings ``actor_keys`` and ``given_sources`` in order, and the links and meetings that stand.
    Raises ``NotFound``.
    """
    actors = DevelopmentActor.objects.filter(development=OuterRef("pk")).order_by("position", "id")
    sources = DevelopmentSource.objects.filter(development=OuterRef("pk")).order_by("position", "id")
    parts = {name: f"source__{name}" for name in ("url", "title", "publisher", "date")}
    own = visible_to(user).filter(key=key)
    found = _with_links(own, Link.objects.filter(_standing()), _standing()).annotate(
        actor_keys=ArraySubquery(actors.values("actor__key")),
        given_sources=ArraySubquery(sources.values(given=JSONObject(**parts))),
    )
    return _required(found.first(), key)


def _required(development: Any, key: str) -> Any:
    if development is None:
        raise NotFound(_("There is no development “%s”.") % key[:100])
    return development


def actor_choices() -> list[tuple[str, str]]:
    """Return all actors as (key, name with the name in its own script); one query."""
    return [
        (key, f"{name} {own}".strip())
        for key, name, own in Actor.objects.order_by("name", "id").values_list("key", "name", "own_name")
    ]


#: The last of each milestone's meetings that counts, but for one development's own.
_MILESTONES = """
SELECT m.recommendation_id, m.key, m.title, coalesce(last.met, false)
FROM documents_milestone m
LEFT JOIN LATERAL (
    SELECT g.met FROM developments_meeting g JOIN developments_development d ON d.id = g.development_id
    WHERE g.milestone_id = m.id AND g.standing = 'confirmed' AND g.published_at IS NOT NULL
        AND g.retracted_at IS NULL AND g.latest <= %(today)s AND g.development_id <> %(own)s
    ORDER BY g.latest DESC, g.earliest DESC, d.key COLLATE "C" DESC LIMIT 1
) last ON true
WHERE m.recommendation_id = ANY(%(ids)s)
ORDER BY m.recommendation_id, m.position, m.id
"""


def milestones_met(
    recommendation_ids: Iterable[int], today: dt.date, own: int | None = None
) -> dict[int, list[tuple[str, str, bool]]]:
    """Return each recommendation's milestones as (key, title, met by others); one query.

    ``own`` is the development whose own meetings are left out.
    """
    found: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_MILESTONES, {"ids": list(recommendation_ids), "today": today, "own": own or 0})
        for recommendation_id, key, title, met in cursor.fetchall():
            found[recommendation_id].append((key, title, met))
    return found


def recommendations_like(text: str, most: int = 8) -> list[Recommendation]:
    """Return the recommendations that a code, a key or some words may mean (two queries at most)."""
    text = " ".join(text.replace("\0", " ").split())
    rows = Recommendation.objects.select_related("document").order_by("document__key", "code_order")
    if not text:
        return []
    document, slash, key = text.partition("/")
    named = Q(code__iexact=text) | Q(key__iexact=text)
    if slash:
        named |= Q(document__key=document, key=key)
    if exact := list(rows.filter(named)[:most]):
        return exact
    words = Q()
    for word in text.split()[:8]:
        words &= Q(title__icontains=word) | Q(statement__icontains=word) | Q(code__iexact=word)
    return list(rows.filter(words)[:most])
