"""Addresses on pages of lanes: of the rows behind a figure, and of groups that open and fold."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.core.links import changed_query, with_query
from tracker.dashboard.choices import NONE, kind_of_rows, rows_behind
from tracker.dashboard.groups import Members
from tracker.progress.sentences import Part

register = template.Library()
_AFRESH: dict[str, Any] = {"page": None, "lanes": None, "marks": None}


def _query(context: Context, changes: dict[str, Any]) -> str:
    return f"{changed_query(context['request'].GET, {**_AFRESH, **changes})}#lanes"


def _developments(context: Context, rows: str) -> str:
    """Return where the developments of the page's document are listed, those before it or since."""
    document = context["document"]
    before = rows.endswith("before")
    arguments = {
        "document": document.key,
        "standing": "reported" if rows.endswith("reported") else "",
        "dated_to": document.published - dt.timedelta(days=1) if before else "",
        "dated_from": "" if before else document.published,
    }
    return with_query(reverse("developments:list"), {**arguments, **context["asof"].query})


@register.simple_tag(takes_context=True)
def part(context: Context, given: Part) -> SafeString | str:
    """``{% part each %}``: words of a sentence, a link where rows stand behind them."""
    if not given.rows:
        return given.words
    value = "" if given.value is None else given.value
    rows = kind_of_rows(given.rows)
    if rows == "development":
        url = _developments(context, given.rows)
    else:
        url = _query(context, rows_behind(given.rows))
    return format_html(
        '<a href="{}" data-figure="{}" data-value="{}" data-rows="{}">{}</a>',
        url,
        given.rows,
        value,
        rows,
        given.words,
    )


@register.simple_tag(takes_context=True)
def rows_url(context: Context, rows: str) -> str:
    """``{% rows_url 'stalled' %}``: where exactly the rows behind a figure are."""
    return _query(context, rows_behind(rows))


@register.simple_tag(takes_context=True)
def group_url(context: Context, members: Members, rows: str = "all", sort: str = "") -> str:
    """``{% group_url members 'stalled' 'days' %}``: only this group's, or some of them; in an order."""
    order = {"sort": sort} if sort else {}
    return _query(context, {**rows_behind(rows), **order, members.by: members.key})


@register.simple_tag(takes_context=True)
def toggle_url(context: Context, members: Members, open_now: bool) -> str:
    """``{% toggle_url members group.open %}``: this page with the group folded, or open alone."""
    query = changed_query(context["request"].GET, {**_AFRESH, "open": NONE if open_now else members.key})
    return f"{query}#group-{members.key}"
