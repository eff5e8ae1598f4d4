"""The whole picture of a document, an area or an actor: strip, axis, groups of lanes (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.words import day_words
from tracker.progress.pictures.data import LaneInput
from tracker.progress.pictures.folds import HEIGHT, Fold, FoldInput, build_fold
from tracker.progress.pictures.heading import Event, Moved, moves_of, pick_events
from tracker.progress.pictures.lanes import QuarterGrid, build_lane, ground
from tracker.progress.pictures.quarters import quarter_scale, quarter_starts
from tracker.progress.pictures.scale import AxisName, TimeScale, axis_names, build_scale, line_places
from tracker.progress.pictures.shapes import FULL, Ground, Lane, LaneSize


@dataclass(frozen=True, slots=True)
class GroupInput:
    """Lanes that stand together under a name, or one row in their place where the group is folded.

    ``says`` is what the end of the heading tells; the geometry does not look at ``extra``.
    """

    name: str
    lanes: tuple[LaneInput, ...]
    href: str = ""
    says: str = ""
    stalled: bool = False
    fold: FoldInput | None = None
    extra: object = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its lanes drawn, or folded."""

    input: GroupInput
    lanes: tuple[Lane, ...]
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The picture, ready to be drawn."""

    scale: TimeScale
    published_words: str
    names: tuple[AxisName, ...]
    events: tuple[Event, ...]
    ground: Ground
    groups: tuple[Group, ...]

    @property
    def lanes(self) -> Iterable[Lane]:
        """Every lane, in order."""
        return (lane for group in self.groups for lane in group.lanes)

    @property
    def folds(self) -> bool:
        """Whether any group is folded."""
        return any(group.fold for group in self.groups)


def build_figure(
    groups: Sequence[GroupInput],
    published: date,
    until: date,
    *,
    is_today: bool = True,
    size: LaneSize = FULL,
    heading: Sequence[LaneInput] | None = None,
    moved: Sequence[Moved] | None = None,
    first: date | None = None,
) -> Figure:
    """Return the picture of these groups.

    The strip picks from ``moved``, or from the developments of ``heading``, or of the lanes themselves. The
    axis starts with the earliest development of all of them, or with ``first`` where that is earlier.
    """
    lanes = [lane for group in groups for lane in group.lanes]
    picked_from = lanes if heading is None else heading
    scale = build_scale(published, until, [*lanes, *picked_from], is_today=is_today, first=first)
    lines = line_places(scale)
    starts = tuple(quarter_starts(scale.published, scale.until))
    folds = quarter_scale([group.fold.sums for group in groups if group.fold], HEIGHT)
    columns = [lane.quarters for lane in lanes if lane.quarters is not None]
    grid = QuarterGrid(starts, quarter_scale(columns, size.height, size.line)) if columns else None

    def draw(group: GroupInput) -> Group:
        drawn = (build_lane(lane, scale, size, lines=lines, quarters=grid) for lane in group.lanes)
        fold = build_fold(group.fold, starts, scale, folds) if group.fold else None
        return Group(group, tuple(drawn), fold)

    return Figure(
        scale=scale,
        published_words=day_words(published, short=True),
        names=axis_names(scale),
        events=pick_events(moves_of(picked_from) if moved is None else moved, scale),
        ground=ground(scale, 40, lines),
        groups=tuple(draw(group) for group in groups),
    )
