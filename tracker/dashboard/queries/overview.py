"""A document's overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.dashboard.addresses import addresses
from tracker.dashboard.choices import Choice
from tracker.dashboard.chosen import chosen
from tracker.dashboard.facts import Facts, facts
from tracker.dashboard.head import Head, build_head
from tracker.dashboard.queries.lanes import Board, read_board
from tracker.documents.models import Document
from tracker.progress.measures import unwatched
from tracker.progress.queries import UNWATCHED_DAYS, Scope
from tracker.progress.sentences import unwatched_sentence
from tracker.stalls.queries import examine_document
from tracker.stalls.rules import Stall


@dataclass(frozen=True)
class Overview:
    """A document's overview."""

    document: Document
    head: Head
    board: Board
    page: Page[Stall]
    unwatched: str
    choice: Choice


def overview(document: Document, asof: AsOf, choice: Choice) -> Overview:
    """Return the overview: eight queries, whatever the number of recommendations and links."""
    about, to = _facts(document, asof, choice), addresses(asof)
    board = read_board(about, choice, to)
    return Overview(
        document=document,
        head=build_head(about, to),
        board=board,
        page=board.page,
        unwatched=nobody_looked(document, about.stalls, asof),
        choice=choice,
    )


def overview_lanes(document: Document, asof: AsOf, choice: Choice) -> Board:
    """Return only the lanes, for where a part of the page is asked for."""
    return read_board(_facts(document, asof, choice), choice, addresses(asof), table=False)


def chosen_stalls(document: Document, asof: AsOf, choice: Choice) -> list[Stall]:
    """Return the recommendations that the overview's table shows, in its order; six queries."""
    return chosen(_facts(document, asof, choice), choice)


def _facts(document: Document, asof: AsOf, choice: Choice) -> Facts:
    examination = examine_document(document, asof)
    stalls = examination.of_document(document.pk)
    areas = examination.areas_of_document(document.pk)
    return facts(Scope(document_ids=(document.pk,)), asof, examination, stalls, areas, choice)


def nobody_looked(document: Document, stalls: Sequence[Stall], asof: AsOf) -> str:
    """Return the sentence of an unwatched document; today only, and nothing where it is watched."""
    if not asof.is_today:
        return ""
    began = clock.day_of(document.tracking_began_at) if document.tracking_began_at else None
    found = unwatched([each.figures for each in stalls], began, asof.today, UNWATCHED_DAYS)
    return unwatched_sentence(found) if found else ""
