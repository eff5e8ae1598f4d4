"""Read developments: who may see which, one with all that stands beside it, its history."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core.errors import NotFound
from tracker.developments.choices import State
from tracker.developments.models import Development, DevelopmentActor, DevelopmentSource, Link, Meeting


def visible_to(user: Any) -> QuerySet[Development]:
    """Return the developments ``user`` may see: a draft is its author's and editors' alone."""
    if roles.may(user, Action.SET_UP):
        return Development.objects.all()
    return Development.objects.filter(~Q(state=State.DRAFT) | Q(author=user.pk))


def get_development(user: Any, key: str) -> Development:
    """Return the development with ``key`` (one query), or raise ``NotFound``."""
    development = visible_to(user).filter(key=key).first()
    if development is None:
        raise NotFound(_("There is no development “%s”.") % key[:100])
    return development


def with_rows(developments: QuerySet[Development]) -> QuerySet[Development]:
    """Bring along actors, sources, links that stand and their meetings (five queries, any number)."""
    links = Link.objects.filter(retracted_at=None).select_related("recommendation__document")
    meetings = Meeting.objects.filter(retracted_at=None).select_related("milestone")
    return developments.select_related("author").prefetch_related(
        Prefetch(
            "actor_rows",
            DevelopmentActor.objects.select_related("actor").order_by("position", "id"),
        ),
        Prefetch(
            "source_rows",
            DevelopmentSource.objects.select_related("source").order_by("position", "id"),
        ),
        Prefetch(
            "links",
            links.order_by("recommendation__document__key", "recommendation__code_order", "id"),
            to_attr="live_links",
        ),
        Prefetch("meetings", meetings.order_by("milestone__position", "id"), to_attr="live_meetings"),
    )
