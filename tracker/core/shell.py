"""The page shell: which pages the top bar names, and which of them the reader is on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker.core import slots
from tracker.core.asof import AsOf
from tracker.core.links import with_query


@dataclass(frozen=True)
class Place:
    """One entry of the top bar; ``rooms`` are the URL namespaces whose pages belong to it."""

    label: Promise
    url_name: str
    rooms: tuple[str, ...]
    #: The letter that leads there, after g.
    letter: str
    #: A slot that another room may fill with a count.
    count_slot: str = ""


PLACES = (
    Place(_("Overview"), "dashboard:home", ("dashboard", "documents", "progress"), "o"),
    Place(_("Developments"), "developments:list", ("developments",), "d"),
    Place(_("Stalled"), "stalls:list", ("stalls",), "s", "shell.stalled-count"),
    Place(_("Reports"), "reports:index", ("reports",), "r"),
)


@dataclass(frozen=True)
class Entry:
    """A place with its address as of the day asked; ``current`` is its ``aria-current``, if any."""

    label: Promise
    url: str
    current: str
    count: SafeString
    letter: str


def entries(
    request: HttpRequest | None, asof: AsOf | None, query: Mapping[str, str] | None = None
) -> list[Entry]:
    """Return the top bar's entries; a place whose address is not served is left out.

    ``query`` is the question that their addresses keep. Costs what the slots' providers cost. Counts
    are today's, so another day has none.
    """
    kept = query if query is not None else (asof.query if asof else {})
    of_today = not kept if asof is None else asof.is_today
    match = getattr(request, "resolver_match", None)
    room = match.namespace if match else ""
    found = []
    for place in PLACES:
        try:
            path = reverse(place.url_name)
        except NoReverseMatch:
            continue
        current = ""
        if request is not None and room in place.rooms:
            current = "page" if request.path == path else "true"
        count = SafeString("")
        if request is not None and place.count_slot and of_today:
            count = slots.render(place.count_slot, request)
        found.append(Entry(place.label, with_query(path, kept), current, count, place.letter))
    return found
