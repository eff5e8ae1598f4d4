"""What somebody who assesses a recommendation has before them: its evidence, milestones and judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.core import asof
from tracker.core.words import date_words
from tracker.developments.choices import Effect
from tracker.documents.models import Recommendation
from tracker.progress import evidence, queries, reviews
from tracker.progress.choices import NOT_ASSESSED, Status
from tracker.progress.measures import Figures
from tracker.progress.models import Assessment
from tracker.progress.queries import MilestoneState, Scope

#: So many developments are offered for citing, the newest first.
MOST_CITABLE = 150


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
    citable: list[Citable]
    left_out: int = 0

    @property
    def status_words(self) -> str:
        """The status in words."""
        if self.figures is None or self.figures.status == NOT_ASSESSED:
            return _("not assessed")
        return str(Status(self.figures.status).label)


def sheet(recommendation: Recommendation, cited: set[str]) -> Sheet:
    """Return what stands of a recommendation now (four queries); what is cited already is always offered."""
    present = asof.present()
    scope = Scope(recommendation_ids=(recommendation.pk,))
    links = evidence.links(scope, present).get(recommendation.pk, [])
    newest = [link for link in reversed(links) if not link.background]
    shown = [link for place, link in enumerate(newest) if place < MOST_CITABLE or link.development in cited]
    return Sheet(
        figures=next(iter(queries.figures(scope, present)), None),
        milestones=queries.milestones(scope, present).get(recommendation.pk, []),
        judgements=list(standing(recommendation)),
        citable=[Citable(link.development, _line(link)) for link in shown],
        left_out=len(newest) - len(shown),
    )


def standing(recommendation: Recommendation) -> Any:
    """Return the judgements that stand, newest first (one query)."""
    return Assessment.objects.filter(
        recommendation=recommendation, published_at__isnull=False, retracted_at=None
    ).select_related("judge", "author")


def _line(link: evidence.LinkRow) -> str:
    parts = [date_words(link.edtf, short=True), link.title, str(Effect(link.effect).label)]
    if link.reported:
        parts.append(_("reported"))
    return " · ".join(parts)


def due_for_review(recommendation_ids: set[int]) -> list[Figures]:
    """Return those whose judgement is due, for more than its age (one query)."""
    if not recommendation_ids:
        return []
    scope = Scope(recommendation_ids=tuple(sorted(recommendation_ids)))
    return [each for each in queries.figures(scope, asof.present()) if reviews.reasons(each)]
