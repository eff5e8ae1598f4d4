"""Evidence bars: one block a link, as wide as its weight; setbacks left, advances right (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.progress.pictures.data import MarkInput

UNIT, LARGE_UNIT = 4.0, 7.0
GAP = 1.0
HEIGHT = 16.0
HALVES_ABOVE, PLAIN_ABOVE = 60, 240
_PLAIN_WIDTH = 150.0


@dataclass(frozen=True, slots=True)
class EvidenceScale:
    """One scale for all rows of a table: pixels a weight, and where the centre line stands."""

    unit: float
    centre: float
    width: float
    plain: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One link, or a side's whole weight where bars are plain."""

    x: float
    width: float
    side: str
    title: str


@dataclass(frozen=True, slots=True)
class EvidenceBar:
    """A row's blocks on the table's scale."""

    scale: EvidenceScale
    blocks: tuple[Block, ...]


def evidence_scale(
    sides: Sequence[tuple[int, int]], unit: float = UNIT, *, plain: bool = False
) -> EvidenceScale:
    """Return the scale for rows given as (weight of setbacks, weight of advances).

    Over 60 weight in any row it halves; over 240, or where asked for, bars are plain and share 150 px.
    """
    most = max((left + right for left, right in sides), default=0)
    left = max((each for each, _ in sides), default=0)
    right = max((each for _, each in sides), default=0)
    plain = plain or most > PLAIN_ABOVE
    if plain:
        unit = _PLAIN_WIDTH / max(left + right, 1)
    elif most > HALVES_ABOVE:
        unit /= 2
    return EvidenceScale(unit, round(left * unit + 1, 2), round((left + right) * unit + 2, 2), plain)


def build_evidence_bar(marks: Sequence[MarkInput], scale: EvidenceScale) -> EvidenceBar:
    """Return a row's bar: the earliest links stand next to the centre line."""
    counting = sorted((mark for mark in marks if mark.counts), key=lambda mark: (mark.latest, mark.earliest))
    advances = [(mark.weight, mark.title) for mark in counting if mark.effect == "advances"]
    setbacks = [(mark.weight, mark.title) for mark in counting if mark.effect == "sets-back"]
    if scale.plain:
        advances = [(sum(weight for weight, _ in advances), "")]
        setbacks = [(sum(weight for weight, _ in setbacks), "")]
    return EvidenceBar(scale, (*_side(setbacks, scale, "setback", -1), *_side(advances, scale, "advance", 1)))


def weights_of(marks: Sequence[MarkInput]) -> tuple[int, int]:
    """Return the weight of the setbacks and of the advances that count."""
    signed = [mark.signed_weight for mark in marks if mark.counts]
    return -sum(each for each in signed if each < 0), sum(each for each in signed if each > 0)


def _side(links: list[tuple[int, str]], scale: EvidenceScale, side: str, sign: int) -> list[Block]:
    blocks, reached = [], 0.0
    for weight, title in links:
        full = weight * scale.unit
        left = scale.centre + reached if sign > 0 else scale.centre - reached - full
        width = max(full - GAP, 0.5) if weight else 0.0
        if weight:
            blocks.append(Block(round(left + GAP / 2, 2), round(width, 2), side, title))
        reached += full
    return blocks


@dataclass(frozen=True, slots=True)
class WeightBar:
    """A row's blocks as one path for each side, for tables of many rows."""

    scale: EvidenceScale
    setbacks: str
    advances: str


def build_weight_bar(weights: Sequence[int], totals: tuple[int, int], scale: EvidenceScale) -> WeightBar:
    """Return a row's bar of signed weights, oldest first; of its two totals where bars are plain."""
    left, right = (
        ([totals[0]], [totals[1]])
        if scale.plain
        else (
            [-each for each in weights if each < 0],
            [each for each in weights if each > 0],
        )
    )
    setbacks = _side([(weight, "") for weight in left], scale, "setback", -1)
    advances = _side([(weight, "") for weight in right], scale, "advance", 1)
    return WeightBar(scale, _path(setbacks), _path(advances))


def _path(blocks: Sequence[Block]) -> str:
    return "".join(f"M{block.x:.4g} 2h{block.width:.3g}v12h-{block.width:.3g}z" for block in blocks)
