"""A range of days as an axis of its own: what a recommendation's picture shows when one is chosen (pure).

A day keeps its true place, so what lies outside stands below 0 or above 100; `within` then leaves
out single marks there and cuts what lasts.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.core.words import day_words, month_name
from tracker.progress.pictures.scale import BANDS_WIDTH, SMALL_WIDTH, AxisName, TimeScale
from tracker.progress.pictures.shapes import Lane

_YEARS, _QUARTERS, _MONTHS = 1100, 400, 70
_NAME_WIDTH, _FIRST_WIDTH, _LAST_WIDTH = 40.0, 74.0, 78.0


@dataclass(frozen=True, slots=True)
class Window(TimeScale):
    """A linear axis from ``start`` to ``until``, wherever the document's publication lies."""

    @property
    def has_before(self) -> bool:
        """Whether there is a part before publication."""
        return self.start < self.published

    @property
    def published_x(self) -> float:
        """Where publication stands; below 0 where it came before the range."""
        return self.x(self.published)

    @property
    def until_x(self) -> float:
        """Where the range ends."""
        return 100.0

    def x(self, day: date) -> float:
        """Return where a day stands, from 0 to 100 within the range."""
        return round(100.0 * (day - self.start).days / max((self.until - self.start).days, 1), 3)


def window(published: date, since: date, until: date, *, is_today: bool) -> Window:
    """Return the axis of a range of days; its last day is named "today" where it is."""
    return Window(since, published, until, is_today)


def window_days(scale: TimeScale) -> list[date]:
    """Return the days with a line: years, quarters, months or weeks, as the range is long."""
    length = (scale.until - scale.start).days
    if length <= _MONTHS:
        first = scale.start + timedelta(days=7 - scale.start.weekday())
        return [
            first + timedelta(days=7 * week) for week in range(max((scale.until - first).days, 0) // 7 + 1)
        ]
    months = (1,) if length > _YEARS else (1, 4, 7, 10) if length > _QUARTERS else tuple(range(1, 13))
    years = range(scale.start.year, scale.until.year + 1)
    return [
        day for year in years for month in months if scale.start < (day := date(year, month, 1)) < scale.until
    ]


def window_places(scale: TimeScale) -> tuple[float, ...]:
    """Return where those lines stand."""
    return tuple(scale.x(day) for day in window_days(scale))


def window_names(scale: TimeScale, width: float = BANDS_WIDTH) -> tuple[AxisName, ...]:
    """Return the range's first day and the names of the lines that have room beside it and its last."""
    names = [AxisName(0.0, day_words(scale.start, short=True), day_words(scale.start, short=True))]
    weeks = (scale.until - scale.start).days <= _MONTHS
    taken = {width: _FIRST_WIDTH, SMALL_WIDTH: _FIRST_WIDTH}
    for day in window_days(scale):
        x = scale.x(day)
        fits = {}
        for each in (width, SMALL_WIDTH):
            left = x / 100 * each
            fits[each] = left >= taken[each] and left + _NAME_WIDTH <= each - _LAST_WIDTH
            if fits[each]:
                taken[each] = left + _NAME_WIDTH
        if any(fits.values()):
            words = _name(day, weeks=weeks)
            names.append(AxisName(x, words, words, fits[width], fits[SMALL_WIDTH]))
    return tuple(names)


def _name(day: date, *, weeks: bool) -> str:
    if weeks:
        return f"{day.day} {month_name(day.month, short=True)}"
    return f"{day.year}" if day.month == 1 else month_name(day.month, short=True)


def within(lane: Lane) -> Lane:
    """Return a lane without what stands outside the axis, and with what reaches beyond it cut."""
    return replace(
        lane,
        hatches=tuple(
            replace(each, x=x1, width=round(x2 - x1, 3))
            for each in lane.hatches
            if (x2 := _cut(each.x + each.width)) > (x1 := _cut(each.x))
        ),
        ribbons=tuple(
            replace(each, x1=x1, x2=x2)
            for each in lane.ribbons
            if (x2 := _cut(each.x2)) > (x1 := _cut(each.x1))
        ),
        ticks=tuple(x for x in lane.ticks if _inside(x)),
        milestones=tuple(
            replace(each, moved_from=None if each.moved_from is None else _cut(each.moved_from))
            for each in lane.milestones
            if _inside(each.x)
        ),
        bars=tuple(
            replace(each, x1=_cut(each.x1), x2=_cut(each.x2))
            for each in lane.bars
            if _cut(each.x2) > _cut(each.x1)
        ),
        marks=tuple(each for each in lane.marks if _inside(each.x)),
        discs=tuple(each for each in lane.discs if _inside(each.x)),
    )


def _inside(x: float) -> bool:
    return 0.0 <= x <= 100.0


def _cut(x: float) -> float:
    return min(max(x, 0.0), 100.0)
