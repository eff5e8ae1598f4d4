"""Developments and versions of links as CSV, streamed as the database writes them."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from tracker.core import asof
from tracker.core.csv_files import csv_file
from tracker.core.errors import InvalidInput
from tracker.developments import exports, listing, queries
from tracker.developments.filters import DevelopmentFilter


@require_safe
def developments(request: HttpRequest) -> StreamingHttpResponse:
    """The developments that the list's filters find, a row each."""
    asked = asof.read(request.GET.dict())
    found = DevelopmentFilter(request.GET, listing.known_at(queries.visible_to(request.user), asked))
    if not found.form.is_valid():
        raise InvalidInput({name: " ".join(each) for name, each in found.form.errors.items()})
    asked_for = found.links() if found.form.cleaned_data.get("counts") else None
    shown = found.shown_links() if asked_for is None else asked_for
    rows = exports.developments(found.qs, shown)
    return csv_file(rows, f"{asked.file_prefix}developments.csv")


@require_safe
def links(request: HttpRequest) -> StreamingHttpResponse:
    """Every published version of every link, with when and by whom it was published and retracted."""
    return csv_file(exports.link_versions(), "links.csv")
