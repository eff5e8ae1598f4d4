"""A group of recommendations folded into one row: evidence by quarters, silence, discs (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.progress.pictures.data import STATUS_WORDS, QuarterSum
from tracker.progress.pictures.quarters import Bars, QuarterScale, build_bars
from tracker.progress.pictures.scale import TimeScale
from tracker.progress.pictures.shapes import Hatch

HEIGHT = 54.0
_HATCH = 13.0
#: More recommendations than this are counted by status, not drawn a disc each.
DISCS_TO = 8


@dataclass(frozen=True, slots=True)
class StatusCount:
    """A status disc of the row, and how many recommendations it stands for."""

    status: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class FoldInput:
    """What a folded group shows."""

    sums: tuple[QuarterSum, ...] = ()
    silent_since: date | None = None
    """Since when all of its unsettled recommendations are silent."""
    looked: date | None = None
    """When somebody last looked at any of them and found nothing new."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A folded group's plot."""

    size: QuarterScale
    bars: Bars
    hatches: tuple[Hatch, ...]
    start_x: float
    width: float
    silent: bool


def build_fold(given: FoldInput, starts: Sequence[date], scale: TimeScale, size: QuarterScale) -> Fold:
    """Return a folded group's plot; silence that was looked at is paler."""
    return Fold(
        size=size,
        bars=build_bars(given.sums, starts, scale, size),
        hatches=_hatches(given, scale, size.line),
        start_x=scale.published_x,
        width=round(scale.until_x - scale.published_x, 3),
        silent=given.silent_since is not None,
    )


def discs(statuses: Iterable[str]) -> tuple[StatusCount, ...]:
    """Return a group's discs: one a recommendation in its order, or one a status where they are many."""
    found = list(statuses)
    if len(found) <= DISCS_TO:
        return tuple(StatusCount(each, STATUS_WORDS[each], 1) for each in found)
    return tuple(
        StatusCount(status, STATUS_WORDS[status], found.count(status))
        for status in STATUS_WORDS
        if status in found
    )


def _hatches(given: FoldInput, scale: TimeScale, line: float) -> tuple[Hatch, ...]:
    if given.silent_since is None:
        return ()
    start, end = scale.x(given.silent_since), scale.until_x
    looked = given.looked if given.looked and given.looked > given.silent_since else given.silent_since
    split = scale.x(looked)
    spans = ((start, split, True), (split, end, False))
    return tuple(
        Hatch(x1, round(x2 - x1, 3), round(line - _HATCH, 1), 2 * _HATCH, "above", pale)
        for x1, x2, pale in spans
        if x2 > x1
    )
