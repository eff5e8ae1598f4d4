"""The whole picture of a document, an area or an actor: strip, axis, groups of lanes (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.words import day_words
from tracker.progress.pictures.data import LaneInput
from tracker.progress.pictures.heading import Event, pick_events
from tracker.progress.pictures.lanes import build_lane, ground
from tracker.progress.pictures.scale import AxisName, TimeScale, axis_names, build_scale, line_places
from tracker.progress.pictures.shapes import FULL, Ground, Lane, LaneSize


@dataclass(frozen=True, slots=True)
class GroupInput:
    """Lanes that stand together under a name; ``says`` is what the end of their heading tells."""

    name: str
    lanes: tuple[LaneInput, ...]
    href: str = ""
    says: str = ""
    stalled: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group with its lanes drawn."""

    input: GroupInput
    lanes: tuple[Lane, ...]


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


def build_figure(
    groups: Sequence[GroupInput],
    published: date,
    until: date,
    *,
    is_today: bool = True,
    size: LaneSize = FULL,
    heading: Sequence[LaneInput] | None = None,
) -> Figure:
    """Return the picture of these groups; ``heading`` are the lanes whose developments the strip picks from.

    The axis starts with the earliest development of all of them.
    """
    lanes = [lane for group in groups for lane in group.lanes]
    picked_from = lanes if heading is None else heading
    scale = build_scale(published, until, [*lanes, *picked_from], is_today=is_today)
    lines = line_places(scale)
    return Figure(
        scale=scale,
        published_words=day_words(published, short=True),
        names=axis_names(scale),
        events=pick_events(picked_from, scale),
        ground=ground(scale, 40, lines),
        groups=tuple(
            Group(group, tuple(build_lane(lane, scale, size, lines=lines) for lane in group.lanes))
            for group in groups
        ),
    )
