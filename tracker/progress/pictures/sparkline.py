"""Momentum since publication as a small line; one scale for all rows of a table (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.progress.pictures.bands import Line, Point, momentum_points, to_line
from tracker.progress.pictures.scale import TimeScale

WIDTH, HEIGHT = 92.0, 26.0
_TOP, _BOTTOM = 2.5, 23.5
_STEP = 1.5 / WIDTH


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line of 92 × 26 px with its areas and the dot of today."""

    line: Line
    sign: str
    """Which side today is on: `advance`, `setback`, or `level`."""


def build_sparklines(
    rows: Iterable[Sequence[tuple[date, int]]], scales: Iterable[TimeScale], half_lives: Iterable[float]
) -> list[Sparkline]:
    """Return a sparkline for each row of daily moves, all on one scale."""
    lines = [
        momentum_points(moves, scale, half_life, _STEP)
        for moves, scale, half_life in zip(rows, scales, half_lives, strict=True)
    ]
    values = [value for line in lines for _, value in line]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    return [_sparkline(points, low, high) for points in lines]


def _sparkline(points: list[Point], low: float, high: float) -> Sparkline:
    line = to_line(points, low, high, (_TOP, _BOTTOM), WIDTH)
    level = abs(line.value) < 0.005
    return Sparkline(line, "level" if level else "advance" if line.value > 0 else "setback")
