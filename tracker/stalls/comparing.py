"""Two ends side by side: the figures and findings of each, and what changed between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.documents.models import Document, Recommendation
from tracker.progress.changed_rows import ChangedJudgement, ChangedMeeting, moved
from tracker.progress.changes import BY_ROWS, Moves, Row, Why
from tracker.progress.deltas import Delta, deltas
from tracker.progress.ends import Ends
from tracker.progress.measures import Figures
from tracker.progress.queries import Scope, require_published
from tracker.stalls.policies import in_force
from tracker.stalls.queries import examine
from tracker.stalls.rules import Finding, Stall


@dataclass(frozen=True, slots=True)
class Change:
    """A recommendation at both ends, and what each group made of its figures."""

    before: Stall
    after: Stall
    moves: Moves
    parts: Mapping[Why, Delta]
    meetings: Sequence[ChangedMeeting]
    judgements: Sequence[ChangedJudgement]

    @property
    def recommendation_id(self) -> int:
        """Which recommendation it is."""
        return self.after.figures.recommendation_id

    @property
    def began(self) -> tuple[Finding, ...]:
        """What is found at the later end alone."""
        there = {each.rule for each in self.before.findings}
        return tuple(each for each in self.after.findings if each.rule not in there)

    @property
    def ended(self) -> tuple[Finding, ...]:
        """What is found at the earlier end alone."""
        there = {each.rule for each in self.after.findings}
        return tuple(each for each in self.before.findings if each.rule not in there)

    @property
    def changed(self) -> bool:
        """Whether any row differs, or any finding began or ended; else time alone passed."""
        return self.moves.any or bool(self.began or self.ended)

    @property
    def fell_due(self) -> int:
        """How many promises that are not met came due between the two days."""
        if self.after.figures.settled:
            return 0
        return sum(self._between(each.due) for each in self.after.facts.promises)

    @property
    def target_passed(self) -> bool:
        """Whether its target date came and went between the two days, with it unsettled."""
        one = self.after.figures
        return not one.settled and one.target_date is not None and self._between(one.target_date)

    def _between(self, day: date) -> bool:
        """Whether a day was to come, or just there, on the earlier day and lies before the later."""
        return self.before.figures.day <= day < self.after.figures.day


@dataclass(frozen=True, slots=True)
class Comparison:
    """A document at two ends: every recommendation in code order, changed or not.

    Where one recommendation is asked for, those of its area are here, for they make its rhythm; of these
    it alone is told.
    """

    document: Document
    ends: Ends
    recommendations: Sequence[Change]
    only: int | None = None

    @property
    def before(self) -> list[Figures]:
        """All figures of the earlier end."""
        return [each.before.figures for each in self.recommendations]

    @property
    def after(self) -> list[Figures]:
        """All figures of the later end."""
        return [each.after.figures for each in self.recommendations]

    @property
    def asked(self) -> list[Change]:
        """Those that are told: one, or all."""
        return [each for each in self.recommendations if self.only in (None, each.recommendation_id)]

    @property
    def changed(self) -> list[Change]:
        """Those of which a row differs, or a finding began or ended."""
        return [each for each in self.recommendations if each.changed]

    def rows(self) -> dict[Why, dict[Row, int]]:
        """Return how many rows of each sort fall under each group, over all recommendations."""
        counted = {group: dict.fromkeys(Row, 0) for group in BY_ROWS}
        for each in self.recommendations:
            for group in BY_ROWS:
                for row, count in each.moves.rows[group].items():
                    counted[group][row] += count
        return counted


def compare(document: Document, ends: Ends, only: Recommendation | None = None) -> Comparison:
    """Compare a document, or one of its recommendations, at two ends; eight queries, whatever its size.

    Raises ``BeforePublication`` where the earlier day lies before the document.
    """
    require_published(document, ends.earlier)
    area = None if only is None else (only.area_id,)
    scope = Scope(document_ids=(document.pk,), area_ids=area)
    policies = in_force()
    before = examine(scope, ends.earlier, policies).stalls
    after = examine(scope, ends.later, policies).stalls
    found = moved(scope, ends.earlier, ends.later)
    changes = []
    for key, now in after.items():
        moves = found.moves.get(key, Moves())
        parts = deltas(before[key].figures, now.figures, moves)
        meetings, judgements = found.meetings.get(key, ()), found.judgements.get(key, ())
        changes.append(Change(before[key], now, moves, parts, meetings, judgements))
    return Comparison(document, ends, changes, None if only is None else only.pk)
