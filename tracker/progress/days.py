"""Named days, and the addresses that lead from each to the page one came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tracker.core.asof import AsOf
from tracker.core.links import ASOF_ARGUMENTS, changed_query
from tracker.progress.models import NamedDay


@dataclass(frozen=True, slots=True)
class DayRow:
    """A named day as the page lists it."""

    pk: int
    name: str
    asof: AsOf
    url: str
    by: str
    current: bool


def named_days() -> list[NamedDay]:
    """Return all named days, the latest first; one query."""
    return list(NamedDay.objects.select_related("created_by").order_by("-day", "-known_at", "name"))


def rows(asked: AsOf, back: str) -> list[DayRow]:
    """Return the named days, each with the address of the page one came from on that day."""
    found = []
    for named in named_days():
        at = replace(asked, day=named.day, known_at=named.known_at)
        by = named.created_by.display_name if named.created_by else ""
        current = (at.day, at.known_at) == (asked.day, asked.known_at)
        found.append(DayRow(named.pk, named.name, at, at_day(back, at), by, current))
    return found


def at_day(path: str, asof: AsOf) -> str:
    """Return a page's address with the day and moment put in the place of those it has."""
    parts = urlsplit(path)
    changes: dict[str, Any] = {name: asof.query.get(name) for name in ASOF_ARGUMENTS}
    query = changed_query(QueryDict(parts.query), changes)
    return parts.path + (query if query != "?" else "")


def back_of(request: HttpRequest) -> str:
    """Return the page one came from, where it is one of ours; else the overview."""
    given = request.POST.get("back") or request.GET.get("back") or ""
    local = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if local and given.startswith("/") else reverse("dashboard:home")
