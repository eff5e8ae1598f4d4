"""A recommendation's own picture: marks, balance and momentum on one time axis (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from tracker.core.words import signed
from tracker.progress.pictures.crowded import QuarterBar, QuarterInput, build_quarters
from tracker.progress.pictures.data import STATUS_WORDS, LaneInput, MarkInput
from tracker.progress.pictures.lanes import build_lane, ground
from tracker.progress.pictures.scale import BANDS_WIDTH, TimeScale
from tracker.progress.pictures.shapes import BANDED, WAITED, Ground, Hatch, Lane
from tracker.progress.pictures.window import Window, window_places, within

BALANCE_HEIGHT, MOMENTUM_HEIGHT = 100.0, 72.0
_BALANCE_TOP, _BALANCE_BOTTOM = 22.0, 90.0
_MOMENTUM_TOP, _MOMENTUM_BOTTOM = 8.0, 64.0
_STEP = 0.4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the part after publication: x from 0 to 1000 across it, y in pixels, with its zero."""

    points: tuple[Point, ...]
    zero: float
    end: float
    value: float

    @property
    def path(self) -> str:
        """The line as a path."""
        return path_of(self.points)

    @property
    def above(self) -> str:
        """The area between the line and zero, where it lies above."""
        return self._area([(x, min(y, self.zero)) for x, y in self.points])

    @property
    def below(self) -> str:
        """The area between the line and zero, where it lies below."""
        return self._area([(x, max(y, self.zero)) for x, y in self.points])

    def _area(self, points: list[Point]) -> str:
        if all(y == self.zero for _, y in points):
            return ""
        first, last = points[0][0], points[-1][0]
        return path_of([(first, self.zero), *points, (last, self.zero)]) + "Z"


@dataclass(frozen=True, slots=True)
class Band:
    """Balance or momentum over time."""

    ground: Ground
    line: Line
    start_x: float
    width: float
    quiet: tuple[Hatch, ...]
    peak_x: float | None = None
    peak_y: float = 0.0
    peak_words: str = ""

    @property
    def height(self) -> float:
        """The band's height."""
        return self.ground.height


@dataclass(frozen=True, slots=True)
class Course:
    """How balance and momentum went: what they were at the start of the axis, then each step.

    A step is (day, by how much the balance moved, what that added to momentum on that day).
    """

    balance: int = 0
    momentum: float = 0.0
    steps: tuple[tuple[date, int, float], ...] = ()

    @property
    def balance_moves(self) -> list[tuple[date, int]]:
        """Each day with what it added to the balance."""
        return [(day, moved) for day, moved, _ in self.steps]

    @property
    def momentum_moves(self) -> list[tuple[date, float]]:
        """Each day with what it added to momentum."""
        return [(day, added) for day, _, added in self.steps]


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands, one above the other: marks, the awaited recommendations' ribbons, balance, momentum."""

    lane: Lane
    balance: Band
    momentum: Band
    waits: tuple[Lane, ...] = ()
    quarters: tuple[QuarterBar, ...] = ()


def build_bands(
    given: LaneInput,
    scale: TimeScale,
    half_life: float,
    width: float = BANDS_WIDTH,
    *,
    course: Course | None = None,
    waits: Sequence[LaneInput] = (),
    quarters: Sequence[QuarterInput] = (),
    peak: bool = True,
) -> Bands:
    """Return the picture of one recommendation; without a ``course`` it follows from the marks."""
    taken = course or course_of(given.marks)
    lines = window_places(scale) if isinstance(scale, Window) else None
    balance = _band(
        balance_points(taken.balance_moves, scale, taken.balance),
        scale,
        BALANCE_HEIGHT,
        (_BALANCE_TOP, _BALANCE_BOTTOM),
        given,
        lines,
    )
    if peak:
        balance = _with_peak(balance, taken, scale)
    momentum = _band(
        momentum_points(taken.momentum_moves, scale, half_life, start=taken.momentum),
        scale,
        MOMENTUM_HEIGHT,
        (_MOMENTUM_TOP, _MOMENTUM_BOTTOM),
        given,
        lines,
    )
    lane = build_lane(given, scale, BANDED, width, lines)
    awaited = [_awaited(each, scale, width, lines) for each in waits]
    if isinstance(scale, Window):
        lane, awaited = within(lane), [within(each) for each in awaited]
    return Bands(lane, balance, momentum, tuple(awaited), build_quarters(quarters, scale, BANDED))


def _awaited(given: LaneInput, scale: TimeScale, width: float, lines: tuple[float, ...] | None) -> Lane:
    """Return the row of a recommendation that this one waits on: how it was judged, nothing else."""
    lane = build_lane(given, scale, WAITED, width, lines)
    return replace(lane, says=f"{given.code}, {given.title}: {STATUS_WORDS[given.status]}")


def course_of(marks: Sequence[MarkInput]) -> Course:
    """Return the course from the very first of the marks."""
    return Course(steps=tuple((day, weight, float(weight)) for day, weight in daily_moves(marks)))


def daily_moves(marks: Sequence[MarkInput]) -> list[tuple[date, int]]:
    """Return each day on which the balance moved, with by how much; what counts in no figure left out."""
    counting = sorted((mark for mark in marks if mark.counts), key=lambda mark: mark.latest)
    moves = (
        (day, sum(mark.signed_weight for mark in same))
        for day, same in groupby(counting, key=lambda mark: mark.latest)
    )
    return [(day, weight) for day, weight in moves if weight]


def balance_points(events: Sequence[tuple[date, int]], scale: TimeScale, start: int = 0) -> list[Point]:
    """Return the balance as steps: (share of the time that its line takes, value)."""
    value = float(start)
    points = [(0.0, value)]
    for day, weight in events:
        share = _share(day, scale)
        points += [(share, value), (share, value + weight)]
        value += weight
    return [*points, (1.0, value)]


def momentum_points(
    events: Sequence[tuple[date, float]],
    scale: TimeScale,
    half_life: float,
    step: float = _STEP / 100,
    start: float = 0.0,
) -> list[Point]:
    """Return momentum exactly at each event, before and after it, and closely enough between.

    Between events it decays by one exponential, so each stretch follows from its first value.
    """
    total = _length(scale)
    value, at = start, 0.0
    points: list[Point] = [(0.0, value)]
    for day, weight in [*events, (scale.until, 0.0)]:
        share = _share(day, scale)
        if value:
            pieces = max(int((share - at) / step), 1)
            for piece in range(1, pieces + 1):
                # The last piece ends on the event itself: a rounding past it would go back in time.
                reached = min(at + (share - at) * piece / pieces, share) if piece < pieces else share
                points.append((reached, value * 2 ** (-(reached - at) * total / half_life)))
            value = points[-1][1]
        else:
            points.append((share, 0.0))
        value, at = value + weight, share
        if weight:
            points.append((share, value))
    return points


def to_line(points: Sequence[Point], low: float, high: float, box: tuple[float, float], width: float) -> Line:
    """Scale (share, value) points into a box of pixels, top and bottom given, and thin them out."""
    top, bottom = box
    span = high - low
    zero = bottom + low * (bottom - top) / span if span else (top + bottom) / 2

    def y(value: float) -> float:
        return round(zero - value * (bottom - top) / span, 1) if span else round(zero, 1)

    placed = thinned([(round(share * width, 1), y(value)) for share, value in points])
    return Line(tuple(placed), round(zero, 1), placed[-1][1], points[-1][1])


def thinned(points: list[Point]) -> list[Point]:
    """Drop points that lie on the level between their neighbours."""
    kept = points[:1]
    for before, point, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[1] == point[1] == after[1]) and point != kept[-1]:
            kept.append(point)
    return kept + points[-1:] if len(points) > 1 else kept


def path_of(points: Sequence[Point]) -> str:
    """Return points as path data."""
    return "M" + "L".join(f"{_short(x)},{_short(y)}" for x, y in points)


def _band(
    points: list[Point],
    scale: TimeScale,
    height: float,
    box: tuple[float, float],
    given: LaneInput,
    lines: tuple[float, ...] | None = None,
) -> Band:
    values = [value for _, value in points]
    line = to_line(points, min(0.0, *values), max(0.0, *values), box, 1000.0)
    quiet: tuple[Hatch, ...] = ()
    if given.silent_since and (x := max(scale.x(given.silent_since), 0.0)) < scale.until_x:
        quiet = (Hatch(x, round(scale.until_x - x, 3), 0, height, "above"),)
    start = min(max(scale.published_x, 0.0), scale.until_x)
    width = round(scale.until_x - start, 3)
    return Band(ground(scale, height, lines), line, start, width, quiet)


def _with_peak(band: Band, course: Course, scale: TimeScale) -> Band:
    """Name the value that stood furthest from zero, where that is not the last one or carried in."""
    best, best_day, value = course.balance, None, course.balance
    for day, weight in course.balance_moves:
        value += weight
        if abs(value) > abs(best):
            best, best_day = value, day
    if best_day is None or best == value:
        return band
    zero, values = band.line.zero, [y for _, y in band.line.points]
    extreme = min(values) if best > 0 else max(values)
    y = extreme if best > 0 or extreme > zero else zero
    return replace(band, peak_x=scale.x(best_day), peak_y=y, peak_words=signed(best))


def _length(scale: TimeScale) -> int:
    """Return the days that the lines take: from publication, or from the axis's start after it."""
    return max((scale.until - max(scale.start, scale.published)).days, 1)


def _share(day: date, scale: TimeScale) -> float:
    first = max(scale.start, scale.published)
    return min(max((day - first).days / _length(scale), 0.0), 1.0)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
