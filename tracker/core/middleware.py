"""What every request passes: sign-in, texts with a NUL, errors as sentences, a database that is away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers

from tracker.core import views
from tracker.core.errors import TrackerError

logger = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]

#: Only these are served to people who have not signed in (the API answers 401 itself).
OPEN_PREFIXES = ("/accounts/", "/health/", "/static/", "/api/")
#: Under /accounts/ too, what is for people who have signed in is guarded by allauth.


class DatabaseAwayMiddleware:
    """Answers 503 with Retry-After while the database is away."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and turn a lost connection into a 503."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this for exceptions of views."""
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error(
                "the database does not answer: %s", str(exception).splitlines()[0] if str(exception) else ""
            )
            return views.unavailable(request)
        return None


class SignInMiddleware:
    """Signed out, every page leads to sign-in, never to a 404."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect those who have not signed in; keep signed-in pages out of shared caches."""
        if request.path_info.startswith(OPEN_PREFIXES):
            return self._open(request)
        try:
            signed_in = request.user.is_authenticated
        except (OperationalError, InterfaceError):
            return views.unavailable(request)
        if not signed_in:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def _open(self, request: HttpRequest) -> HttpResponse:
        """Serve what is open to all; what is nowhere leads those who have not signed in to sign-in."""
        response = self.get_response(request)
        nowhere = response.status_code == HTTPStatus.NOT_FOUND
        if nowhere and request.path_info.startswith("/accounts/") and not request.user.is_authenticated:
            return redirect_to_login("/", resolve_url(settings.LOGIN_URL))
        if request.path_info.startswith("/api/") and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class PlainTextMiddleware:
    """Refuses addresses and forms that hold a NUL: no key or text has one, and the database takes none."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 404 where the path holds it, 400 where an argument or field does; else pass it on.

        The API names the argument itself.
        """
        if "\x00" in request.path_info:
            raise Http404
        if not request.path_info.startswith("/api/") and self._holds_nul(request):
            raise BadRequest
        return self.get_response(request)

    def _holds_nul(self, request: HttpRequest) -> bool:
        if "%00" in request.META.get("QUERY_STRING", ""):
            return True
        fields = request.POST.lists() if request.method == "POST" else ()
        return any("\x00" in value for _, values in fields for value in values)


class ErrorMiddleware:
    """Shows a ``TrackerError`` that a view let pass as a page with its sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn an error people can act on into its page (the API has its own handler)."""
        if isinstance(exception, TrackerError):
            return views.tracker_error(request, exception)
        return None


__all__ = ["DatabaseAwayMiddleware", "ErrorMiddleware", "PlainTextMiddleware", "SignInMiddleware"]
