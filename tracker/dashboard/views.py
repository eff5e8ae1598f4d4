"""The dashboard's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.core import asof as core_asof
from tracker.core.asof import AsOf
from tracker.dashboard import context, queries
from tracker.dashboard.choices import read_attribution, read_choice
from tracker.documents.models import Document


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The overview where there is one document, else the list of them."""
    asof = core_asof.read(request.GET)
    found = list(queries.all_documents())
    if len(found) == 1:
        return _overview(request, found[0], asof)
    shown = {"asof": asof, "documents": queries.documents(asof, found)}
    return render(request, "dashboard/documents.html", {**shown, **context.empty_context(request.user)})


@require_safe
def overview(request: HttpRequest, doc: str) -> HttpResponse:
    """A document: what became of its recommendations."""
    return _overview(request, queries.find_document(doc), core_asof.read(request.GET))


def _overview(request: HttpRequest, document: Document, asof: AsOf) -> HttpResponse:
    choice = read_choice(request.GET)
    request.stalled_count = document.open_flags  # type: ignore[attr-defined]
    shown = queries.overview(document, asof, choice)
    given = {
        "asof": asof,
        "shown": shown,
        **context.document_context(request, document, asof),
        **context.board_context(request.GET, asof, shown.board, choice),
    }
    return render(request, "dashboard/overview.html", given)


@require_safe
def recommendation(request: HttpRequest, doc: str, key: str) -> HttpResponse:
    """A recommendation: its evidence, added up in view."""
    asof = core_asof.read(request.GET)
    table = request.GET.get("view") == "table"
    found = queries.find_recommendation(doc, key)
    shown = queries.recommendation(found, asof, read_attribution(request.GET), table=table)
    given = {"asof": asof, "shown": shown, "table": table}
    about = context.recommendation_context(request, shown, asof)
    return render(request, "dashboard/recommendation.html", {**given, **about})


@require_safe
def area(request: HttpRequest, key: str) -> HttpResponse:
    """A policy area, over all documents."""
    asof, choice = core_asof.read(request.GET), read_choice(request.GET)
    shown = queries.area(key, asof, choice)
    given = {
        "asof": asof,
        "shown": shown,
        "crumbs": [(_("Areas"), ""), (shown.area.name, "")],
        **context.board_context(request.GET, asof, shown.board, choice),
        **context.flags_context(request, asof),
    }
    return render(request, "dashboard/area.html", given)


@require_safe
def actor(request: HttpRequest, key: str) -> HttpResponse:
    """An actor: what is asked of it."""
    asof, choice = core_asof.read(request.GET), read_choice(request.GET)
    shown = queries.actor(key, asof, choice)
    given = {
        "asof": asof,
        "shown": shown,
        "crumbs": [(_("Actors"), ""), (shown.actor.name, "")],
        **context.board_context(request.GET, asof, shown.board, choice),
    }
    return render(request, "dashboard/actor.html", given)
