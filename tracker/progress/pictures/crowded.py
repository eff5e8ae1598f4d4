"""Quarters in the place of marks, where a recommendation has too many of them (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.words import counted, figures
from tracker.progress.pictures.data import Effect
from tracker.progress.pictures.scale import TimeScale
from tracker.progress.pictures.shapes import LaneSize

_UP, _DOWN = 40.0, 46.0
"""The room above and below the line, in pixels of the recommendation's own picture."""
_GAP = 0.15


@dataclass(frozen=True, slots=True)
class QuarterInput:
    """What a quarter's links of one effect add up to; ``front`` where the choice leaves them in front."""

    starts: date
    effect: Effect
    links: int
    weight: int
    before: bool = False
    front: bool = True

    @property
    def ends(self) -> date:
        """The quarter's last day."""
        following = self.starts + timedelta(days=93)
        return following.replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a quarter's bar."""

    y: float
    height: float
    effect: Effect
    before: bool
    dim: bool


@dataclass(frozen=True, slots=True)
class QuarterBar:
    """A quarter: advances' weights up, setbacks' down; it leads to its own days."""

    x: float
    width: float
    middle: float
    pieces: tuple[Piece, ...]
    label: str
    since: date
    until: date


def build_quarters(given: Sequence[QuarterInput], scale: TimeScale, size: LaneSize) -> tuple[QuarterBar, ...]:
    """Return a bar a quarter, all on one scale."""
    quarters: dict[date, list[QuarterInput]] = {}
    for each in given:
        quarters.setdefault(each.starts, []).append(each)
    most = max(
        (_weight(rows, effect) for rows in quarters.values() for effect in ("advances", "sets-back")),
        default=0,
    )
    unit = min(_UP, _DOWN) / most if most else 0.0
    return tuple(_bar(rows, scale, size, unit) for _, rows in sorted(quarters.items()))


def _bar(rows: list[QuarterInput], scale: TimeScale, size: LaneSize, unit: float) -> QuarterBar:
    since, until = rows[0].starts, rows[0].ends
    x1 = min(max(scale.x(since), 0.0), 100.0)
    x2 = min(max(scale.x(until), x1), 100.0)
    width = max(round(x2 - x1 - _GAP, 3), 0.2)
    pieces = [*_stack(rows, "advances", size.line, unit), *_stack(rows, "sets-back", size.line, unit)]
    middle = round(x1 + width / 2, 3)
    return QuarterBar(round(x1, 3), width, middle, tuple(pieces), _label(rows), since, until)


def _stack(rows: list[QuarterInput], effect: Effect, line: float, unit: float) -> list[Piece]:
    pieces, reached = [], 0.0
    for each in sorted(rows, key=lambda row: not row.front):
        if each.effect == effect:
            height = each.weight * unit
            y = line - reached - height if effect == "advances" else line + reached
            pieces.append(Piece(round(y, 2), round(height, 2), effect, each.before, not each.front))
            reached += height
    return pieces


def _weight(rows: list[QuarterInput], effect: str) -> int:
    return sum(each.weight for each in rows if each.effect == effect)


def _label(rows: list[QuarterInput]) -> str:
    starts = rows[0].starts
    links = {
        effect: sum(each.links for each in rows if each.effect == effect)
        for effect in ("advances", "sets-back", "context")
    }
    told = [
        f"{counted(links['advances'], 'advance')} of weight {figures(_weight(rows, 'advances'))}",
        f"{counted(links['sets-back'], 'setback')} of weight {figures(_weight(rows, 'sets-back'))}",
        counted(links["context"], "context", "context"),
    ]
    return f"Quarter {(starts.month + 2) // 3} of {starts.year}: {', '.join(told)}"
