"""Slots: places on a page that rooms further right fill.

A room declares a slot by using it in a template; another room fills it in its ``apps.py``:
``slots.fill("shell.stalled-count", provider)``. A provider takes the request and returns the
template's name and its context, or None where it has nothing to show. A provider's cost counts
in the page's queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

Provider = Callable[[HttpRequest, dict[str, Any]], "tuple[str, dict[str, Any]] | None"]

_slots: dict[str, list[tuple[int, Provider]]] = defaultdict(list)


def fill(name: str, provider: Provider, order: int = 100) -> None:
    """Have ``provider`` fill the slot ``name``; lower orders come first."""
    if all(known is not provider for _, known in _slots[name]):
        _slots[name].append((order, provider))
        _slots[name].sort(key=lambda entry: entry[0])


def render(name: str, request: HttpRequest, **given: Any) -> SafeString:
    """Return what the slot's providers render, joined; empty where there is none."""
    parts = []
    for _, provider in _slots.get(name, []):
        if (filled := provider(request, given)) is not None:
            template, context = filled
            parts.append(render_to_string(template, {**given, **context}, request=request))
    return mark_safe("".join(parts))  # noqa: S308 - each part was rendered, and so escaped, by a template
