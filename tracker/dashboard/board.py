"""The lanes of a set of recommendations, open or folded, as the picture's input (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.core.words import date_words
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.choices import Choice
from tracker.dashboard.facts import Facts
from tracker.dashboard.folding import MARKS_TO, Layout, Span
from tracker.dashboard.groups import Members
from tracker.dashboard.standing import boxes_of, since
from tracker.progress.evidence import LinkRow
from tracker.progress.in_view import InView
from tracker.progress.lanes import lane_input
from tracker.progress.pictures import (
    COMPACT,
    FULL,
    DevelopmentBox,
    Figure,
    FoldInput,
    GroupInput,
    LaneInput,
    Moved,
    QuarterSum,
    build_figure,
    development_boxes,
)
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.stalls.rules import NO_ADVANCE, SILENT, Stall

#: More developments than this on a page come without their boxes; a mark's own words stand in.
TOLD_TO = 500


@dataclass(frozen=True, slots=True)
class LaneExtra:
    """What small layouts show beneath a lane."""

    status_words: str
    boxes: list[tuple[str, str]]
    met: int
    total: int


@dataclass(frozen=True, slots=True)
class GroupExtra:
    """What a group's heading shows beside its name."""

    members: Members
    open: bool
    toggles: bool
    """Whether the heading opens or folds the group: not where all are open."""
    by_quarters: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Which lanes a page draws, mark by mark or by quarters, and which sums it needs for that.

    ``members`` pairs a recommendation with the number of the sum that it is part of: the group's own
    where that is folded, else a number of the recommendation's.
    """

    groups: Sequence[Members]
    layout: Layout
    marks: tuple[int, ...]
    members: tuple[tuple[int, int], ...]

    def lanes(self, span: Span) -> tuple[Stall, ...]:
        """Return the recommendations of an open group that are on this page."""
        return self.groups[span.group].stalls[span.first : span.end] if span.open else ()

    @property
    def shown(self) -> list[int]:
        """The recommendations that have a lane."""
        return [each.figures.recommendation_id for span in self.layout.spans for each in self.lanes(span)]

    def by_quarters(self, span: Span) -> bool:
        """Whether an open group's lanes are drawn by quarters."""
        return self.groups[span.group].links > MARKS_TO

    def number_of(self, stall: Stall) -> int:
        """Return the number of a recommendation's own sum."""
        return len(self.groups) + stall.figures.recommendation_id


def plan(groups: Sequence[Members], layout: Layout) -> Plan:
    """Return what a page draws."""
    bare = Plan(groups, layout, (), ())
    marks: dict[int, None] = {}
    members: dict[tuple[int, int], None] = {}
    for span in layout.spans:
        if not span.open:
            found = groups[span.group].stalls
            members.update(dict.fromkeys((each.figures.recommendation_id, span.group) for each in found))
        elif bare.by_quarters(span):
            for each in bare.lanes(span):
                members[each.figures.recommendation_id, bare.number_of(each)] = None
        else:
            marks.update(dict.fromkeys(each.figures.recommendation_id for each in bare.lanes(span)))
    return Plan(groups, layout, tuple(marks), tuple(members))


def build_lanes(
    facts: Facts,
    drawn: Plan,
    view: InView,
    links: Mapping[int, Sequence[LinkRow]],
    choice: Choice,
    to: Addresses,
) -> tuple[Figure, list[DevelopmentBox]]:
    """Return the picture, and what hovering a mark tells."""
    lanes: dict[int, LaneInput] = {}
    groups = []
    for span in drawn.layout.spans:
        members = drawn.groups[span.group]
        quarters = drawn.by_quarters(span)
        for stall in drawn.lanes(span):
            pk = stall.figures.recommendation_id
            if pk not in lanes:
                sums = view.sums.get(drawn.number_of(stall), ()) if quarters else None
                lanes[pk] = _lane(stall, view, links.get(pk, ()), sums, choice, to)
        open_lanes = tuple(lanes[each.figures.recommendation_id] for each in drawn.lanes(span))
        extra = GroupExtra(members, span.open, not drawn.layout.all_open, quarters)
        fold = None
        if not span.open:
            fold = FoldInput(tuple(view.sums.get(span.group, ())), members.silent_since, members.looked)
        groups.append(
            GroupInput(
                members.name,
                open_lanes,
                members.url,
                members.stalled.words,
                members.stalled.flagged,
                fold,
                extra,
            )
        )
    figure = build_figure(
        groups,
        min(each.figures.published_on for each in facts.stalls),
        facts.asof.day,
        is_today=facts.asof.is_today,
        size=COMPACT if drawn.layout.compact else FULL,
        moved=_moved(facts, to),
        first=facts.around.first,
    )
    return figure, _told(list(lanes.values()))


def _moved(facts: Facts, to: Addresses) -> list[Moved]:
    return [
        Moved(
            each.key,
            each.weight,
            each.latest,
            date_words(each.edtf, short=True),
            each.title,
            to.development(each.key),
        )
        for each in facts.around.moved
    ]


def _told(lanes: Sequence[LaneInput]) -> list[DevelopmentBox]:
    developments = {mark.development for lane in lanes for mark in lane.marks}
    return development_boxes(lanes) if len(developments) <= TOLD_TO else []


def _lane(
    stall: Stall,
    view: InView,
    links: Sequence[LinkRow],
    sums: Sequence[QuarterSum] | None,
    choice: Choice,
    to: Addresses,
) -> LaneInput:
    one = stall.figures
    lane = lane_input(
        one,
        links,
        view.milestones.get(one.recommendation_id, ()),
        view.definitions[one.recommendation_id],
        silent_since=since(stall, SILENT),
        no_advance_since=since(stall, NO_ADVANCE),
        href=to.recommendation(one.document_key, one.key),
        development_href=to.development,
        attribution=(choice.attribution,) if choice.attribution else (),
        quarters=sums,
    )
    extra = LaneExtra(
        STATUS_WORDS[one.status].capitalize(),
        boxes_of(lane.milestones),
        one.milestones_met,
        one.milestones_total,
    )
    return lane.with_extra(extra)
