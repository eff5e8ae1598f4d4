"""The lanes and the table of a set of recommendations: what is on the page is read, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from tracker.dashboard.addresses import Addresses
from tracker.dashboard.board import Plan, build_lanes, plan
from tracker.dashboard.choices import Choice
from tracker.dashboard.chosen import chosen
from tracker.dashboard.facts import Facts
from tracker.dashboard.folding import Layout, lay_out
from tracker.dashboard.groups import group
from tracker.dashboard.queries.marks import MarksPage, all_at_hand, marks_page
from tracker.dashboard.standing import TableRow, build_rows, plain_bars
from tracker.progress import evidence
from tracker.progress.in_view import Asked, InView, in_view
from tracker.progress.link_words import extent_parts
from tracker.progress.pictures import DevelopmentBox, Figure, quarter_starts
from tracker.progress.queries import Scope
from tracker.progress.sentences import Part
from tracker.stalls.rules import Stall

#: A page of the table; with more, a page that has an area open would not travel in 40 kB.
ROWS = 50


@dataclass(frozen=True)
class Board:
    """The picture, or its data, and the table of the recommendations chosen."""

    page: Page[Stall]
    layout: Layout
    figure: Figure | None = None
    boxes: list[DevelopmentBox] = field(default_factory=list)
    marks: MarksPage | None = None
    rows: list[TableRow] = field(default_factory=list)
    total: int = 0
    stalled: int = 0
    attributed: int = 0
    convergent: int = 0
    unknown: int = 0
    extent: list[Part] = field(default_factory=list)
    """How many developments there are."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the area, addressee and judge chosen are called."""


def read_board(about: Facts, choice: Choice, to: Addresses, *, table: bool = True) -> Board:
    """Return the lanes and the table; two queries. Without ``table``, only the lanes."""
    kept = chosen(about, choice)
    page = Paginator(kept, ROWS).get_page(choice.page)
    in_table = list(page.object_list) if table else []
    groups = group(kept, about, choice, to)
    keys, sizes = [each.key for each in groups], [len(each.stalls) for each in groups]
    layout = lay_out(keys, sizes, len(kept), choice.open, choice.lanes)
    drawn = plan(groups if not choice.table else [], layout if not choice.table else lay_out([], [], 0))
    told = kept if choice.table and all_at_hand(kept) else []
    view = _view(about, drawn, in_table, told, choice)
    figure: Figure | None = None
    boxes: list[DevelopmentBox] = []
    marks: MarksPage | None = None
    if choice.table:
        marks = marks_page(about, kept, view, choice, to)
    elif kept:
        links = evidence.links(Scope(recommendation_ids=drawn.marks), about.asof) if drawn.marks else {}
        figure, boxes = build_lanes(about, drawn, view, links, choice, to)
    return Board(
        page=page,
        layout=layout,
        figure=figure,
        boxes=boxes,
        marks=marks,
        rows=build_rows(about, in_table, view, to),
        total=len(about.stalls),
        stalled=sum(about.flagged(each) is not None for each in about.stalls),
        attributed=about.around.attributed,
        convergent=about.around.convergent,
        unknown=about.around.unknown,
        extent=extent_parts(about.around.since, about.around.reported, about.around.before),
        names=_names(about, choice),
    )


def _names(about: Facts, choice: Choice) -> dict[str, str]:
    areas = {each.key: each.name for each in about.areas}
    actors = {each.key: each.name for some in about.around.addressees.values() for each in some}
    judges = {key: one.judge_name for some in about.around.verdicts.values() for key, one in some.items()}
    asked = {
        "area": (choice.area, areas),
        "addressee": (choice.addressee, actors),
        "judge": (choice.judge, judges),
    }
    return {name: known.get(key, key) for name, (key, known) in asked.items() if key}


def _view(
    about: Facts, drawn: Plan, in_table: Sequence[Stall], told: Sequence[Stall], choice: Choice
) -> InView:
    rows = {each.figures.recommendation_id: each.figures.last_development for each in in_table}
    starts = []
    if drawn.members:
        published = min(each.figures.published_on for each in about.stalls)
        starts = quarter_starts(published, max(about.asof.day, published))
    asked = Asked(
        shown=list(dict.fromkeys([*drawn.shown, *rows, *(each.figures.recommendation_id for each in told)])),
        rows=rows,
        weights=bool(in_table) and not plain_bars(in_table),
        members=drawn.members,
        starts=starts,
        attribution=choice.attribution,
    )
    return in_view(asked, about.asof)
