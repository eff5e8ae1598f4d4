"""Health, and the pages that say what went wrong."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tracker.core import health as checks
from tracker.core.errors import BeforePublication, InvalidInput, TrackerError
from tracker.core.links import ASOF_ARGUMENTS


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 where everything asked answers, else 503; JSON, open to everybody, no secrets."""
    report = checks.report()
    return JsonResponse(report, status=200 if report["ok"] else 503)


def tracker_error(request: HttpRequest, error: TrackerError) -> HttpResponse:
    """Show an error that people can act on, with its status; a wrong day at its field, as it was typed."""
    context = {"error": error, "asked": _asked(request, error)}
    return render(request, "core/error.html", context, status=error.status)


def _asked(request: HttpRequest, error: TrackerError) -> dict[str, Any] | None:
    """Return the question as it was typed, with what is wrong with it; None where the error is another."""
    if isinstance(error, BeforePublication):
        wrong = {"as_of": error.detail}
    elif isinstance(error, InvalidInput):
        wrong = {each.path: each.message for each in error.errors}
    else:
        return None
    if request.method not in ("GET", "HEAD") or not set(wrong) & set(ASOF_ARGUMENTS):
        return None
    typed = {name: request.GET.get(name, "") for name in ASOF_ARGUMENTS}
    return {**typed, "errors": wrong, "earliest": error.data.get("earliest")}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    if _asks_api(request):
        return _problem(400, _("The request cannot be read"))
    return render(request, "core/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    if _asks_api(request):
        return _problem(403, _("This is not allowed"))
    return render(request, "core/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token does not fit (Django's own page has its style inline)."""
    return render(request, "core/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    if _asks_api(request):
        return _problem(404, _("Nothing has this address"))
    return render(request, "core/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without context processors, so that it works whatever broke."""
    if _asks_api(request):
        return _problem(500, _("Something went wrong here; it was noted"))
    return HttpResponse(render_to_string("core/500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After, while the database is away; asks nothing of it."""
    connection.close()
    if _asks_api(request):
        response = _problem(503, _("The database does not answer; try again in a few seconds"))
    else:
        response = HttpResponse(render_to_string("core/503.html"), status=503)
    response["Retry-After"] = "5"
    return response


def _asks_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _problem(status: int, title: str) -> HttpResponse:
    """Say what went wrong outside the API's own views as RFC 9457 does."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": f"{title}."}
    return JsonResponse(body, status=status, content_type="application/problem+json")
