"""The dashboard's pages as CSV."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from tracker.core import asof as core_asof
from tracker.core.csv_files import csv_file
from tracker.dashboard import exports, queries
from tracker.dashboard.asked import read_page_choice
from tracker.dashboard.choices import read_choice
from tracker.dashboard.queries.overview import chosen_stalls
from tracker.progress.queries import require_published


@require_safe
def overview(request: HttpRequest, doc: str) -> StreamingHttpResponse:
    """Where each of a document's recommendations stands, as the overview's table narrows and sorts them."""
    asof = core_asof.read(request.GET)
    stalls = chosen_stalls(queries.find_document(doc), asof, read_choice(request.GET))
    return csv_file(exports.standing(stalls), f"{asof.dated_prefix}{doc}.csv")


@require_safe
def ledger(request: HttpRequest, doc: str, key: str) -> StreamingHttpResponse:
    """A recommendation's ledger, all pages of it."""
    asof = core_asof.read(request.GET)
    found = queries.find_recommendation(doc, key)
    require_published(found.document, asof)
    rows = exports.ledger(found, asof, read_page_choice(request.GET))
    return csv_file(rows, f"{asof.dated_prefix}{doc} {key}.csv")
