"""A recommendation's lane: silence, status, milestones and every linked development (pure).

The stages are plain data: hatches, ribbons, milestones, then marks with their bars, then discs, in
the order in which they are drawn.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.core.words import counted, day_words, days, join
from tracker.progress.pictures.data import (
    EFFECT_WORDS,
    SIGN_OF,
    STATUS_WORDS,
    LaneInput,
    MarkInput,
    MilestoneInput,
    StatusInput,
    Totals,
)
from tracker.progress.pictures.quarters import QuarterScale, build_bars
from tracker.progress.pictures.scale import LANES_WIDTH, TimeScale, line_places
from tracker.progress.pictures.shapes import (
    FULL,
    Bar,
    Disc,
    Ground,
    Hatch,
    Lane,
    LaneSize,
    Mark,
    MilestoneMark,
    Ribbon,
)


@dataclass(frozen=True, slots=True)
class QuarterGrid:
    """What lanes drawn by quarters share: where quarters begin, and one scale for their weights."""

    starts: tuple[date, ...]
    size: QuarterScale


CROWD_WITHIN = 12.0
CROWD_ABOVE = 3
DASHED = frozenset({"reversed", "abandoned", "superseded", "not-assessable"})


def build_lane(
    given: LaneInput,
    scale: TimeScale,
    size: LaneSize = FULL,
    width: float = LANES_WIDTH,
    lines: tuple[float, ...] | None = None,
    quarters: QuarterGrid | None = None,
) -> Lane:
    """Return a lane's shapes; ``width`` is the plot's, for what depends on nearness in pixels.

    ``quarters`` are what all lanes that are drawn by quarters share.
    """
    statuses = _changes(given.statuses)
    return Lane(
        input=given,
        size=size,
        ground=ground(scale, size.height, lines),
        hatches=build_hatches(given, scale, size),
        ribbons=_ribbons(given, statuses, scale),
        ticks=tuple(sorted({scale.x(day) for day in given.checks})),
        milestones=_milestones(given.milestones, scale),
        bars=_bars(given.marks, scale, size),
        marks=build_marks(given, scale, size, width),
        discs=_discs(statuses, scale, width),
        says=sentence(given),
        columns=build_bars(given.quarters or (), quarters.starts, scale, quarters.size)
        if quarters and given.quarters is not None
        else None,
    )


def ground(scale: TimeScale, height: float, lines: tuple[float, ...] | None = None) -> Ground:
    """Return what lies behind a lane or a band."""
    places = line_places(scale) if lines is None else lines
    return Ground(height, scale.published_x, scale.until_x, places)


def build_hatches(given: LaneInput, scale: TimeScale, size: LaneSize) -> tuple[Hatch, ...]:
    """Return the silence: both halves from the latest development, the upper from the latest advance.

    Both at once are their union, so nothing is hatched twice; silence up to the latest check is pale.
    """
    above: list[tuple[float, float, bool]] = []
    below: list[tuple[float, float, bool]] = []
    end = scale.until_x
    starts_above = [day for day in (given.no_advance_since, given.silent_since) if day]
    if given.silent_since:
        silent = scale.x(given.silent_since)
        looked = max((day for day in given.checks if day > given.silent_since), default=None)
        split = scale.x(looked) if looked else silent
        quiet = [(silent, split, True), (split, end, False)]
        above += quiet
        below += quiet
        if (first := scale.x(min(starts_above))) < silent:
            above.insert(0, (first, silent, False))
    elif given.no_advance_since:
        above.append((scale.x(given.no_advance_since), end, False))
    upper = (_hatch(*span, size.line - size.hatch, size.hatch, "above") for span in _joined(above))
    lower = (_hatch(*span, size.line, size.hatch, "below") for span in _joined(below))
    return (*upper, *lower)


def build_marks(given: LaneInput, scale: TimeScale, size: LaneSize, width: float) -> tuple[Mark, ...]:
    """Return the marks, large ones first so that small ones stay in sight; crowds as one."""
    drawn = [
        _one_mark(group, given, scale, size)
        for alike in _alike(given.marks).values()
        for group in _crowds(alike, scale, width)
    ]
    order = {"major": 0, "moderate": 1, "minor": 2}
    return tuple(sorted(drawn, key=lambda mark: (order[mark.strength], mark.x)))


def sentence(given: LaneInput) -> str:
    """Return what the lane says to those who cannot see it."""
    totals = given.totals or _totals(given.marks)
    parts = ", ".join(
        (
            counted(totals.advances, "advance"),
            counted(totals.setbacks, "setback"),
            counted(totals.context, "context", "context"),
        )
    )
    quiet = f"{days(given.days)} since anything was logged" if totals.ever else "nothing was ever logged"
    settled = "; settled" if given.settled else ""
    waits = f"; waits on {join(given.waits_on)}" if given.waits_on else ""
    return f"{given.code}, {given.title}: {STATUS_WORDS[given.status]}; {parts}; {quiet}{settled}{waits}"


def _totals(marks: Sequence[MarkInput]) -> Totals:
    counting = [mark.effect for mark in marks if mark.counts]
    advances, setbacks, context = (counting.count(effect) for effect in SIGN_OF)  # type: ignore[arg-type]
    return Totals(advances, setbacks, context, bool(marks))


def mark_label(mark: MarkInput) -> str:
    """Return what a mark says: its date, title, effect, strength and standing."""
    about = [EFFECT_WORDS[mark.effect], mark.strength]
    if mark.reported:
        about.append("reported, in no figure")
    if mark.background:
        about.append("before the document, in no figure")
    return f"{mark.date_words}: {mark.title} ({', '.join(about)})"


def _changes(statuses: Sequence[StatusInput]) -> list[StatusInput]:
    """Keep the judgements that change the status."""
    ordered = sorted(statuses, key=lambda each: each.day)
    before = [None, *(each.status for each in ordered)]
    return [each for each, last in zip(ordered, before, strict=False) if each.status != last]


def _ribbons(given: LaneInput, statuses: list[StatusInput], scale: TimeScale) -> tuple[Ribbon, ...]:
    places = [(scale.x(given.published), "not-assessed")]
    places += [(max(scale.x(each.day), scale.published_x), each.status) for each in statuses]
    ends = [*places[1:], (scale.until_x, "")]
    return tuple(
        Ribbon(x1, x2, status) for (x1, status), (x2, _) in zip(places, ends, strict=True) if x2 > x1
    )


def _discs(statuses: list[StatusInput], scale: TimeScale, width: float) -> tuple[Disc, ...]:
    discs: list[Disc] = []
    room_from = -1000.0
    for each in statuses:
        x = max(scale.x(each.day), scale.published_x)
        word = STATUS_WORDS[each.status]
        half = len(word) * 3.4
        worded = x / 100 * width - half >= room_from
        if worded:
            room_from = x / 100 * width + half + 8
        discs.append(Disc(x, each.status, word, f"{day_words(each.day)}: {word}", worded))
    return tuple(discs)


def _milestones(milestones: Sequence[MilestoneInput], scale: TimeScale) -> tuple[MilestoneMark, ...]:
    found: dict[tuple[float, str, float | None], list[str]] = defaultdict(list)
    for each in milestones:
        last = False
        for day, met in each.changes:
            if met != last:
                found[(scale.x(day), "met" if met else "unmet", None)].append(_change_label(each, met))
            last = met
        if each.overdue and each.due:
            moved = scale.x(each.first_due) if each.first_due and each.first_due != each.due else None
            found[(scale.x(each.due), "overdue", moved)].append(
                f"Overdue since {day_words(each.due)}: {each.title}"
            )
    return tuple(
        MilestoneMark(x, state, "; ".join(labels), moved)  # type: ignore[arg-type]
        for (x, state, moved), labels in sorted(found.items(), key=lambda item: item[0][0])
    )


def _change_label(milestone: MilestoneInput, met: bool) -> str:
    return f"Milestone {'met' if met else 'un-met again'}: {milestone.title}"


def _bars(marks: Sequence[MarkInput], scale: TimeScale, size: LaneSize) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            scale.x(mark.earliest),
            scale.x(mark.latest),
            _base(mark, size),
            mark.effect,
            mark.background,
            mark.approximate,
            mark.filtered_out,
        )
        for mark in marks
        if mark.earliest < mark.latest
    )


def _base(mark: MarkInput, size: LaneSize) -> float:
    return round(size.line - SIGN_OF[mark.effect] * size.base, 2)


def _alike(marks: Sequence[MarkInput]) -> dict[tuple[object, ...], list[MarkInput]]:
    """Sort marks into those that look alike but for size: only these may stand for each other."""
    kinds: dict[tuple[object, ...], list[MarkInput]] = defaultdict(list)
    for mark in marks:
        kinds[(mark.effect, mark.reported, mark.background, mark.filtered_out)].append(mark)
    return kinds


def _crowds(marks: list[MarkInput], scale: TimeScale, width: float) -> list[list[MarkInput]]:
    """Group marks of one look: more than three within 12 px become one, others stay alone."""
    ordered = sorted(marks, key=lambda mark: (mark.latest, mark.earliest, mark.development))
    places = [scale.x(mark.latest) / 100 * width for mark in ordered]
    groups: list[list[MarkInput]] = []
    at = 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and places[end] - places[at] <= CROWD_WITHIN:
            end += 1
        take = end - at if end - at > CROWD_ABOVE else 1
        groups.append(ordered[at : at + take])
        at += take
    return groups


def _one_mark(group: list[MarkInput], given: LaneInput, scale: TimeScale, size: LaneSize) -> Mark:
    chief = max(group, key=lambda mark: (mark.weight, mark.latest))
    alone = len(group) == 1
    return Mark(
        x=scale.x(chief.latest),
        y=_base(chief, size),
        effect=chief.effect,
        strength=chief.strength,
        hollow=chief.reported,
        before=chief.background,
        label=mark_label(chief) if alone else _crowd_label(group),
        href=chief.href if alone else given.href,
        developments=tuple(mark.development for mark in group),
        count=len(group),
        uncertain=any(mark.uncertain for mark in group),
        dim=chief.filtered_out,
    )


def _crowd_label(group: list[MarkInput]) -> str:
    titles = join(f"“{mark.title}”" for mark in group[:3])
    more = f" and {len(group) - 3} more"
    what = f"{len(group)} × {EFFECT_WORDS[group[0].effect]}"
    return f"{group[0].date_words} to {group[-1].date_words}: {what}: {titles.replace(' and ', ', ')}{more}"


def _joined(spans: list[tuple[float, float, bool]]) -> list[tuple[float, float, bool]]:
    """Drop empty spans and join neighbours of one density, so that strokes run through."""
    kept = [span for span in spans if span[1] > span[0]]
    joined = kept[:1]
    for (_, _, _), (start, end, pale) in pairwise(kept):
        if joined[-1][2] == pale and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end, pale)
        else:
            joined.append((start, end, pale))
    return joined


def _hatch(x1: float, x2: float, pale: bool, y: float, height: float, half: str) -> Hatch:
    return Hatch(x1, round(x2 - x1, 3), y, height, half, pale)  # type: ignore[arg-type]
