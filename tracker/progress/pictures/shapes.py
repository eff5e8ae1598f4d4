"""What a picture consists of: placed shapes, x in percent of the plot, y in pixels (pure).

Marks keep their size at any width, since only their place is a share of it. Nothing here knows a
colour: `templates/components/svg/` paints by classes, `paint.py` with colours written in.
"""

from dataclasses import dataclass, field
from typing import Literal

from tracker.progress.pictures.data import Effect, LaneInput, Strength
from tracker.progress.pictures.quarters import Bars


@dataclass(frozen=True, slots=True)
class LaneSize:
    """The measures of a lane; marks are drawn at ``scale`` of the full size, milestones at ``square``."""

    height: float
    line: float
    hatch: float = 13.0
    scale: float = 1.0
    base: float = 6.0
    milestone: float = 7.5
    disc: float = 5.0
    tick: float = 6.0
    square: float = 1.0


FULL = LaneSize(66, 37)
LISTED = LaneSize(62, 33)
#: Where lanes are many.
COMPACT = LaneSize(34, 20, hatch=8, scale=0.72, base=4.75, milestone=4.0, disc=3.6, tick=4.3, square=0.6)
PRINTED = LaneSize(35, 20, hatch=7, scale=0.72, base=4.75, milestone=3.2, disc=3.6, tick=4.3, square=0.55)
#: A recommendation that another waits on: its status alone, in a row of its own.
WAITED = LaneSize(28, 14, hatch=0, disc=5.0)
BANDED = LaneSize(116, 62, scale=1.15, base=6.9, disc=5.5)


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind: the part before publication, year lines, publication and the as-of day."""

    height: float
    published_x: float
    until_x: float
    lines: tuple[float, ...]

    @property
    def has_before(self) -> bool:
        """Whether there is a part before publication."""
        return self.published_x > 0


@dataclass(frozen=True, slots=True)
class Hatch:
    """A hatched span above or below the line; pale where somebody looked and found nothing new."""

    x: float
    width: float
    y: float
    height: float
    half: Literal["above", "below"]
    looked_at: bool = False


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A stretch of the line, drawn by the status that held then."""

    x1: float
    x2: float
    status: str


@dataclass(frozen=True, slots=True)
class Disc:
    """A status that begins."""

    x: float
    status: str
    word: str
    words: str
    worded: bool = True
    """Whether there is room for the word beneath."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A long or imprecise date: from its earliest to its latest day, at its mark's base."""

    x1: float
    x2: float
    y: float
    effect: Effect
    before: bool
    approximate: bool
    dim: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One link, or several of one effect where they crowd (``count`` then is more than one)."""

    x: float
    y: float
    effect: Effect
    strength: Strength
    hollow: bool
    before: bool
    label: str
    href: str
    developments: tuple[str, ...]
    count: int = 1
    uncertain: bool = False
    dim: bool = False

    @property
    def glyph(self) -> str:
        """The name of its shape."""
        return f"{self.effect}-{self.strength}{'-hollow' if self.hollow else ''}"


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A milestone met, un-met again, or overdue; where its promise moved, from where."""

    x: float
    state: Literal["met", "unmet", "overdue"]
    label: str
    moved_from: float | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A recommendation's lane, ready to be drawn from back to front."""

    input: LaneInput
    size: LaneSize
    ground: Ground
    hatches: tuple[Hatch, ...]
    ribbons: tuple[Ribbon, ...]
    ticks: tuple[float, ...]
    milestones: tuple[MilestoneMark, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    discs: tuple[Disc, ...]
    says: str
    columns: Bars | None = None
    """Its evidence by quarters, in the place of marks."""
    line_start: float = field(default=0.0)
    """Where the line begins: the start of the axis."""

    @property
    def since_width(self) -> float:
        """How much of the plot lies after publication."""
        return round(self.ground.until_x - self.ground.published_x, 3)

    @property
    def silent(self) -> bool:
        """Whether `silent` holds, so that the days stand bold."""
        return self.input.silent_since is not None
