"""The yardstick: the least that a signed-in Django page can be, and the product's empty one beside it.

The bare page has sessions and authentication and nothing more: two queries (session, user) and one small
template. Both are served by Django's WSGI handler in this process, as gunicorn would call it.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.django import DjangoTemplates
from django.test import override_settings
from django.urls import include, path

_CONTEXT = ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
_TEMPLATES = Path(__file__).parent / "templates"


def _engine() -> DjangoTemplates:
    options = {"context_processors": _CONTEXT}
    return DjangoTemplates({"NAME": "bare", "DIRS": [_TEMPLATES], "APP_DIRS": False, "OPTIONS": options})


ENGINE = _engine()


def bare(request: HttpRequest) -> HttpResponse:
    """One template."""
    return HttpResponse(ENGINE.get_template("bare.html").render({}, request))


def empty(request: HttpRequest) -> HttpResponse:
    """The product's shell around nothing."""
    return render(request, "empty.html")


urlpatterns = [path("bare/", bare), path("empty/", empty), path("", include("tracker.config.urls"))]


class _Request(WSGIRequest):
    """Asks these addresses; a middleware makes another class of it, so the request itself holds it."""

    def __init__(self, environ: dict[str, Any]) -> None:
        super().__init__(environ)
        self.urlconf = __name__


class _Handler(WSGIHandler):
    request_class = _Request


def sign_in(user: Any) -> str:
    """Keep a session of this person in the database; return its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class Site:
    """Asks for pages as a browser of one signed-in person would, without a network."""

    def __init__(self, session: str) -> None:
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        engines: list[dict[str, Any]] = settings.TEMPLATES
        engines[0]["DIRS"].append(_TEMPLATES)
        self.handler = _Handler()
        with override_settings(MIDDLEWARE=_MIDDLEWARE):
            self.bare_handler = _Handler()

    def bare(self) -> bytes:
        """Return the bare page."""
        return self._ask(self.bare_handler, "/bare/")

    def get(self, address: str) -> bytes:
        """Return a page of the product, which has to answer 200, as its bytes would travel."""
        return self._ask(self.handler, address)

    def _ask(self, handler: WSGIHandler, address: str) -> bytes:
        where, _, query = address.partition("?")
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": where,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_COOKIE": self.cookie,
            "HTTP_ACCEPT": "text/html,*/*",
            "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
            "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
        }

        def start(status: str, headers: Any, error: Any = None) -> Callable[[bytes], object]:
            said.append(status)
            return bytearray().extend

        answer = handler(environ, start)
        body = b"".join(answer)
        answer.close()
        if said != ["200 OK"]:
            raise RuntimeError(f"{address} answered {said}")
        return body


def seconds(action: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun
