"""Where a day stands across the plot: before publication 14 % of it, after it the rest (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.words import day_words, month_name
from tracker.progress.pictures.data import LaneInput

BEFORE = 14.0
LANES_WIDTH = 934.0
"""The plot's width in the widest layout: 1440 less its sides, the label and the end column.

What depends on a width in pixels (crowding, names that would collide) is computed for this one,
since the server knows no other.
"""
BANDS_WIDTH = 728.0
SMALL_WIDTH = 348.0
_NAME_WIDTH, _SHORT_NAME_WIDTH = 40.0, 20.0
_TODAY_WIDTH, _DATE_WIDTH = 42.0, 78.0


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A time axis from ``start`` over ``published`` to ``until``."""

    start: date
    published: date
    until: date
    is_today: bool = True

    @property
    def has_before(self) -> bool:
        """Whether there is a part before publication."""
        return self.start < self.published

    @property
    def published_x(self) -> float:
        """Where publication stands."""
        return BEFORE if self.has_before else 0.0

    @property
    def until_x(self) -> float:
        """Where the as-of day stands: at the end, but on the day of publication itself."""
        return self.x(self.until)

    @property
    def until_words(self) -> str:
        """The name of the as-of day on the axis."""
        return "today" if self.is_today else day_words(self.until, short=True)

    def x(self, day: date) -> float:
        """Return where a day stands, from 0 to 100; days beyond the axis stand at its ends."""
        if day <= self.published and self.has_before:
            return _part(0.0, BEFORE, (day - self.start).days, (self.published - self.start).days)
        return _part(self.published_x, 100.0, (day - self.published).days, (self.until - self.published).days)


@dataclass(frozen=True, slots=True)
class AxisName:
    """A name on the axis; ``wide`` and ``small`` say in which layouts it has room."""

    x: float
    words: str
    short: str
    wide: bool = True
    small: bool = True


def build_scale(
    published: date,
    until: date,
    lanes: Iterable[LaneInput] = (),
    *,
    is_today: bool = True,
    first: date | None = None,
) -> TimeScale:
    """Return the axis for these lanes: it starts with the year of their earliest development.

    ``first`` is an earlier day where others share the axis.
    """
    earliest = min((mark.earliest for lane in lanes for mark in lane.marks), default=published)
    earliest = min(earliest, first or published)
    start = date(earliest.year, 1, 1) if earliest < published else published
    return TimeScale(start, published, max(until, published), is_today)


def line_days(scale: TimeScale) -> list[date]:
    """Return the days with a line: each 1 January after publication; quarters or every fifth year."""
    first, last = scale.published, scale.until
    if (last - first).days < 548:
        quarters = (
            date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)
        )
        return [day for day in quarters if first < day < last]
    step = _year_step((last - first).days / 365.25)
    years = range(first.year + 1, last.year + 1)
    return [date(year, 1, 1) for year in years if year % step == 0 and date(year, 1, 1) < last]


def line_places(scale: TimeScale) -> tuple[float, ...]:
    """Return where those lines stand."""
    return tuple(scale.x(day) for day in line_days(scale))


def axis_names(scale: TimeScale, width: float = LANES_WIDTH) -> tuple[AxisName, ...]:
    """Return the names along the axis, without those that would run into another or the as-of day's."""
    names = _names_before(scale)
    room = _TODAY_WIDTH if scale.is_today else _DATE_WIDTH
    taken = {"wide": -1000.0, "small": -1000.0}
    for day in line_days(scale):
        x = scale.x(day)
        fits = {
            "wide": _fits(x, width, _NAME_WIDTH, room, taken["wide"]),
            "small": _fits(x, SMALL_WIDTH, _SHORT_NAME_WIDTH, room, taken["small"]),
        }
        for layout, wide in (("wide", width), ("small", SMALL_WIDTH)):
            if fits[layout]:
                taken[layout] = x / 100 * wide + (_NAME_WIDTH if layout == "wide" else _SHORT_NAME_WIDTH)
        if any(fits.values()):
            names.append(AxisName(x, _name(day), _short_name(day), fits["wide"], fits["small"]))
    return tuple(names)


def _names_before(scale: TimeScale) -> list[AxisName]:
    if not scale.has_before:
        return []
    first = scale.start.year
    names = [AxisName(0.0, f"{first}", _short_name(scale.start))]
    gap = scale.published.year - first
    if gap >= 4:
        middle = date(first + (gap + 1) // 2, 1, 1)
        names.append(AxisName(scale.x(middle), f"{middle.year}", _short_name(middle), small=False))
    return names


def _fits(x: float, width: float, name: float, room: float, taken: float) -> bool:
    left = x / 100 * width
    return left >= taken and left + name <= width - room


def _name(day: date) -> str:
    return f"{day.year}" if day.month == 1 else month_name(day.month, short=True)


def _short_name(day: date) -> str:
    return f"’{day.year % 100:02d}" if day.month == 1 else month_name(day.month, short=True)[:3]


def _year_step(years: float) -> int:
    if years <= 12:
        return 1
    return next((step for step in (5, 10, 25, 50, 100, 250, 500) if years / step <= 20), 1000)


def _part(low: float, high: float, days: int, of: int) -> float:
    share = min(max(days / max(of, 1), 0.0), 1.0)
    return round(low + (high - low) * share, 3)
