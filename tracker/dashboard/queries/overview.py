"""A document's overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.dashboard.addresses import addresses
from tracker.dashboard.board import Board, build_board, page_of
from tracker.dashboard.choices import Choice
from tracker.dashboard.facts import facts, rows_in_view
from tracker.dashboard.head import Head, build_head
from tracker.documents.models import Document
from tracker.progress.measures import unwatched
from tracker.progress.queries import UNWATCHED_DAYS, Scope
from tracker.progress.sentences import extent_words, unwatched_sentence
from tracker.stalls.queries import examine_document
from tracker.stalls.rules import Stall


@dataclass(frozen=True)
class Overview:
    """A document's overview."""

    document: Document
    head: Head
    board: Board
    page: Page[Stall]
    extent: str
    unwatched: str
    choice: Choice


def overview(document: Document, asof: AsOf, choice: Choice) -> Overview:
    """Return the overview: seven queries, whatever the number of recommendations and links."""
    to = addresses(asof)
    examination = examine_document(document, asof)
    stalls = examination.of_document(document.pk)
    scope = Scope(document_ids=(document.pk,))
    about = facts(scope, asof, examination, stalls, examination.areas_of_document(document.pk))
    page = page_of(about, choice)
    in_view = list(page.object_list)
    rows = rows_in_view(asof, in_view)
    return Overview(
        document=document,
        head=build_head(about, rows, to),
        board=build_board(about, in_view, rows, choice, to),
        page=page,
        extent=extent_words(about.extent.since, about.extent.reported, about.extent.before),
        unwatched=nobody_looked(document, stalls, asof),
        choice=choice,
    )


def nobody_looked(document: Document, stalls: Sequence[Stall], asof: AsOf) -> str:
    """Return the sentence of an unwatched document; today only, and nothing where it is watched."""
    if not asof.is_today:
        return ""
    began = clock.day_of(document.tracking_began_at) if document.tracking_began_at else None
    found = unwatched([each.figures for each in stalls], began, asof.today, UNWATCHED_DAYS)
    return unwatched_sentence(found) if found else ""
