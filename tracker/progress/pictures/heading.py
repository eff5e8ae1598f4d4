"""The strip above the lanes: publication, and the developments that moved most (pure)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.words import day_words
from tracker.progress.pictures.data import LaneInput, MarkInput
from tracker.progress.pictures.scale import LANES_WIDTH, TimeScale

MOST = 4
ROOM = 130.0
LAST_ROOM = 110.0
_GAP, _WIDEST = 0.8, 24.0


@dataclass(frozen=True, slots=True)
class Event:
    """One development in the strip; its text starts at ``x`` and is ``width`` percent wide."""

    x: float
    width: float
    date_words: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A confirmed development with the sum of its links' weights, and how the strip names it."""

    key: str
    weight: int
    latest: date
    date_words: str
    title: str
    href: str


def moves_of(lanes: Iterable[LaneInput]) -> list[Moved]:
    """Return the confirmed developments of these lanes, with their weights over all lanes."""
    weights: dict[str, int] = defaultdict(int)
    marks: dict[str, MarkInput] = {}
    for lane in lanes:
        for mark in lane.marks:
            if mark.counts:
                weights[mark.development] += mark.weight
                marks[mark.development] = mark
    return [
        Moved(key, weights[key], mark.latest, _day(mark), mark.title, mark.href)
        for key, mark in marks.items()
    ]


def pick_events(moved: Iterable[Moved], scale: TimeScale, width: float = LANES_WIDTH) -> tuple[Event, ...]:
    """Return up to four developments with the largest sums of weights that have room."""
    chosen: list[Moved] = []
    for each in sorted(moved, key=lambda one: (-one.weight, -one.latest.toordinal(), one.key)):
        if len(chosen) < MOST and _has_room(each, chosen, scale, width):
            chosen.append(each)
    chosen.sort(key=lambda one: one.latest)
    places = [scale.x(one.latest) for one in chosen]
    ends = [*places[1:], 100.0 + _GAP][: len(places)]  # none where nothing has room
    return tuple(
        Event(x, round(min(end - x - _GAP, _WIDEST), 3), one.date_words, one.title, one.href)
        for one, x, end in zip(chosen, places, ends, strict=True)
    )


def _day(mark: MarkInput) -> str:
    return day_words(mark.latest, short=True) if mark.earliest == mark.latest else mark.date_words


def _has_room(one: Moved, chosen: list[Moved], scale: TimeScale, width: float) -> bool:
    place = scale.x(one.latest) / 100 * width
    others = [scale.x(each.latest) / 100 * width for each in chosen]
    if not scale.has_before:
        others.append(scale.published_x / 100 * width)
    return place + LAST_ROOM <= width and all(abs(place - other) >= ROOM for other in others)
