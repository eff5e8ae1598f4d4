"""The lanes and the table of a set of recommendations: chosen, sorted, grouped, a page at a time (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tracker.core.words import figures
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.choices import Choice, per_page
from tracker.dashboard.facts import Facts, Rows
from tracker.dashboard.head import STATUS_ORDER
from tracker.dashboard.standing import TableRow, boxes_of, build_rows, since
from tracker.progress.lanes import lane_input
from tracker.progress.pictures import (
    DevelopmentBox,
    Figure,
    GroupInput,
    LaneInput,
    Row,
    build_figure,
    development_boxes,
    table_rows,
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
class Board:
    """The picture and the table of the recommendations in view."""

    figure: Figure | None
    boxes: list[DevelopmentBox]
    data: list[Row]
    rows: list[TableRow]
    total: int
    stalled: int


def chosen(facts: Facts, choice: Choice) -> list[Stall]:
    """Return the recommendations that a choice leaves, sorted."""
    kept = [each for each in facts.stalls if _fits(each, facts, choice)]
    key, descending = choice.sort.lstrip("-"), choice.sort.startswith("-")
    if key == "status":
        kept.sort(key=lambda each: STATUS_ORDER.index(each.figures.status), reverse=descending)
    elif key == "days":
        kept.sort(key=lambda each: each.figures.days_since_development, reverse=descending)
    elif descending:
        kept.reverse()
    return kept


def _fits(stall: Stall, facts: Facts, choice: Choice) -> bool:
    one = stall.figures
    if choice.stalled and facts.flagged(stall) is None:
        return False
    if choice.status and one.status != choice.status:
        return False
    if choice.newer and not one.newer_evidence:
        return False
    return not choice.rule or any(found.rule == choice.rule for found in stall.findings)


def page_of(facts: Facts, choice: Choice) -> Page[Stall]:
    """Return one page of the chosen recommendations; the last where there are fewer pages."""
    links = sum(each.figures.links for each in facts.stalls)
    size = per_page(links, len(facts.stalls))
    return Paginator(chosen(facts, choice), size).get_page(choice.page)


def build_board(facts: Facts, in_view: Sequence[Stall], rows: Rows, choice: Choice, to: Addresses) -> Board:
    """Return the lanes and table rows of the recommendations in view."""
    lanes = {each.figures.recommendation_id: _lane(each, facts, rows, to) for each in in_view}
    groups = _groups(facts, in_view, lanes, choice, to)
    figure = None
    if in_view:
        published = min(each.figures.published_on for each in in_view)
        asof = facts.asof
        figure = build_figure(
            groups, published, asof.day, is_today=asof.is_today, heading=list(lanes.values())
        )
    shown = list(lanes.values())
    return Board(
        figure=None if choice.table else figure,
        boxes=[] if choice.table else _told(shown),
        data=table_rows(shown) if choice.table else [],
        rows=build_rows(facts, in_view, lanes, rows, to),
        total=len(facts.stalls),
        stalled=sum(facts.flagged(each) is not None for each in facts.stalls),
    )


def _told(lanes: Sequence[LaneInput]) -> list[DevelopmentBox]:
    developments = {mark.development for lane in lanes for mark in lane.marks}
    return development_boxes(lanes) if len(developments) <= TOLD_TO else []


def _lane(stall: Stall, facts: Facts, rows: Rows, to: Addresses) -> LaneInput:
    one = stall.figures
    lane = lane_input(
        one,
        rows.links.get(one.recommendation_id, ()),
        rows.milestones.get(one.recommendation_id, ()),
        facts.definitions[one.recommendation_id],
        silent_since=since(stall, SILENT),
        no_advance_since=since(stall, NO_ADVANCE),
        href=to.recommendation(one.document_key, one.key),
        development_href=to.development,
    )
    extra = LaneExtra(
        STATUS_WORDS[one.status].capitalize(),
        boxes_of(lane.milestones),
        one.milestones_met,
        one.milestones_total,
    )
    return lane.with_extra(extra)


def _groups(
    facts: Facts,
    in_view: Sequence[Stall],
    lanes: dict[int, LaneInput],
    choice: Choice,
    to: Addresses,
) -> list[GroupInput]:
    members: dict[str, list[Stall]] = {}
    for name, stall in _named(facts, in_view, choice):
        members.setdefault(name, []).append(stall)
    makers: dict[str, Callable[[str, list[Stall]], tuple[str, str, str, bool]]] = {
        "area": lambda key, _: _area_heading(key, facts, to),
        "status": lambda key, group: (STATUS_WORDS[key].capitalize(), "", _stalled(group, facts), False),
        "addressee": lambda key, group: (
            _addressee_name(key, facts),
            to.to("dashboard:actor", key=key) if key else "",
            _stalled(group, facts),
            False,
        ),
    }
    groups = []
    for key, group in members.items():
        name, href, says, flagged = makers[choice.group](key, group)
        group_lanes = tuple(lanes[each.figures.recommendation_id] for each in group)
        groups.append(GroupInput(name, group_lanes, href, says, flagged))
    return groups


def _named(facts: Facts, in_view: Sequence[Stall], choice: Choice) -> list[tuple[str, Stall]]:
    """Return each recommendation under the key of its group; under each of its addressees."""
    if choice.group == "area":
        order = {area.key: area.area_id for area in facts.areas}
        return sorted(((each.figures.area_key, each) for each in in_view), key=lambda pair: order[pair[0]])
    if choice.group == "status":
        pairs = [(each.figures.status, each) for each in in_view]
        return sorted(pairs, key=lambda pair: STATUS_ORDER.index(pair[0]))
    named = [
        (addressee.key, each)
        for each in in_view
        for addressee in facts.definitions[each.figures.recommendation_id].addressees
    ]
    nobody = [
        ("", each) for each in in_view if not facts.definitions[each.figures.recommendation_id].addressees
    ]
    return sorted(named, key=lambda pair: _addressee_name(pair[0], facts)) + nobody


def _area_heading(key: str, facts: Facts, to: Addresses) -> tuple[str, str, str, bool]:
    area = next(each for each in facts.areas if each.key == key)
    if not area.unsettled:
        says = _("settled")
    elif not area.stalled:
        says = _("none stalled")
    else:
        says = _("%(stalled)s of %(unsettled)s stalled") % {
            "stalled": figures(area.stalled),
            "unsettled": figures(area.unsettled),
        }
    return area.name, to.area(area.key), says, facts.area_flagged(area) is not None


def _stalled(group: Sequence[Stall], facts: Facts) -> str:
    unsettled = [each for each in group if not each.figures.settled]
    if not unsettled:
        return _("settled")
    stalled = sum(bool(each.findings) for each in unsettled)
    if not stalled:
        return _("none stalled")
    return _("%(stalled)s of %(unsettled)s stalled") % {
        "stalled": figures(stalled),
        "unsettled": figures(len(unsettled)),
    }


def _addressee_name(key: str, facts: Facts) -> str:
    for definition in facts.definitions.values():
        for addressee in definition.addressees:
            if addressee.key == key:
                return addressee.name
    return _("No addressee")
