"""The page that sets two ends side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.core import asof as core_asof
from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.errors import BeforePublication, InvalidInput
from tracker.core.links import changed_query, with_query
from tracker.core.snapshot import of_one_state
from tracker.core.words import day_words
from tracker.dashboard.context import Option, before_tracking, document_context
from tracker.dashboard.queries.compare import ComparePage, compared, find_compared
from tracker.documents.models import Document
from tracker.progress import ends as two_ends
from tracker.progress.days import named_days
from tracker.progress.ends import Ends

FIELDS = ("from", "from_known_at", "as_of", "known_at")


@dataclass(frozen=True, slots=True)
class Field:
    """One of the form's four: a day, or a moment that may be more exact than a day."""

    name: str
    label: str
    value: str
    error: str = ""

    @property
    def kind(self) -> str:
        """A calendar for days, unless what was typed is none; moments are typed."""
        return "text" if self.error or self.name.endswith("known_at") else "date"

    @property
    def id(self) -> str:
        """Its element's id."""
        return f"compare-{self.name}"

    @property
    def message(self) -> str:
        """What is wrong with it."""
        return self.error


@require_safe
@of_one_state
def compare(request: HttpRequest, doc: str) -> HttpResponse:
    """What changed of a document between two days, each as known at a moment, told apart by why."""
    document, only = find_compared(doc, request.GET.get("recommendation", ""))
    request.stalled_count = (only or document).open_flags  # type: ignore[attr-defined, union-attr]
    if not request.GET.get("from", "").strip():
        return _ask(request, document, {})
    try:
        ends = two_ends.read(request.GET)
        shown = compared(document, ends, only, request.GET.get("page", "1"))
    except InvalidInput as error:
        return _ask(request, document, {each.path: each.message for each in error.errors})
    except BeforePublication as error:
        return _ask(request, document, {"from": str(error)})
    given = {
        **document_context(request, document, ends.later),
        "asof": ends.later,
        "ends": ends,
        "shown": shown,
        "fields": _fields(request, ends, {}),
        "tracking_began": before_tracking(document, ends.earlier),
        "crumbs": _crumbs(document, ends.later, shown),
        "all_url": changed_query(request.GET, {"recommendation": None}),
        "other_url": changed_query(request.GET, dict.fromkeys(FIELDS)),
    }
    return render(request, "dashboard/compare.html", given)


def _ask(request: HttpRequest, document: Document, errors: dict[str, str]) -> HttpResponse:
    """Offer the choice of two ends, with what is wrong about those asked."""
    asof = core_asof.present()
    fields = _fields(request, None, errors)
    given = {
        **document_context(request, document, asof),
        "asof": asof,
        "fields": fields,
        "errors": [each for each in fields if each.error],
        "choices": _choices(document, asof, request.GET.get("recommendation", "")),
        "crumbs": _crumbs(document, asof, None),
    }
    return render(request, "dashboard/compare.html", given, status=400 if errors else 200)


def _fields(request: HttpRequest, ends: Ends | None, errors: dict[str, str]) -> list[Field]:
    labels = {
        "from": _("From"),
        "from_known_at": _("As known on"),
        "as_of": _("To"),
        "known_at": _("As known on"),
    }
    asked = {name: request.GET.get(name, "").strip() for name in FIELDS}
    if not asked["from"] and not asked["from_known_at"]:
        # Coming from a page of what was known then: the earlier end cannot be as known later.
        asked["from_known_at"] = asked["known_at"]
    if ends is not None:
        asked = {
            "from": ends.earlier.day.isoformat(),
            "from_known_at": ends.earlier.known_text,
            "as_of": ends.later.day.isoformat(),
            "known_at": ends.later.known_text,
        }
    return [Field(name, labels[name], asked[name], errors.get(name, "")) for name in FIELDS]


def _choices(document: Document, asof: AsOf, only: str) -> list[Option]:
    """Return ends that make sense, as links: spans up to today, what was known before, and named days."""
    here, began = reverse("dashboard:compare", args=[document.key]), document.tracking_began_at

    def option(label: str, day: dt.date, known_at: dt.datetime | None = None) -> list[Option]:
        earlier = replace(asof, day=day, known_at=known_at)
        if day < document.published_on or not earlier.may_be_compared:
            return []
        return [Option(label, with_query(here, {**earlier.earlier_query, "recommendation": only}))]

    choices = [
        *option(_("The last 30 days"), asof.today - dt.timedelta(days=30)),
        *option(_("The last year"), asof.today - dt.timedelta(days=365)),
        *option(_("Since the document came out"), document.published_on),
    ]
    if began is not None:
        choices += option(_("Since tracking began"), clock.day_of(began))
        then = _("Today, as known when tracking began and as known now")
        choices += option(then, asof.today, began)
    for named in named_days():
        told = {"name": named.name, "day": day_words(named.day)}
        choices += option(_("Since %(name)s, %(day)s") % told, named.day, named.known_at)
    return choices


def _crumbs(document: Document, asof: AsOf, shown: ComparePage | None) -> list[tuple[str, str]]:
    overview = with_query(reverse("dashboard:overview", args=[document.key]), asof.query)
    crumbs = [(_("Overview"), overview)]
    if shown is not None and shown.only is not None:
        page = reverse("dashboard:recommendation", args=[document.key, shown.only.key])
        crumbs.append((shown.only.code, with_query(page, asof.query)))
    return [*crumbs, (_("Compare"), "")]
