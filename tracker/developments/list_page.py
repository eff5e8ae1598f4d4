"""What the page of developments shows, from its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import links
from tracker.core.asof import AsOf
from tracker.core.words import day_words
from tracker.developments import list_facts, list_words, listing, queries
from tracker.developments.choices import Attribution, State
from tracker.developments.filters import BY_PACKAGE, DevelopmentFilter
from tracker.developments.list_facts import MOST_OFFERED, Facts, Tally
from tracker.developments.models import Development
from tracker.developments.search_words import script_language

PAGE_SIZE = 100
#: The filters in the order in which they stand.
GRID = (
    "document", "area", "recommendation", "kind", "actor", "effect",
    "standing", "source", "dated_from", "dated_to", "logged_since", "logged_by",
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
    """Return what the list's template takes (seven queries, whatever the number of rows)."""
    visible = queries.visible_to(request.user)
    filters = DevelopmentFilter(request.GET, listing.known_at(visible, asked))
    everything = DevelopmentFilter(_only(request.GET, "state", "as_of", "known_at"), filters.queryset)
    facts = list_facts.read(filters, everything, visible)
    _offer_choices(filters.form, request.GET, facts)
    valid = filters.form.is_valid()
    values: dict[str, Any] = filters.form.cleaned_data if valid else {}
    only = filters.links() if valid else None
    tally, state = facts.tally, values.get("state") or State.PUBLISHED.value
    chips = _chips(filters.form, request.GET) if valid else []
    sort = request.GET.get("sort") if request.GET.get("sort") in listing.SORTS else "newest"
    found = filters.qs if valid else Development.objects.none()
    rows_of = found.order_by(*listing.sorting(str(sort), asked))
    with_rows = queries.with_rows(rows_of, asked.known_at, only if values.get("counts") else None)
    page = _page(with_rows, request, tally.found)
    rows = listing.rows(page.object_list, values.get("q", ""))
    return {
        "asof": asked,
        "form": filters.form,
        "fields": [filters.form[name] for name in GRID],
        "finding": list_words.finding(tally, values, filtered=bool(chips)),
        "lead": list_words.lead(tally, values, rows, narrowed=only is not None),
        "tally": tally,
        "rows": rows,
        "page": page,
        "sort": sort,
        "state": state,
        "sought": values.get("q", ""),
        "document_asked": values.get("document", ""),
        "counts": bool(values.get("counts")),
        "chips": chips,
        "clear_url": links.with_query(reverse("developments:list"), asked.query),
        "states": _states(request, state, facts.states) if asked.is_today else [],
        "sorts": _sorts(request.GET, str(sort)),
        "attributions": _attributions(request.GET, tally, values.get("attribution") or ""),
        "behind": facts.behind if values.get("q") else 0,
        "may_log": roles.may(request.user, Action.LOG) and asked.is_today,
        "tracking_began": _tracking_began(asked, facts.tracking_began),
        "csv_url": f"{reverse('developments:export')}{links.changed_query(request.GET, {})}",
    }


def _tracking_began(asked: AsOf, began: dt.datetime | None) -> dt.datetime | None:
    """Return when tracking of the first document began, where a moment before that was asked."""
    if asked.known_at is None or began is None or asked.known_at >= began:
        return None
    return began


def _only(address: QueryDict, *names: str) -> dict[str, str]:
    return {name: str(address[name]) for name in names if address.get(name)}


def _page(rows: QuerySet[Development], request: HttpRequest, count: int) -> Page[Development]:
    paginator = KnownCountPaginator(rows, PAGE_SIZE)
    paginator.known = count
    return paginator.get_page(request.GET.get("page"))


def _states(request: HttpRequest, state: str, counts: Mapping[str, int]) -> list[Option]:
    drafts = _("Drafts") if roles.may(request.user, Action.SET_UP) else _("My drafts")
    labels = {State.PUBLISHED: _("Published"), State.DRAFT: drafts, State.RETRACTED: _("Retracted")}
    return [
        Option(
            label,
            links.changed_query(request.GET, {"state": None if each is State.PUBLISHED else each.value}),
            each.value == state,
            counts.get(each.value, 0),
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


def _attributions(address: QueryDict, tally: Tally, chosen: str) -> list[Option]:
    """Return how links came about, as a filter with how many there are of each."""
    labels = {"": _("All"), **{each.value: each.label for each in Attribution}}
    return [
        Option(
            str(label),
            links.changed_query(address, {"attribution": value or None}),
            value == chosen,
            tally.attributed(value),
        )
        for value, label in labels.items()
    ]


def _offer_choices(form: Any, address: QueryDict, facts: Facts) -> None:
    """Give the filters that are keys their choices."""
    offered: dict[str, list[Any]] = {
        "document": facts.documents,
        "area": facts.areas,
        "recommendation": _recommendations(facts),
        "actor": facts.actors,
        "addressee": facts.actors,
        "logged_by": [(BY_PACKAGE, _("a package")), *facts.people],
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


def _recommendations(facts: Facts) -> list[Any]:
    if len(facts.recommendations) > MOST_OFFERED:
        return []
    groups: dict[str, list[tuple[str, str]]] = {}
    for document, title, key, code, words in facts.recommendations:
        groups.setdefault(title, []).append((f"{document}/{key}", f"{code} {words}"))
    many = len(facts.documents) > 1
    return list(groups.items()) if many else [each for group in groups.values() for each in group]


def _chips(form: Any, address: QueryDict) -> list[Chip]:
    chips = []
    for name in ("q", "counts", *GRID, "addressee", "attribution"):
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
    if name == "counts":
        return _("links in figures")
    if name in ("dated_from", "dated_to"):
        words = _("dated from %s") if name == "dated_from" else _("dated to %s")
        return words % day_words(value)
    if name == "logged_since":
        return _("logged since %s") % (day_words(value.date()) if len(text) == 10 else text)
    if name == "attribution":
        return str(Attribution(value).label) if value != Attribution.UNKNOWN else _("attribution unknown")
    label = _label(form.fields[name], text)
    prefix = {"logged_by": _("by %s"), "addressee": _("asked of %s")}.get(name, "%s")
    return prefix % label


def _label(field: Any, value: str) -> str:
    choices = getattr(field, "choices", None) or getattr(field.widget, "choices", [])
    for entry in choices:
        pairs = entry[1] if isinstance(entry[1], list) else [entry]
        for key, label in pairs:
            if str(key) == value and value:
                return str(label)
    return value
