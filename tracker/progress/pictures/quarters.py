"""Evidence by quarters: a bar a quarter, the advances' weights up, the setbacks' down (pure).

One path for each effect, however many bars, in coordinates of 0 to 1000 across the part after
publication: the page stretches them to the plot's width, as it does with a recommendation's bands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.progress.pictures.data import QuarterSum
from tracker.progress.pictures.scale import TimeScale

ACROSS = 1000
_GAP = 1
_TOP, _BOTTOM = 7.5, 4.0
#: In the order of `Bars`: effect, and whether in front.
_KINDS = ((1, True), (-1, True), (1, False), (-1, False))


@dataclass(frozen=True, slots=True)
class QuarterScale:
    """One scale for all rows of one kind: pixels a weight, the row's height and where its line stands."""

    unit: float
    height: float
    line: float


@dataclass(frozen=True, slots=True)
class Bars:
    """One row's bars: a path for each effect, and for each one's whole where some of it steps back."""

    advances: str = ""
    setbacks: str = ""
    advances_back: str = ""
    setbacks_back: str = ""


def quarter_starts(published: date, until: date) -> list[date]:
    """Return the first day of each quarter up to a day; the first is the day of publication."""
    starts = [published]
    year, month = published.year, (published.month - 1) // 3 * 3 + 1
    while True:
        year, month = (year, month + 3) if month < 10 else (year + 1, 1)
        if year > date.max.year or date(year, month, 1) > until:
            return starts
        starts.append(date(year, month, 1))


def quarter_scale(
    rows: Iterable[Sequence[QuarterSum]], height: float, line: float | None = None
) -> QuarterScale:
    """Return the scale on which the tallest bars, up and down, just fit; ``line`` is a lane's own."""
    up = down = 0
    for row in rows:
        up = max(up, max((each.weight for each in row if each.effect > 0), default=0))
        down = max(down, max((each.weight for each in row if each.effect < 0), default=0))
    top, bottom = min(_TOP, height / 7), min(_BOTTOM, height / 9)
    if line is not None:
        units = [(line - top) / up if up else 0.0, (height - bottom - line) / down if down else 0.0]
        return QuarterScale(min((each for each in units if each), default=0.0), height, line)
    room = height - top - bottom
    if not up + down:
        return QuarterScale(0.0, height, round(top + room * 2 / 3, 1))
    unit = room / (up + down)
    return QuarterScale(unit, height, round(top + up * unit, 1))


def build_bars(
    sums: Iterable[QuarterSum], starts: Sequence[date], scale: TimeScale, size: QuarterScale
) -> Bars:
    """Return a row's bars, each as wide as its quarter less a gap; a whole stands behind its front part."""
    places = [_across(day, scale) for day in [*starts, _after(scale.until)]]
    heights: dict[tuple[int, bool], dict[int, float]] = {key: {} for key in _KINDS}
    for each in sums:
        if not each.effect or not 1 <= each.quarter <= len(starts):
            continue
        for weight, front in ((each.front, True), (each.weight if each.front < each.weight else 0, False)):
            if weight:
                heights[each.effect, front][each.quarter] = weight * size.unit * each.effect
    return Bars(*(_path(heights[key], places, size.line) for key in _KINDS))


def _path(heights: Mapping[int, float], places: Sequence[int], line: float) -> str:
    """Write bars in steps from one to the next, each closed where it began."""
    parts: list[str] = []
    at = 0
    for quarter in sorted(heights):
        x1, x2 = places[quarter - 1], min(places[quarter], ACROSS)
        width = max(x2 - x1 - _GAP, 1)
        start = f"m{x1 - at} 0" if parts else f"M{x1} {_short(line)}"
        parts.append(f"{start}h{width}v{_short(-heights[quarter])}h-{width}z")
        at = x1
    return "".join(parts)


def _across(day: date, scale: TimeScale) -> int:
    total = max((scale.until - scale.published).days, 1)
    return round(min(max((day - scale.published).days / total, 0.0), 1.0) * ACROSS)


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
