"""A recommendation's own picture: its bands over the whole time or a range, and the same as rows (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tracker.dashboard.aside import OtherRow
from tracker.dashboard.asked import PageChoice, Range
from tracker.progress.measures import Figures
from tracker.progress.pictures import (
    Bands,
    DevelopmentBox,
    EvidenceBar,
    LaneInput,
    MarkInput,
    Row,
    StatusInput,
    TimeScale,
    axis_names,
    build_bands,
    build_evidence_bar,
    build_scale,
    development_boxes,
    evidence_scale,
    table_rows,
    weights_of,
)
from tracker.progress.pictures.bands import Course
from tracker.progress.pictures.crowded import QuarterBar, QuarterInput
from tracker.progress.pictures.data import Effect
from tracker.progress.pictures.evidence import HALVES_ABOVE, LARGE_UNIT
from tracker.progress.pictures.scale import BANDS_WIDTH, AxisName
from tracker.progress.pictures.window import window, window_names
from tracker.progress.single import PER_PAGE, Single

#: More developments than this come without a box each: the mark's own words stand in.
TOLD_TO = 150
#: So many awaited recommendations have a ribbon of their own; all stand in words.
MOST_WAITS = 5
#: The width that the head has for its evidence bar, in pixels.
BAR_WIDTH = 150.0
_EFFECTS: dict[int, Effect] = {1: "advances", -1: "sets-back", 0: "context"}


@dataclass(frozen=True)
class Picture:
    """The recommendation's own picture, and the same as rows."""

    bands: Bands
    scale: TimeScale
    names: tuple[AxisName, ...]
    boxes: list[DevelopmentBox]
    data: Page[Row] | None
    range: Range
    links: int
    ends: PictureEnds


@dataclass(frozen=True)
class PictureEnds:
    """What the bands come to at their right end: on the day asked, or on the range's last day."""

    balance: int
    momentum: float
    #: Whether that is the figures' own day, so that they lead to their rows.
    is_whole: bool


def build_picture(
    lane: LaneInput,
    one: Figures,
    found: Single,
    chosen: Range,
    waits: Sequence[OtherRow],
    *,
    is_today: bool,
    choice: PageChoice,
) -> Picture:
    """Return the picture of a range; its lines go on from where they truly stood."""
    whole = build_scale(one.published_on, one.day, [lane], is_today=is_today, first=found.whole.earliest)
    days = chosen.from_first(whole.start)
    scale = whole
    if chosen.chosen:
        scale = window(one.published_on, days.since, days.until, is_today=is_today and days.until == one.day)
    moves = found.moves
    bands = build_bands(
        lane,
        scale,
        one.half_life,
        course=Course(moves.balance, moves.momentum, moves.steps),
        waits=[_awaited(each, one) for each in waits[:MOST_WAITS]],
        quarters=[
            QuarterInput(each.starts, _EFFECTS[each.effect], each.links, each.weight, each.before, each.front)
            for each in found.quarters
        ],
        peak=not found.quarters,
    )
    names = window_names(scale) if chosen.chosen else axis_names(scale, BANDS_WIDTH)
    boxes = [] if choice.table or len(lane.marks) > TOLD_TO else development_boxes([lane])
    data = _data(lane, bands, days, choice.marks) if choice.table else None
    return Picture(bands, scale, names, boxes, data, days, found.in_range, _ends(bands, one, chosen))


def _data(lane: LaneInput, bands: Bands, days: Range, number: int) -> Page[Row]:
    """Return a page of the picture's rows, newest first; quarters where single marks are too many."""
    rows = [row for row in table_rows([lane]) if days.since <= row.day <= days.until]
    rows += [_quarter(lane, bar) for bar in bands.quarters]
    rows.sort(key=lambda row: row.day, reverse=True)
    return Paginator(rows, PER_PAGE).get_page(number)


def _quarter(lane: LaneInput, bar: QuarterBar) -> Row:
    """Return a quarter as a row that leads to its own days."""
    asked = f"since={bar.since.isoformat()}&until={bar.until.isoformat()}&view=table#picture"
    href = f"{lane.href}{'&' if '?' in lane.href else '?'}{asked}"
    when, _colon, told = bar.label.partition(": ")
    return Row(bar.until, when, lane.code, lane.href, told, href, _("by quarter"), "")


def _ends(bands: Bands, one: Figures, chosen: Range) -> PictureEnds:
    if chosen.chosen and chosen.until < one.day:
        return PictureEnds(int(bands.balance.line.value), bands.momentum.line.value, is_whole=False)
    return PictureEnds(one.balance, one.momentum, is_whole=True)


def _awaited(other: OtherRow, one: Figures) -> LaneInput:
    return LaneInput(
        key=other.key,
        code=other.code,
        title=other.title,
        published=one.published_on,
        status=other.status,
        href=other.url,
        statuses=tuple(StatusInput(day, status) for day, status in other.statuses),
    )


def build_bar(one: Figures, found: Single) -> EvidenceBar:
    """Return the head's evidence bar: a block a link, or a side's whole weight where they are many."""
    blocks = found.blocks
    if blocks is None:
        blocks = ((-1, one.set_back_weight, ""), (1, one.advanced_weight, ""))
    marks = [_block(effect, weight, title, one.day) for effect, weight, title in blocks]
    sides = weights_of(marks)
    unit = min(LARGE_UNIT, BAR_WIDTH / max(sum(sides), 1))
    # The scale of a table halves where much is logged; here it is made to fit.
    return build_evidence_bar(marks, evidence_scale([sides], unit * 2 if sum(sides) > HALVES_ABOVE else unit))


def _block(effect: int, weight: int, title: str, day: dt.date) -> MarkInput:
    return MarkInput("", title, "", day, day, _EFFECTS[effect], weight)
