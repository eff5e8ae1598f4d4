"""The picture as rows: every mark, milestone and judgement, a hundred a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from tracker.dashboard.addresses import Addresses
from tracker.dashboard.choices import Choice
from tracker.dashboard.facts import Facts
from tracker.progress import evidence
from tracker.progress.in_view import InView
from tracker.progress.lanes import lane_input, mark_input
from tracker.progress.newest import newest_links
from tracker.progress.pictures import LaneInput, Row, table_rows
from tracker.progress.pictures.table import mark_row
from tracker.progress.queries import Scope
from tracker.stalls.rules import Stall

ROWS = 100
#: More links than this are read a page at a time, without milestones and judgements between them.
ALL_TO = 1000


@dataclass(frozen=True)
class MarksPage:
    """A page of rows, and whether only links are among them."""

    page: Page[Row]
    links_only: bool


def all_at_hand(kept: Sequence[Stall]) -> bool:
    """Return whether these recommendations' links are few enough to be read at once."""
    return sum(each.figures.links + each.figures.reported for each in kept) <= ALL_TO


def marks_page(about: Facts, kept: Sequence[Stall], view: InView, choice: Choice, to: Addresses) -> MarksPage:
    """Return a page of the recommendations' marks, newest first; one query."""
    ids = tuple(each.figures.recommendation_id for each in kept)
    if not all_at_hand(kept):
        return _page_by_page(about, kept, ids, choice, to)
    links = evidence.links(Scope(recommendation_ids=ids), about.asof) if ids else {}
    lanes = [_lane(each, links.get(each.figures.recommendation_id, ()), view, choice, to) for each in kept]
    found = [row for row in table_rows(lanes) if _wanted(row, choice)]
    return MarksPage(Paginator(found, ROWS).get_page(choice.marks), choice.links_only)


def _wanted(row: Row, choice: Choice) -> bool:
    if choice.links_only and not row.counts:
        return False
    return not choice.attribution or (bool(row.effect) and not row.filtered_out)


def _lane(
    stall: Stall, links: Sequence[evidence.LinkRow], view: InView, choice: Choice, to: Addresses
) -> LaneInput:
    one = stall.figures
    return lane_input(
        one,
        links,
        view.milestones.get(one.recommendation_id, ()),
        view.definitions[one.recommendation_id],
        href=to.recommendation(one.document_key, one.key),
        development_href=to.development,
        attribution=(choice.attribution,) if choice.attribution else (),
    )


class _Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows that are read one page at a time; how many there are is known before."""

    def __init__(self, rows: Sequence[Row], total: int) -> None:
        super().__init__(rows, ROWS)
        self.count = total


def _page_by_page(
    about: Facts, kept: Sequence[Stall], ids: tuple[int, ...], choice: Choice, to: Addresses
) -> MarksPage:
    found, total = newest_links(
        Scope(recommendation_ids=ids),
        about.asof,
        attribution=choice.attribution,
        first=(choice.marks - 1) * ROWS,
        count=ROWS,
    )
    lanes = {
        each.figures.recommendation_id: (
            each.figures.code,
            to.recommendation(each.figures.document_key, each.figures.key),
        )
        for each in kept
    }
    rows = [
        mark_row(mark_input(link, to.development(link.development)), *lanes[link.recommendation_id])
        for link in found
    ]
    paginator = _Counted(rows, total)
    page = Page(rows, min(choice.marks, paginator.num_pages), paginator)
    return MarksPage(page, links_only=True)
