"""What changed between two ends, each a day and a moment, told apart by why (pure).

A row that counts at one end and not at the other falls under the first of four groups that fits.
What no row made stands under a fifth, time passed. Counts, balance, milestones and status add up
over the four; momentum and days with the fifth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from tracker.progress.choices import NOT_ASSESSED
from tracker.progress.measures import NOTHING, Figures, decay


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


@dataclass(frozen=True, slots=True)
class Delta:
    """What one group made of each figure; the status before and after where it changed that."""

    advances: int = 0
    setbacks: int = 0
    context: int = 0
    reported: int = 0
    balance: int = 0
    milestones_met: int = 0
    momentum: float = 0.0
    days_since_development: int = 0
    days_since_advance: int = 0
    status: tuple[str, str] | None = None


def deltas(before: Figures, after: Figures, moves: Moves) -> dict[Why, Delta]:
    """Return what each group made of a recommendation's figures, group after group.

    Figures that are sums are added up over a group's rows. Of the others (milestones, status, days)
    a group's part is the figure once its rows are in and out, less what it was before. Links weigh
    as on the later day, so that a correction tells its own effect and no fading; all that stood at
    the earlier end fades under time passed.
    """
    last = _last_days(before, moves)
    met = _milestones(moves)
    status = _statuses(moves)
    found: dict[Why, Delta] = {}
    for place, group in enumerate(BY_ROWS):
        links = moves.links_by_group[group]
        confirmed = [each for each in links if not each.reported]
        found[group] = Delta(
            advances=sum(each.sign * each.count for each in confirmed if each.effect == 1),
            setbacks=sum(each.sign * each.count for each in confirmed if each.effect == -1),
            context=sum(each.sign * each.count for each in confirmed if each.effect == 0),
            reported=sum(each.sign * each.count for each in links if each.reported),
            balance=sum(each.sign * each.effect * each.weight for each in confirmed),
            milestones_met=met[place + 1] - met[place],
            momentum=sum((each.sign * each.effect * each.decayed for each in confirmed), 0.0),
            days_since_development=(last[place][0] - last[place + 1][0]).days,
            days_since_advance=(last[place][1] - last[place + 1][1]).days,
            status=None if status[place] == status[place + 1] else (status[place], status[place + 1]),
        )
    passed = (after.day - before.day).days
    found[Why.TIME_PASSED] = Delta(
        momentum=before.momentum * (decay(passed, before.half_life) - 1.0),
        days_since_development=passed,
        days_since_advance=passed,
    )
    return found


def _last_days(before: Figures, moves: Moves) -> list[tuple[date, date]]:
    """Return the days of the latest development and advance: as it was, then after each group."""
    stayed = moves.stayed or Stayed(before.last_development, before.last_advance)
    development = stayed.last_development or before.published_on
    advance = stayed.last_advance or before.published_on
    steps = [(before.last_development_day, before.last_advance_day)]
    for group in BY_ROWS:
        for each in moves.links_by_group[group]:
            if each.at.entered:
                development = max(development, each.latest)
                if each.effect == 1 and not each.reported:
                    advance = max(advance, each.latest)
        steps.append((development, advance))
    return steps


def _milestones(moves: Moves) -> list[int]:
    """Return how many of the milestones touched are met: as it was, then after each group."""
    stayed = moves.meetings_stayed or {}
    confirmed = [each for each in moves.meetings if not each.reported]
    touched = {each.milestone_id for each in confirmed}
    now = {key: [stayed[key]] if key in stayed else [] for key in touched}
    was = {key: list(rows) for key, rows in now.items()}
    for each in confirmed:
        if not each.at.entered:
            was[each.milestone_id].append((each.order, each.met))
    steps = [_met(was)]
    for group in BY_ROWS:
        for each in confirmed:
            if each.at.entered and each.group is group:
                now[each.milestone_id].append((each.order, each.met))
        steps.append(_met(now))
    return steps


def _met(meetings: Mapping[int, Sequence[tuple[Order, bool]]]) -> int:
    return sum(bool(rows) and max(rows)[1] for rows in meetings.values())


def _statuses(moves: Moves) -> list[str]:
    """Return the status: as it was, then after each group; all alike where none of the team's differs."""
    team = [each for each in moves.judgements if each.team]
    now = [moves.judgement_stayed] if moves.judgement_stayed else []
    was = now + [(each.order, each.status) for each in team if not each.at.entered]
    steps = [_newest(was)]
    for group in BY_ROWS:
        now = now + [(each.order, each.status) for each in team if each.at.entered and each.group is group]
        steps.append(_newest(now))
    return steps


def _newest(judgements: Sequence[tuple[Newness, str]]) -> str:
    return max(judgements)[1] if judgements else NOT_ASSESSED


def allot(parts: Sequence[float], before: float, after: float, digits: int) -> list[float]:
    """Return the parts rounded so that they add up to the rounded ends' difference, digit by digit.

    Each is its nearest; what is then missing goes to those that lost most by rounding, never to one
    that is nothing.
    """
    unit = 10**digits
    shown = [round(part * unit) for part in parts]
    live = [place for place, part in enumerate(parts) if abs(part) >= NOTHING]
    total = round(round(after, digits) * unit) - round(round(before, digits) * unit)
    rest = total - sum(shown) if live else 0
    step = 1 if rest > 0 else -1
    live.sort(key=lambda place: step * (parts[place] * unit - shown[place]), reverse=True)
    for turn in range(abs(rest)):
        shown[live[turn % len(live)]] += step
    return [each / unit for each in shown]
