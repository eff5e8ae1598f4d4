"""What changed between two ends, each a day and a moment, told apart by why (pure).

A row that counts at one end and not at the other falls under the first of four groups that fits.
What no row made stands under a fifth, time passed. What each made of the figures is in `deltas`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeVar


class Why(StrEnum):
    """The groups, in the order in which they are tried and shown."""

    CORRECTED = "corrected"
    JUDGED_ANEW = "judged-anew"
    LEARNED_LATE = "learned-late"
    WORLD_MOVED = "world-moved"
    TIME_PASSED = "time-passed"


#: The groups that rows fall under.
BY_ROWS = (Why.CORRECTED, Why.JUDGED_ANEW, Why.LEARNED_LATE, Why.WORLD_MOVED)


class Row(StrEnum):
    """What a row is."""

    LINK = "link"
    MEETING = "meeting"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Circumstance:
    """All that is asked of a row to say why it counts at one end alone.

    A version that was published and replaced between the two moments is in view at neither end, so
    a chain of corrections is told by where it begins.
    """

    #: Whether it counts at the later end, else at the earlier one.
    entered: bool
    #: Whether a version that it succeeds counted at the earlier end.
    corrects: bool = False
    #: Whether it was published after the earlier moment.
    late: bool = False
    #: Whether its day had come by the earlier day.
    past: bool = False
    #: Whether it succeeds none that was published by the earlier moment.
    first: bool = True
    #: Whether its development was published by the earlier moment.
    known_development: bool = False


def why(row: Row, at: Circumstance) -> Why:
    """Return the group that a row falls under."""
    if not at.entered or at.corrects:
        # What counts no longer was retracted or replaced: days only come, they never go.
        return Why.CORRECTED
    if row is Row.JUDGEMENT and not at.past:
        return Why.JUDGED_ANEW
    if row is Row.LINK and at.late and at.first and at.known_development:
        return Why.JUDGED_ANEW
    if at.late and at.past:
        return Why.LEARNED_LATE
    return Why.WORLD_MOVED


@dataclass(frozen=True, slots=True)
class LinkMove:
    """Links of one recommendation, effect, standing and circumstance, added up."""

    at: Circumstance
    effect: int
    reported: bool
    count: int
    weight: int
    #: Σ w·2^(−age/H) on the later day.
    decayed: float
    latest: date

    @property
    def group(self) -> Why:
        """The group that they fall under."""
        return why(Row.LINK, self.at)

    @property
    def sign(self) -> int:
        """+1 where they came, −1 where they went."""
        return 1 if self.at.entered else -1


#: How meetings of one milestone are ordered: latest day, earliest day, the development's key.
Order = tuple[date, date, str]


@dataclass(frozen=True, slots=True)
class MeetingMove:
    """A meeting that counts at one end alone."""

    at: Circumstance
    milestone_id: int
    order: Order
    met: bool
    reported: bool

    @property
    def group(self) -> Why:
        """The group that it falls under."""
        return why(Row.MEETING, self.at)


#: The newest judgement is the greatest: its day, when it was published, its number.
Newness = tuple[date, datetime, int]


@dataclass(frozen=True, slots=True)
class JudgementMove:
    """A judgement that counts at one end alone; only the team's make the status."""

    at: Circumstance
    order: Newness
    status: str
    team: bool

    @property
    def group(self) -> Why:
        """The group that it falls under."""
        return why(Row.JUDGEMENT, self.at)


@dataclass(frozen=True, slots=True)
class Stayed:
    """The latest of the links that count at both ends."""

    last_development: date | None
    last_advance: date | None


@dataclass(frozen=True)
class Moves:
    """All rows of one recommendation that count at one end alone, and what stands at both beside them."""

    links: Sequence[LinkMove] = ()
    meetings: Sequence[MeetingMove] = ()
    judgements: Sequence[JudgementMove] = ()
    #: Where links went; where none did, all of the earlier end stayed.
    stayed: Stayed | None = None
    #: The last meeting that counts at both ends, and whether it says met, of each milestone touched.
    meetings_stayed: Mapping[int, tuple[Order, bool]] | None = None
    #: The team's newest judgement that counts at both ends, where any differs.
    judgement_stayed: tuple[Newness, str] | None = None

    @property
    def any(self) -> bool:
        """Whether any row counts at one end alone."""
        return bool(self.links or self.meetings or self.judgements)

    @cached_property
    def links_by_group(self) -> dict[Why, list[LinkMove]]:
        """The links of each group."""
        return _grouped(self.links)

    @cached_property
    def rows(self) -> dict[Why, dict[Row, int]]:
        """How many rows of each sort fall under each group."""
        meetings, judgements = _grouped(self.meetings), _grouped(self.judgements)
        return {
            group: {
                Row.LINK: sum(each.count for each in self.links_by_group[group]),
                Row.MEETING: len(meetings[group]),
                Row.JUDGEMENT: len(judgements[group]),
            }
            for group in BY_ROWS
        }

    def told(self, group: Why) -> int:
        """Return how many links of a group are told: a version and the one that took its place as one."""
        links = self.links_by_group[group] if group in BY_ROWS else ()
        replaced = sum(each.count for each in links if each.at.corrects)
        return sum(each.count for each in links) - replaced

    @property
    def most_alike(self) -> int:
        """How many links share the circumstance that most do."""
        alike: dict[Circumstance, int] = defaultdict(int)
        for each in self.links:
            alike[each.at] += each.count
        return max(alike.values(), default=0)


Move = TypeVar("Move", LinkMove, MeetingMove, JudgementMove)


def _grouped(moves: Sequence[Move]) -> dict[Why, list[Move]]:
    found: dict[Why, list[Move]] = {group: [] for group in BY_ROWS}
    for each in moves:
        found[each.group].append(each)
    return found
