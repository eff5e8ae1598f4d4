"""What the pages of looks show: what is due to be looked at, and who looked when and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.links import with_query
from tracker.core.words import counted, day_words, number, opening
from tracker.documents.models import Document, Recommendation
from tracker.progress import looks
from tracker.progress.looks import LookRow
from tracker.progress.queries import EVERYTHING, Scope

ROWS = 100
#: A record goes back as many pages as these.
MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Group:
    """A document with those of its recommendations that stand on the page, the oldest day first."""

    key: str
    title: str
    rows: tuple[LookRow, ...]


def context(asof: AsOf, arguments: Mapping[str, str], path: str) -> dict[str, Any]:
    """Return what the page shows (three queries, whatever the number of rows)."""
    documents = {each.key: each for each in Document.objects.all()}
    chosen = documents.get(arguments.get("document", ""))
    scope = Scope(document_ids=(chosen.pk,)) if chosen else EVERYTHING
    rows = looks.with_rhythm(asof, scope)
    everything = Recommendation.objects.filter(document__published_on__lte=asof.day)
    total = (everything.filter(document=chosen) if chosen else everything).count()
    due = [row for row in rows if row.looking.is_due]
    coming = [row for row in rows if not row.looking.is_due]
    show = "coming" if arguments.get("show") == "coming" else ""
    page = Paginator(_in_order(coming if show else due), ROWS).get_page(arguments.get("page"))
    return {
        "asof": asof,
        "title": _title(due, coming, total),
        "lead": _lead(len(rows), total),
        "groups": _groups(page.object_list),
        "page": page,
        "show": show,
        "tabs": _tabs(asof, arguments, path, len(due), len(coming)),
        "chosen": chosen,
        "documents": _documents(asof, documents.values(), chosen, show) if len(documents) > 1 else [],
        "document": chosen or (next(iter(documents.values())) if len(documents) == 1 else None),
        "today": asof.today,
    }


def _in_order(rows: Iterable[LookRow]) -> list[LookRow]:
    """Return the rows by document, first the one with the oldest day; within it the oldest day first."""
    far = dt.date.max
    ordered = sorted(rows, key=lambda row: row.looking.due or far)
    first: dict[str, int] = {}
    for row in ordered:
        first.setdefault(row.document_key, len(first))
    return sorted(ordered, key=lambda row: first[row.document_key])


def _groups(rows: Iterable[LookRow]) -> list[Group]:
    by_document: dict[tuple[str, str], list[LookRow]] = {}
    for row in rows:
        by_document.setdefault((row.document_key, row.document_title), []).append(row)
    return [Group(key, title, tuple(group)) for (key, title), group in by_document.items()]


def _title(due: Sequence[LookRow], coming: Sequence[LookRow], total: int) -> str:
    if due:
        verb = _("is due to be looked at") if len(due) == 1 else _("are due to be looked at")
        return _("%(due)s of %(total)s recommendations %(are)s.") % {
            "due": opening(len(due)),
            "total": number(total),
            "are": verb,
        }
    days = [row.looking.due for row in coming if row.looking.due]
    if days:
        return _("No look is due; the next is on %s.") % day_words(min(days))
    return (
        _("No recommendation is to be looked at in any rhythm.")
        if total
        else _("There is nothing to look at.")
    )


def _lead(rhythms: int, total: int) -> str:
    without = total - rhythms
    if not total or not without:
        return ""
    have = counted(without, _("recommendation has"), _("recommendations have"))
    return _("%s no review rhythm, and so never come up here.") % (have[:1].upper() + have[1:])


def _tabs(asof: AsOf, arguments: Mapping[str, str], path: str, due: int, coming: int) -> list[dict[str, Any]]:
    kept = {**asof.query, "document": arguments.get("document", "")}
    show = arguments.get("show") == "coming"
    return [
        {"label": _("Due"), "url": with_query(path, kept), "current": not show, "count": due},
        {
            "label": _("Coming"),
            "url": with_query(path, {**kept, "show": "coming"}),
            "current": show,
            "count": coming,
        },
    ]


def _documents(
    asof: AsOf, documents: Iterable[Document], chosen: Document | None, show: str
) -> list[dict[str, Any]]:
    path, kept = reverse("stalls:looks"), {**asof.query, "show": show}
    every = {"label": _("All documents"), "url": with_query(path, kept), "current": chosen is None}
    return [every] + [
        {
            "label": each.title,
            "url": with_query(path, {**kept, "document": each.key}),
            "current": each == chosen,
        }
        for each in sorted(documents, key=lambda each: each.title)
    ]


def record_context(document: Document, asof: AsOf, page: str | None) -> dict[str, Any]:
    """Return who looked at a document's recommendations when and where (one query)."""
    number_of = int(page) if page and page.isascii() and page.isdigit() and len(page) < 5 else 1
    number_of = min(max(number_of, 1), MOST_PAGES)
    first = (number_of - 1) * ROWS
    found = looks.record(Scope(document_ids=(document.pk,)), asof, first=first, most=ROWS + 1)
    return {
        "asof": asof,
        "document": document,
        "rows": found[:ROWS],
        "first": first + 1,
        "last": first + len(found[:ROWS]),
        "before": number_of - 1,
        "next": number_of + 1 if len(found) > ROWS and number_of < MOST_PAGES else 0,
    }
