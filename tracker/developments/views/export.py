"""Developments and versions of links as CSV, streamed as the database writes them."""

from __future__ import annotations

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.core import asof
from tracker.core.csv_files import csv_file
from tracker.core.errors import InvalidInput
from tracker.core.words import join
from tracker.developments import exports, listing, queries
from tracker.developments.filters import DevelopmentFilter
from tracker.developments.models import Development, Link

#: What narrows the file of versions of links.
OF_LINKS = ("document", "area", "recommendation", "effect", "attribution")


@require_safe
def developments(request: HttpRequest) -> StreamingHttpResponse:
    """The developments that the list's filters find, a row each."""
    asked = asof.read(request.GET.dict())
    found = DevelopmentFilter(request.GET, listing.known_at(queries.visible_to(request.user), asked))
    _require_valid(found)
    asked_for = found.links() if found.form.cleaned_data.get("counts") else None
    shown = found.shown_links() if asked_for is None else asked_for
    rows = exports.developments(found.qs, shown)
    return csv_file(rows, f"{asked.file_prefix}developments.csv")


@require_safe
def links(request: HttpRequest) -> StreamingHttpResponse:
    """Every published version of every link, with when and by whom it was published and retracted.

    ``document``, ``area``, ``recommendation``, ``effect`` and ``attribution`` narrow it as they do the list.
    """
    said = _("This file holds every version of every link; it can be narrowed by %s, and by nothing else.")
    unknown = [name for name in request.GET if name not in OF_LINKS]
    if unknown:
        raise InvalidInput({name: said % join(OF_LINKS) for name in unknown})
    found = DevelopmentFilter(request.GET, Development.objects.none())
    _require_valid(found)
    versions = Link.objects.filter(published_at__isnull=False, **found.link_conditions())
    return csv_file(exports.link_versions(versions), "links.csv")


def _require_valid(found: DevelopmentFilter) -> None:
    if not found.form.is_valid():
        raise InvalidInput({name: " ".join(each) for name, each in found.form.errors.items()})
