"""What became of promises: first due when, moved how often and by how much, kept or not (pure).

A promise is a milestone that somebody promised, or that is due on a day. It is kept since the day from
which it has been met without a break; whether that was on time is told against the due day first given,
never against one that was moved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.core.words import day_words, days, number, plural
from tracker.progress.sentences import Part

KEPT, KEPT_LATE, KEPT_UNDATED = "kept-on-time", "kept-late", "kept-undated"
OVERDUE, NOT_YET_DUE, UNDATED, LOST = "overdue", "not-yet-due", "undated", "lost"
OUTCOMES = (KEPT, KEPT_LATE, KEPT_UNDATED, LOST, OVERDUE, NOT_YET_DUE, UNDATED)
_KEPT = frozenset({KEPT, KEPT_LATE, KEPT_UNDATED})
#: What a reader may ask for: an outcome, all kept ones, or those whose due day moved.
ASKED = (*OUTCOMES, "kept", "moved")


@dataclass(frozen=True, slots=True)
class Move:
    """A due day that was announced later."""

    announced: dt.date
    due: dt.date


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as it stands on a day; its moves are those announced by then, oldest first."""

    day: dt.date
    given: dt.date | None
    """The due day first given with the milestone, if any."""
    announced: tuple[Move, ...] = ()
    changes: tuple[tuple[dt.date, bool], ...] = ()
    """Each meeting that counts, oldest first: its day, and whether it met the milestone or un-met it."""

    @property
    def first_due(self) -> dt.date | None:
        """The due day first said: the milestone's own, else the first that was announced."""
        return self.given or (self.announced[0].due if self.announced else None)

    @property
    def moves(self) -> tuple[Move, ...]:
        """The announcements that moved a due day; the first of all moves nothing."""
        return self.announced if self.given else self.announced[1:]

    @property
    def due(self) -> dt.date | None:
        """The latest due day, as announced by the day."""
        return self.announced[-1].due if self.announced else self.given

    @property
    def moved_days(self) -> int:
        """By how many days the due day has moved in all; below zero where it came forward."""
        return (self.due - self.first_due).days if self.due and self.first_due else 0

    @property
    def met(self) -> bool:
        """Whether it is met: the last of its meetings says so."""
        return bool(self.changes) and self.changes[-1][1]

    @property
    def kept_on(self) -> dt.date | None:
        """Since when it has been met without a break."""
        since = None
        for on, met in self.changes:
            since = (since or on) if met else None
        return since

    @property
    def lost_on(self) -> dt.date | None:
        """Where it was met and is no longer: the day since when."""
        was_met = any(met for _, met in self.changes)
        if self.met or not was_met:
            return None
        since = None
        for on, met in self.changes:
            since = None if met else (since or on)
        return since

    @property
    def outcome(self) -> str:
        """What became of it."""
        if self.kept_on is not None:
            if self.first_due is None:
                return KEPT_UNDATED
            return KEPT_LATE if self.kept_on > self.first_due else KEPT
        if self.lost_on is not None:
            return LOST
        if self.due is None:
            return UNDATED
        return OVERDUE if self.due < self.day else NOT_YET_DUE

    @property
    def late(self) -> int:
        """Days late: kept, against the due day first given; overdue, against the latest announced."""
        if self.outcome == KEPT_LATE and self.kept_on and self.first_due:
            return (self.kept_on - self.first_due).days
        return self.owed if self.outcome == OVERDUE else 0

    @property
    def owed(self) -> int:
        """For how many days it has been overdue: not met, or no longer, though the latest due day is past."""
        return 0 if self.met or self.due is None else max((self.day - self.due).days, 0)

    def fits(self, asked: str) -> bool:
        """Whether it is among what is asked for (see ``ASKED``); everything is where nothing is."""
        if asked == "moved":
            return bool(self.moves)
        return not asked or self.outcome in (_KEPT if asked == "kept" else (asked,))


@dataclass(frozen=True, slots=True)
class Slippage:
    """Promises counted: the outcomes add up to the total."""

    total: int
    by_outcome: dict[str, int]
    kept_latest: int
    """The days of the one kept latest."""
    overdue_longest: int
    lost_overdue: int
    """How many of those that were kept, then lost are overdue."""
    lost_longest: int
    moves: int
    moved: int
    """How many promises moved at all."""
    moved_days: int

    def count(self, outcome: str) -> int:
        """Return how many promises came to this."""
        return self.by_outcome.get(outcome, 0)

    @property
    def kept(self) -> int:
        """How many are kept: on time, late, or without a due day."""
        return sum(self.count(each) for each in _KEPT)


def add_up(promises: Sequence[Promise]) -> Slippage:
    """Count what became of promises."""
    outcomes = [each.outcome for each in promises]
    return Slippage(
        total=len(promises),
        by_outcome={each: outcomes.count(each) for each in OUTCOMES if each in outcomes},
        kept_latest=_most(each.late for each in promises if each.outcome == KEPT_LATE),
        overdue_longest=_most(each.late for each in promises if each.outcome == OVERDUE),
        lost_overdue=sum(each.outcome == LOST and each.owed > 0 for each in promises),
        lost_longest=_most(each.owed for each in promises if each.outcome == LOST),
        moves=sum(len(each.moves) for each in promises),
        moved=sum(bool(each.moves) for each in promises),
        moved_days=sum(each.moved_days for each in promises),
    )


def _most(values: Iterable[int]) -> int:
    return max(values, default=0)


def slippage_sentence(summed: Slippage) -> list[Part]:
    """Return the sum: "Of five promises, two are kept, one of them 40 days late; two are overdue …"."""
    if not summed.total:
        return []
    told = _told(summed)
    if summed.total == 1:
        parts = [Part("Its one promise "), *_only(summed)]
    else:
        parts = [Part("Of "), Part(f"{number(summed.total)} promises", "all", summed.total), Part(", ")]
        for place, each in enumerate(told):
            parts += [Part("; ")] if place else []
            parts += each
    return [*parts, Part("."), *_moved(summed)]


def _told(summed: Slippage) -> list[list[Part]]:
    told: list[list[Part]] = []
    if summed.kept:
        told.append([_part(summed.kept, "kept", "kept"), *_late(summed)])
    if lost := summed.count(LOST):
        verb = plural(lost, "was", "were")
        told.append([Part(f"{number(lost)} {verb} kept, then lost", LOST, lost), *_lost_overdue(summed)])
    if overdue := summed.count(OVERDUE):
        up_to = "" if overdue == 1 else "up to "
        told.append([_part(overdue, "overdue", OVERDUE), Part(f", by {up_to}{days(summed.overdue_longest)}")])
    if later := summed.count(NOT_YET_DUE):
        told.append([_part(later, "not yet due", NOT_YET_DUE)])
    if undated := summed.count(UNDATED):
        told.append([Part(f"{number(undated)} not kept, with no due day", UNDATED, undated)])
    return told


def _part(count: int, words: str, rows: str) -> Part:
    return Part(f"{number(count)} {plural(count, 'is', 'are')} {words}", rows, count)


def _late(summed: Slippage) -> list[Part]:
    late, kept = summed.count(KEPT_LATE), summed.kept
    if not late:
        return []
    if kept == 1:
        return [Part(", "), Part(f"{days(summed.kept_latest)} late", KEPT_LATE, late)]
    up_to = "" if late == 1 else "up to "
    who = ("both" if kept == 2 else "all of them") if late == kept else f"{number(late)} of them"
    return [Part(", "), Part(f"{who} {up_to}{days(summed.kept_latest)} late", KEPT_LATE, late)]


def _lost_overdue(summed: Slippage) -> list[Part]:
    late, lost = summed.lost_overdue, summed.count(LOST)
    if not late:
        return []
    if lost == 1:
        return [Part(f" and is overdue, by {days(summed.lost_longest)}")]
    up_to = "" if late == 1 else "up to "
    who = ("both" if lost == 2 else "all of them") if late == lost else f"{number(late)} of them"
    return [Part(f", {who} overdue, by {up_to}{days(summed.lost_longest)}")]


def _only(summed: Slippage) -> list[Part]:
    ((outcome, _one),) = summed.by_outcome.items()
    return {
        KEPT: [Part("is kept", "kept", 1)],
        KEPT_UNDATED: [Part("is kept", "kept", 1)],
        KEPT_LATE: [Part(f"is kept, {days(summed.kept_latest)} late", KEPT_LATE, 1)],
        LOST: [Part("was kept, then lost", LOST, 1), *_lost_overdue(summed)],
        OVERDUE: [Part(f"is overdue, by {days(summed.overdue_longest)}", OVERDUE, 1)],
        NOT_YET_DUE: [Part("is not yet due", NOT_YET_DUE, 1)],
        UNDATED: [Part("is not kept, with no due day", UNDATED, 1)],
    }[outcome]


def _moved(summed: Slippage) -> list[Part]:
    if not summed.moves:
        return []
    often = {1: "once", 2: "twice"}.get(summed.moves, f"{number(summed.moves)} times")
    what = "Its due day was" if summed.total == 1 else "Due days were"
    return [
        Part(f" {what} "),
        Part(f"moved {often}", "moved", summed.moves),
        Part(f", {_way(summed.moved_days)} in all."),
    ]


def _way(moved: int) -> str:
    if not moved:
        return "by no day"
    return f"{days(abs(moved))} {'later' if moved > 0 else 'earlier'}"


def promise_words(one: Promise) -> str:
    """Return what became of one promise: "kept on 14 August 2025, 410 days late"."""
    first = next((on for on, met in one.changes if met), None)
    kept = f"kept on {day_words(one.kept_on)}" if one.kept_on else ""
    lost = f"kept on {day_words(first)}, lost on {day_words(one.lost_on)}" if first and one.lost_on else ""
    if lost and one.owed:
        lost += f", overdue for {days(one.owed)}"
    return {
        KEPT: kept,
        KEPT_LATE: f"{kept}, {days(one.late)} late",
        KEPT_UNDATED: f"{kept}; no due day was given",
        LOST: lost,
        OVERDUE: f"not kept, overdue for {days(one.late)}",
        NOT_YET_DUE: "not yet due",
        UNDATED: "not kept; no due day was given",
    }[one.outcome]


def moved_words(one: Promise) -> str:
    """Return how often and how far a due day moved: "moved twice, 410 days later"; empty where it did not."""
    if not one.moves:
        return ""
    often = {1: "once", 2: "twice"}.get(len(one.moves), f"{number(len(one.moves))} times")
    return f"moved {often}, {_way(one.moved_days)}"
