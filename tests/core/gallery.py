"""Every component in its states, on one page that only tests serve (as ``ROOT_URLCONF``)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from tracker.core import slots
from tracker.core.asof import AsOf
from tracker.core.dates import parse
from tracker.dashboard.ledger import LedgerRow
from tracker.progress.evidence import SourceRow

TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 8, 30, tzinfo=dt.UTC)


#: What other rooms put into the shell, here without asking a database: name to ordered providers.
SLOTS: dict[str, list[tuple[int, slots.Provider]]] = {
    "shell.stalled-count": [(1, lambda request, given: ("stalls/_count.html", {"count": 6}))],
    "shell.last-scan": [
        (
            1,
            lambda request, given: (
                "stalls/_last_scan.html",
                {"scan": SimpleNamespace(completed_at=NOW), "every": "every hour"},
            ),
        )
    ],
}


class GalleryForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="What happened, in one line")
    when = forms.CharField(label="When", help_text="A day, a month, a year or a span, as you would write it")
    summary = forms.CharField(label="Summary", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("", "any"), ("summit", "summit")], required=False)
    standing = forms.ChoiceField(
        label="Standing",
        widget=forms.RadioSelect,
        choices=[
            ("confirmed", "confirmed: it rests on a source that can be defended"),
            ("reported", "reported: told of only; drawn hollow, in no figure but days"),
        ],
    )
    meets = forms.BooleanField(
        label="meets: The joint search and rescue exercise is held again", required=False
    )

    def clean_when(self) -> str:
        """Refuse a day that is not one."""
        if self.cleaned_data["when"] == "2023-02-30":
            raise forms.ValidationError(
                "“2023-02-30” is not a day: February 2023 had 28. Write 2023-02-28, 2023-02, or 27 Feb. 2023."
            )
        return str(self.cleaned_data["when"])


def _reading() -> dict[str, Any]:
    cells = [SimpleNamespace(label=letter, within=place == 0) for place, letter in enumerate("JFMAMJJASOND")]
    return {
        "words": "January 2026, the day not known",
        "cells": cells,
        "counts": "31 January 2026, its latest day",
    }


def _context(asof: AsOf) -> dict[str, Any]:
    flags = [SimpleNamespace(rule="silent", state="open", url="#silent")]
    filled = {"title": "Ministers meet", "when": "2026-01", "standing": "confirmed"}
    return {
        "asof": asof,
        "document": SimpleNamespace(
            title="Promoting Security Cooperation of South Korea", authors="", published=dt.date(2022, 8, 10)
        ),
        "form": GalleryForm(initial=filled),
        "wrong": GalleryForm({"title": "", "when": "2023-02-30"}, prefix="wrong"),
        "reading": _reading(),
        "statuses": [
            ("not-assessed", "Not assessed"),
            ("not-started", "Not started"),
            ("in-progress", "In progress"),
            ("partly-implemented", "Partly implemented"),
            ("implemented", "Implemented"),
            ("reversed", "Reversed"),
            ("abandoned", "Abandoned"),
            ("superseded", "Superseded"),
            ("not-assessable", "Not assessable"),
        ],
        "effects": [("advances", "advances"), ("sets-back", "sets back"), ("context", "context")],
        "strengths": ["minor", "moderate", "major"],
        "judged": dt.date(2023, 12, 7),
        "boxes": {
            "met": [("met", "a"), ("met", "b"), ("open", "c")],
            "due later": [("met", "a"), ("due", "b")],
            "overdue": [("met", "a"), ("overdue", "b")],
            "un-met again": [("unmet-again", "a")],
        }.items(),
        "reasons": [
            SimpleNamespace(
                flags=flags,
                sentence="Nothing has been logged for it for 428 days (limit 180), since 22 September 2025; "
                "nobody has looked since.",
            )
        ],
        "options": [
            SimpleNamespace(label="Area", url="?group=area", current=True, count=None),
            SimpleNamespace(label="Addressee", url="?group=addressee", current=False, count=None),
            SimpleNamespace(label="Stalled", url="?stalled=1", current=False, count=8),
        ],
        "crumbs": [("Overview", "/"), ("Regional reassurance", "/areas/regional/"), ("R6", "")],
        "neighbour": SimpleNamespace(url="/r7", code="R7", title="Korea: recognise the mechanism’s value"),
        "page": Paginator(range(640), 100).page(2),
        "chips": [
            SimpleNamespace(label="대한민국", url="?", language="ko"),
            SimpleNamespace(label="dated from 1 January 2025", url="?", language=""),
        ],
        "rows": [
            LedgerRow(
                place="link-summit-ruled-out",
                date=parse("2025-11-24"),
                sign=-1,
                effect="sets-back",
                strength="major",
                reported=False,
                before=False,
                title="China rules out a summit with Japan and Korea for now",
                url="#d",
                summary="Beijing put off a culture ministers’ meeting.",
                rationale="Beijing ruled out the next summit, so a milestone was lost.",
                meets=(),
                unmeets=("The China-Japan-Korea summit is held and the next one stands",),
                line="sets back, major · would have come anyway · statement",
                sources=(SourceRow("Conditions unmet", "https://example.org/a", "A paper", "2025-11", 1),),
                source_urls=("#s",),
                weight=-4,
                balance=-5,
                momentum=-0.98,
                day="2025-11-24",
                attribution="convergent",
                size=4,
            )
        ],
        "actions": [SimpleNamespace(url="#log", label="Log the first development")],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Show everything, as an analyst sees it; ``?day=another`` on another day."""
    request.user = SimpleNamespace(is_authenticated=True, role="analyst", display_name="Analyst")  # type: ignore[assignment]
    day = dt.date(2024, 3, 1) if request.GET.get("day") == "another" else TODAY
    if "toast" in request.GET:
        messages.success(request, "Published. R3’s judgement is due for review.")
    template = engines["django"].from_string(Path(__file__).with_name("gallery.html").read_text("utf-8"))
    return HttpResponse(template.render(_context(AsOf(day, None, NOW, TODAY)), request))


def _nothing(request: HttpRequest, **kwargs: str) -> HttpResponse:
    return HttpResponse("")


def _room(name: str, *names: str) -> Any:
    return include(([path(f"{name}/{each}/", _nothing, name=each) for each in names], name))


urlpatterns = [
    path("accounts/gallery/", gallery, name="gallery"),
    path("", _room("dashboard", "home")),
    path("", _room("developments", "list", "new")),
    path("", _room("stalls", "list")),
    path("", _room("reports", "index")),
    path("", _room("progress", "how")),
    path("", _room("accounts", "account")),
]
