"""Momentum since publication as a small line; one scale for all rows of a table (pure).

A line is drawn from samples: what each stretch of time adds, as it stands at the stretch's end. Any
number of links comes down to so many numbers, which the database can add up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

#: Stretches of a line; at each one's end it is exact.
SAMPLES = 46
_TOP, _BOTTOM = 2.5, 23.5


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line of 92 × 26 px, where its zero and its end stand, and which sides have an area.

    It is written in small whole numbers, since there may be a hundred on a page: across in samples, down
    in half pixels.
    """

    path: str
    area: str
    zero: int
    end: int
    value: float
    above: bool
    below: bool

    @property
    def sign(self) -> str:
        """Which side today is on: `advance`, `setback`, or `level`."""
        if abs(self.value) < 0.005:
            return "level"
        return "advance" if self.value > 0 else "setback"


def sample(
    moves: Iterable[tuple[date, int]], published: date, until: date, half_life: float
) -> dict[int, float]:
    """Return what each stretch adds at its end, by the stretch's number; publication itself is zero."""
    total = max((until - published).days, 1)
    added: dict[int, float] = {}
    for day, value in moves:
        age = (day - published).days
        stretch = ceil(age * SAMPLES / total)
        decayed = value * 2 ** (-(stretch * total / SAMPLES - age) / half_life)
        added[stretch] = added.get(stretch, 0.0) + decayed
    return added


def momentum_at_samples(added: Mapping[int, float], days: int, half_life: float) -> list[float]:
    """Return the momentum on the day of publication and at the end of each stretch."""
    left = 2.0 ** (-(max(days, 1) / SAMPLES) / half_life)
    values = [added.get(0, 0.0)]
    for stretch in range(1, SAMPLES + 1):
        values.append(values[-1] * left + added.get(stretch, 0.0))
    return values


def build_sparklines(rows: Sequence[Sequence[float]]) -> list[Sparkline]:
    """Return a sparkline for each row of sampled momentum, all on one scale."""
    low = min((min(values) for values in rows), default=0.0)
    high = max((max(values) for values in rows), default=0.0)
    return [_sparkline(values, min(low, 0.0), max(high, 0.0)) for values in rows]


def _sparkline(values: Sequence[float], low: float, high: float) -> Sparkline:
    span = high - low
    unit = (_BOTTOM - _TOP) / span if span else 0.0
    zero = _BOTTOM + low * unit if span else (_TOP + _BOTTOM) / 2
    # Whole half pixels, so that the steps add up to where the line truly ends.
    places = [round((zero - value * unit) * 2) for value in values]
    level = round(zero * 2)
    path = _path(places)
    above, below = any(y < level for y in places), any(y > level for y in places)
    area = f"{path}V{level}H0z" if above or below else ""
    return Sparkline(path, area, level, places[-1], values[-1], above, below)


def _path(places: Sequence[int]) -> str:
    """Write the line in steps; stretches on one level are one step."""
    steps: list[tuple[int, int]] = []
    for before, after in pairwise(places):
        if before == after and steps and steps[-1][1] == 0:
            steps[-1] = (steps[-1][0] + 1, 0)
        else:
            steps.append((1, after - before))
    written = " ".join(f"{across}{'' if down < 0 else ' '}{down}" for across, down in steps)
    return f"M0 {places[0]}l{written}"
