"""Answers that are a part of a page, where a script asks for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


def lanes_asked(request: HttpRequest) -> bool:
    """Return whether only the lanes are asked for; a step back in history wants the whole page."""
    asked = request.headers
    history = asked.get("HX-History-Restore-Request") == "true"
    return asked.get("HX-Request") == "true" and asked.get("HX-Target") == "lanes" and not history


def varying(response: HttpResponse) -> HttpResponse:
    """Say that the answer depends on who asks, so that nobody keeps a part for the whole."""
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
