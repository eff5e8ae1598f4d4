"""What somebody who assesses a recommendation has before them: its evidence, milestones and judgements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from tracker.core import asof, dates
from tracker.core.dates import DateError
from tracker.core.words import date_words
from tracker.developments.choices import Effect, Standing
from tracker.developments.models import Development, Link
from tracker.documents.models import Recommendation
from tracker.progress import drafts, limits, queries, reviews
from tracker.progress.choices import NOT_ASSESSED, Status
from tracker.progress.measures import Figures
from tracker.progress.models import Assessment
from tracker.progress.queries import MilestoneState, Scope
from tracker.progress.sql import DIFFERING_DAYS

#: So many developments are offered for citing, the newest first; over so many they can be searched.
MOST_CITABLE, SEARCHED_FROM = 50, 30
#: So many judgements are listed.
MOST_JUDGEMENTS = 100


@dataclass(frozen=True)
class Citable:
    """A development that can be cited, in a line."""

    key: str
    words: str


@dataclass(frozen=True)
class Sheet:
    """The evidence beside the form."""

    figures: Figures | None
    milestones: list[MilestoneState]
    judgements: list[Assessment]
    drafts: list[Assessment]
    citable: list[Citable]
    #: How many developments could be cited, and the words they were searched by.
    total: int = 0
    words: str = ""
    #: The two judgements of the team that stand against each other; empty where none do.
    rivals: tuple[Assessment, ...] = field(default=())

    @property
    def status_words(self) -> str:
        """The status in words."""
        if self.figures is None or self.figures.status == NOT_ASSESSED:
            return _("not assessed")
        return str(Status(self.figures.status).label)

    @property
    def searchable(self) -> bool:
        """Whether there are more to cite than anybody wants to read through."""
        return self.total > SEARCHED_FROM

    @property
    def left_out(self) -> int:
        """How many older ones are not listed."""
        return 0 if self.words else max(self.total - len(self.citable), 0)

    def judgement(self, pk: str) -> Assessment | None:
        """Return one of those that stand by its number."""
        return next((each for each in self.judgements if str(each.pk) == pk), None)


def sheet(
    user: Any,
    recommendation: Recommendation,
    cited: Collection[str],
    words: str = "",
    named: Sequence[int] = (),
) -> Sheet:
    """Return what stands of a recommendation now (five queries; two more at most, for what is cited
    already and is always offered, and for what is named and stands no more).

    ``named`` are the judgements that the one in hand names already.
    """
    present = asof.present()
    scope = Scope(recommendation_ids=(recommendation.pk,))
    figures = next(iter(queries.figures(scope, present)), None)
    if figures is not None:
        limit = limits.review_days(recommendation.pk, recommendation.area_id)
        figures = replace(figures, review_days=limit)
    rows = _judgements(user, recommendation)
    judgements = [row for row in rows if not row.is_draft]
    return Sheet(
        figures=figures,
        milestones=queries.milestones(scope, present).get(recommendation.pk, []),
        judgements=judgements,
        drafts=[row for row in rows if row.is_draft],
        citable=_citable(recommendation, cited, words, present.day),
        total=figures.links + figures.reported if figures else 0,
        words=words,
        rivals=_rivals(figures, judgements) or _named(named, judgements),
    )


def _judgements(user: Any, recommendation: Recommendation) -> list[Assessment]:
    """Return the judgements that stand, the newest first, and drafts that the user may see."""
    rows = drafts.with_lists(drafts.visible_to(user)).filter(recommendation=recommendation, retracted_at=None)
    return list(rows.order_by("-date", "-published_at", "-id")[:MOST_JUDGEMENTS])


def _rivals(figures: Figures | None, judgements: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """Return the newest of the team and the newest of another author, where they differ unsettled."""
    if figures is None or not figures.judged_differently:
        return ()
    team = [row for row in judgements if row.judge_id is None and row.date <= figures.day]
    newest = team[0]
    first = newest.date - dt.timedelta(days=DIFFERING_DAYS)
    other = next((row for row in team if row.author_id != newest.author_id and row.date >= first), None)
    return (newest, other) if other is not None else ()


def _named(named: Sequence[int], judgements: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """Return what is named already; a query only where some of it no longer stands."""
    standing = tuple(row for row in judgements if row.pk in named)
    if len(standing) == len(set(named)):
        return standing
    rows = Assessment.objects.select_related("author").filter(pk__in=named, published_at__isnull=False)
    return tuple(rows.order_by("-date", "-id"))


def _citable(
    recommendation: Recommendation, cited: Collection[str], words: str, day: dt.date
) -> list[Citable]:
    """Return the newest that fit the words, and what is cited already (one query, or two)."""
    live = Link.objects.filter(recommendation=recommendation, published_at__isnull=False, retracted_at=None)
    newest = _matching(live, words).filter(latest__range=(recommendation.document.published_on, day))
    # Which ones is settled among the links alone, so that only these few developments are read.
    shown = newest.order_by("-latest", "-earliest", "-pk").values("pk")[:MOST_CITABLE]
    rows = Link.objects.filter(pk__in=shown).order_by("-latest", "-earliest", "-development__key")
    columns = ("development__key", "development__title", "development__date", "effect", "standing")
    found = {row[0]: Citable(row[0], _line(*row[1:])) for row in rows.values_list(*columns)}
    missing = [key for key in cited if key not in found]
    return [*found.values(), *_cited_besides(missing, live)]


def _matching(links: QuerySet[Link], words: str) -> QuerySet[Link]:
    for word in words.split()[:10]:
        links = links.filter(Q(development__title__icontains=word) | Q(development__key__icontains=word))
    return links


def _cited_besides(keys: Collection[str], live: QuerySet[Link]) -> list[Citable]:
    """Return what is cited and older, not linked, or no longer published: it stays until it is taken off."""
    if not keys:
        return []
    effect = live.filter(development=OuterRef("pk")).values("effect")[:1]
    rows = Development.objects.filter(key__in=list(keys)).exclude(published_at=None)
    rows = rows.annotate(effect=Subquery(effect)).order_by("-latest", "-earliest", "-key")
    found = {row.key: Citable(row.key, _words(row)) for row in rows}
    return [*found.values(), *(Citable(key, key) for key in sorted(keys) if key not in found)]


def _words(development: Any) -> str:
    if development.retracted_at is not None:
        return f"{development.title} · {_('retracted')}"
    if development.effect is None:
        return f"{development.title} · {_('not linked to it')}"
    return _line(development.title, development.date, development.effect, development.standing)


def _line(title: str, date: str, effect: int, standing: str) -> str:
    parts = [date_words(dates.parse(date), short=True), title, str(Effect(effect).label)]
    if standing == Standing.REPORTED:
        parts.append(_("reported"))
    return " · ".join(parts)


def in_place(recommendation: Recommendation, judge: str, date: str) -> Assessment | None:
    """Return the judgement that stands for this judge and day, as typed (one query)."""
    try:
        day = dates.read_human(date).latest
    except DateError:
        return None
    live = Assessment.objects.filter(
        recommendation=recommendation, published_at__isnull=False, retracted_at=None, date=day
    )
    return live.filter(judge__key=judge).first() if judge else live.filter(judge=None).first()


def due_for_review(recommendation_ids: set[int]) -> list[Figures]:
    """Return those whose judgement is due, for more than its age (one query)."""
    if not recommendation_ids:
        return []
    scope = Scope(recommendation_ids=tuple(sorted(recommendation_ids)))
    return [each for each in queries.figures(scope, asof.present()) if reviews.reasons(each)]
