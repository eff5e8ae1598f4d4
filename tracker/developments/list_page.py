"""What the page of developments shows, from its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import links
from tracker.core.asof import AsOf
from tracker.core.words import day_words
from tracker.developments import listing, queries, search
from tracker.developments.choices import Attribution, State
from tracker.developments.filters import BY_PACKAGE, DevelopmentFilter
from tracker.developments.models import Development
from tracker.developments.search_words import script_language
from tracker.documents.models import Actor, Area, Document, Recommendation

PAGE_SIZE = 100
#: More recommendations than these are offered only where a document is chosen.
MOST_OFFERED = 300
#: The filters in the order in which they stand.
GRID = (
    "document", "area", "recommendation", "kind", "actor", "effect", "standing",
    "attribution", "source", "dated_from", "dated_to", "logged_since", "logged_by",
)  # fmt: skip


if TYPE_CHECKING:
    _Paginator = Paginator[Development]
else:
    _Paginator = Paginator


@dataclass(frozen=True)
class Option:
    """One of few choices, as a link."""

    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    url: str
    language: str = ""


class KnownCountPaginator(_Paginator):
    """Pages rows whose number is known already."""

    known = 0

    @cached_property
    def count(self) -> int:
        """The number of rows."""
        return self.known


def context(request: HttpRequest, asked: AsOf) -> dict[str, Any]:
    """Return what the list's template takes (some 16 queries, whatever the number of rows)."""
    visible = queries.visible_to(request.user)
    filters = DevelopmentFilter(request.GET, listing.known_at(visible, asked))
    _offer_choices(filters.form, request.GET)
    valid = filters.form.is_valid()
    values: dict[str, Any] = filters.form.cleaned_data if valid else {}
    state = values.get("state") or State.PUBLISHED.value
    found = filters.qs if valid else Development.objects.none()
    everything = DevelopmentFilter(_only(request.GET, "state", "known_at"), filters.queryset)
    tally = listing.counts(found, everything.qs if everything.form.is_valid() else found)
    chips = _chips(filters.form, request.GET) if valid else []
    sort = request.GET.get("sort") if request.GET.get("sort") in listing.SORTS else "newest"
    page = _page(found, request, str(sort), tally.found, asked)
    rows = listing.rows(page.object_list, values.get("q", ""))
    return {
        "asof": asked,
        "form": filters.form,
        "fields": [filters.form[name] for name in GRID],
        "finding": listing.finding(tally, values, filtered=bool(chips)),
        "lead": listing.lead(tally, rows),
        "tally": tally,
        "rows": rows,
        "page": page,
        "sort": sort,
        "state": state,
        "chips": chips,
        "clear_url": links.with_query(reverse("developments:list"), asked.query),
        "states": _states(request, state) if asked.is_today else [],
        "sorts": _sorts(request.GET, str(sort)),
        "behind": search.behind() if values.get("q") else 0,
        "may_log": roles.may(request.user, Action.LOG) and asked.is_today,
        "tracking_began": _tracking_began(asked),
    }


def _tracking_began(asked: AsOf) -> dt.datetime | None:
    """Return when tracking of the first document began, where a moment before that was asked."""
    if asked.known_at is None:
        return None
    began: dt.datetime | None = Document.objects.aggregate(first=Min("tracking_began_at"))["first"]
    return began if began is not None and asked.known_at < began else None


def _only(address: QueryDict, *names: str) -> dict[str, str]:
    return {name: str(address[name]) for name in names if address.get(name)}


def _page(
    found: QuerySet[Development], request: HttpRequest, sort: str, count: int, asked: AsOf
) -> Page[Development]:
    rows = queries.with_rows(found.order_by(*listing.SORTS[sort]), asked.known_at)
    paginator = KnownCountPaginator(rows, PAGE_SIZE)
    paginator.known = count
    return paginator.get_page(request.GET.get("page"))


def _states(request: HttpRequest, state: str) -> list[Option]:
    counts = listing.state_counts(request.user)
    drafts = _("Drafts") if roles.may(request.user, Action.SET_UP) else _("My drafts")
    labels = {State.PUBLISHED: _("Published"), State.DRAFT: drafts, State.RETRACTED: _("Retracted")}
    return [
        Option(
            label,
            links.changed_query(request.GET, {"state": None if each is State.PUBLISHED else each.value}),
            each.value == state,
            counts[each.value],
        )
        for each, label in labels.items()
        if each is not State.DRAFT or roles.may(request.user, Action.LOG)
    ]


def _sorts(address: QueryDict, sort: str) -> list[Option]:
    labels = {"newest": _("Newest"), "oldest": _("Oldest"), "logged": _("Last logged")}
    return [
        Option(label, links.changed_query(address, {"sort": None if key == "newest" else key}), key == sort)
        for key, label in labels.items()
    ]


def _offer_choices(form: Any, address: QueryDict) -> None:
    """Give the filters that are keys their choices (five queries)."""
    documents = list(Document.objects.order_by("title", "id").values_list("key", "title"))
    logged = Development.objects.filter(author=OuterRef("pk"))
    people = get_user_model().objects.filter(Exists(logged)).order_by("username")
    offered: dict[str, list[Any]] = {
        "document": documents,
        "area": list(Area.objects.order_by("name", "id").values_list("key", "name")),
        "recommendation": _recommendations(address, len(documents)),
        "actor": list(Actor.objects.order_by("name", "id").values_list("key", "name")),
        "logged_by": [(BY_PACKAGE, _("a package")), *((each.username, str(each)) for each in people)],
    }
    for name, choices in offered.items():
        form.fields[name].widget = forms.Select(choices=_with(address.get(name, ""), choices))
    for name in ("dated_from", "dated_to"):
        form.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    form.fields["logged_since"].widget = forms.DateInput(attrs={"type": "date"})
    form.fields["source"].widget.attrs = {"placeholder": _("any")}


def _with(chosen: str, choices: list[Any]) -> list[Any]:
    """Put "any" first, and keep what the address asks for among the choices."""
    known = {key for entry in choices for key in _keys(entry)}
    more = [(chosen, chosen)] if chosen and chosen not in known else []
    return [("", _("any")), *more, *choices]


def _keys(entry: tuple[str, Any]) -> Iterable[str]:
    return [key for key, _label in entry[1]] if isinstance(entry[1], list) else [entry[0]]


def _recommendations(address: QueryDict, documents: int) -> list[Any]:
    rows = Recommendation.objects.order_by("document__title", "code_order", "id")
    if chosen := address.get("document"):
        rows = rows.filter(document__key=chosen)
    found = list(
        rows.values_list("document__key", "document__title", "key", "code", "title")[: MOST_OFFERED + 1]
    )
    if len(found) > MOST_OFFERED:
        return []
    groups: dict[str, list[tuple[str, str]]] = {}
    for document, title, key, code, words in found:
        groups.setdefault(title, []).append((f"{document}/{key}", f"{code} {words}"))
    return list(groups.items()) if documents > 1 else [each for group in groups.values() for each in group]


def _chips(form: Any, address: QueryDict) -> list[Chip]:
    chips = []
    for name in ("q", *GRID):
        value = form.cleaned_data.get(name)
        if not value:
            continue
        chips.append(
            Chip(
                _said(form, name, value),
                links.changed_query(address, {name: None}),
                script_language(value) if name == "q" else "",
            )
        )
    return chips


def _said(form: Any, name: str, value: Any) -> str:
    text = form[name].value() or ""
    if name == "q":
        return str(value)
    if name in ("dated_from", "dated_to"):
        words = _("dated from %s") if name == "dated_from" else _("dated to %s")
        return words % day_words(value)
    if name == "logged_since":
        return _("logged since %s") % (day_words(value.date()) if len(text) == 10 else text)
    if name == "attribution":
        return str(Attribution(value).label) if value != Attribution.UNKNOWN else _("attribution unknown")
    label = _label(form.fields[name], text)
    return _("by %s") % label if name == "logged_by" else label


def _label(field: Any, value: str) -> str:
    choices = getattr(field, "choices", None) or getattr(field.widget, "choices", [])
    for entry in choices:
        pairs = entry[1] if isinstance(entry[1], list) else [entry]
        for key, label in pairs:
            if str(key) == value and value:
                return str(label)
    return value
