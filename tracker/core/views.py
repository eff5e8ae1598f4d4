"""Health, and the pages that say what went wrong."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from tracker.core import health as checks
from tracker.core.errors import TrackerError


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 where everything asked answers, else 503; JSON, open to everybody, no secrets."""
    report = checks.report()
    return JsonResponse(report, status=200 if report["ok"] else 503)


def tracker_error(request: HttpRequest, error: TrackerError) -> HttpResponse:
    """Show an error that people can act on, with its status."""
    return render(request, "core/error.html", {"error": error}, status=error.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "core/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "core/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "core/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without context processors, so that it works whatever broke."""
    return HttpResponse(render_to_string("core/500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After, while the database is away; asks nothing of it."""
    connection.close()
    if request.path_info.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": "The database does not answer",
            "status": 503,
            "detail": "Try again in a few seconds; nothing was changed.",
        }
        response: HttpResponse = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        response = HttpResponse(render_to_string("core/503.html"), status=503)
    response["Retry-After"] = "5"
    return response
