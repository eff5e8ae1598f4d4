"""The dashboard's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.core import asof as core_asof
from tracker.core.asof import AsOf
from tracker.core.links import changed_query
from tracker.core.snapshot import of_one_state
from tracker.dashboard import context, lanes_context, queries, set_context
from tracker.dashboard.addresses import addresses
from tracker.dashboard.asked import read_page_choice
from tracker.dashboard.choices import Choice, read_choice
from tracker.dashboard.parts import lanes_asked, varying
from tracker.dashboard.queries.judges import read_judges_choice
from tracker.dashboard.recommendation_context import recommendation_context
from tracker.documents.models import Document
from tracker.progress import watched


@require_safe
@of_one_state
def home(request: HttpRequest) -> HttpResponse:
    """The overview where there is one document, else the list of them."""
    asof = core_asof.read(request.GET)
    found = list(queries.all_documents())
    if len(found) == 1:
        return _overview(request, found[0], asof)
    shown = {"asof": asof, "documents": queries.documents(asof, found)}
    return render(request, "dashboard/documents.html", {**shown, **context.empty_context(request.user)})


@require_safe
@of_one_state
def overview(request: HttpRequest, doc: str) -> HttpResponse:
    """A document: what became of its recommendations."""
    return _overview(request, queries.find_document(doc), core_asof.read(request.GET))


def _overview(request: HttpRequest, document: Document, asof: AsOf) -> HttpResponse:
    choice = read_choice(request.GET)
    if lanes_asked(request):
        return _only_lanes(request, document, asof, choice)
    request.stalled_count = document.open_flags  # type: ignore[attr-defined]
    shown = queries.overview(document, asof, choice)
    given = {
        "asof": asof,
        "shown": shown,
        "csv_url": reverse("dashboard:overview-csv", args=[document.key]) + changed_query(request.GET, {}),
        **context.document_context(request, document, asof),
        **lanes_context.board_context(request.GET, asof, shown.board, choice),
    }
    return varying(render(request, "dashboard/overview.html", given))


def _only_lanes(request: HttpRequest, document: Document, asof: AsOf, choice: Choice) -> HttpResponse:
    """Answer with the lanes alone, where a group is opened or folded in place."""
    board = queries.overview_lanes(document, asof, choice)
    given = {
        "asof": asof,
        "extent": board.extent,
        **context.document_context(request, document, asof),
        **lanes_context.board_context(request.GET, asof, board, choice),
    }
    return varying(render(request, "dashboard/_lanes.html", given))


@require_safe
@of_one_state
def recommendation(request: HttpRequest, doc: str, key: str) -> HttpResponse:
    """A recommendation: its evidence, added up in view."""
    asof = core_asof.read(request.GET)
    found = queries.find_recommendation(doc, key)
    shown = queries.recommendation(found, asof, read_page_choice(request.GET))
    request.stalled_count = shown.open_flags  # type: ignore[attr-defined]
    given = {"asof": asof, "shown": shown, "table": shown.choice.table}
    about = recommendation_context(request, shown, asof)
    return render(request, "dashboard/recommendation.html", {**given, **about})


@require_safe
@of_one_state
def judges(request: HttpRequest, doc: str) -> HttpResponse:
    """Whose judgement: other judges' verdicts beside the team's, and where they differ."""
    asof = core_asof.read(request.GET)
    document = queries.find_document(doc)
    request.stalled_count = document.open_flags  # type: ignore[attr-defined]
    shown = queries.judges(document, asof, read_judges_choice(request.GET))
    about = context.document_context(request, document, asof)
    overview_url = addresses(asof).to("dashboard:overview", doc=document.key)
    given = {
        "asof": asof,
        "shown": shown,
        "crumbs": [(document.title, overview_url), (_("Whose judgement"), "")],
        "unwatched": watched.unwatched(watched.OF_DOCUMENT, asof, document=document.key),
        **about,
        **set_context.judges_context(request.GET, shown),
    }
    return render(request, "dashboard/judges.html", given)


@require_safe
@of_one_state
def area(request: HttpRequest, key: str) -> HttpResponse:
    """A policy area, over all documents."""
    asof = core_asof.read(request.GET)
    shown = queries.area(key, asof, request.GET)
    request.stalled_count = shown.area.open_flags  # type: ignore[attr-defined]
    given = {
        "asof": asof,
        "shown": shown,
        "without_scan": True,
        "crumbs": [(_("Areas"), ""), (shown.area.name, "")],
        **lanes_context.board_context(request.GET, asof, shown.board, shown.choice),
        **context.flags_context(request, asof),
    }
    return render(request, "dashboard/area.html", given)


@require_safe
@of_one_state
def actor(request: HttpRequest, key: str) -> HttpResponse:
    """An actor: what was asked of it, and what it did, promised, answered and judged."""
    asof = core_asof.read(request.GET)
    shown = queries.actor(key, asof, request.GET)
    request.stalled_count = shown.actor.open_flags  # type: ignore[attr-defined]
    given = {
        "asof": asof,
        "shown": shown,
        "without_scan": True,
        "crumbs": [(_("Actors"), ""), (shown.actor.name, "")],
        **lanes_context.board_context(request.GET, asof, shown.board, shown.choice),
    }
    return render(request, "dashboard/actor.html", given)


@require_safe
@of_one_state
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """A source: what rests on it."""
    asof = core_asof.read(request.GET)
    shown = queries.source(pk, asof, request.GET)
    given = {
        "asof": asof,
        "shown": shown,
        "crumbs": [(_("Sources"), ""), (shown.source.title, "")],
        "unwatched": watched.unwatched(watched.OF_SOURCE, asof, source=shown.source.pk),
    }
    return render(request, "dashboard/source.html", given)
