"""Developments and versions of links as CSV, streamed as the database writes them."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from tracker.core import asof
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
    return _streamed(rows, f"{asked.file_prefix}developments.csv")


@require_safe
def links(request: HttpRequest) -> StreamingHttpResponse:
    """Every published version of every link, with when and by whom it was published and retracted."""
    return _streamed(exports.link_versions(), "links.csv")


def _streamed(rows: exports.Stream, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
