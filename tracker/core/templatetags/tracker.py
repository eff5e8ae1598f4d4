"""The tags and filters of all pages; a built-in of the template engine, so nothing needs loading."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.core import clock, links, nodes, shell, slots, words
from tracker.core import icons as icon_set
from tracker.core.asof import AsOf
from tracker.core.dates import EdtfDate, parse

register = template.Library()
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_UNBROKEN = re.compile(rf"\b\d{{1,2}} {_MONTH} \d{{4}}\b|\b[\d,]+ days?\b")

register.filter("figures", words.figures)
register.filter("in_words", words.number)
register.filter("opening", words.opening)
register.filter("days", words.days)
register.filter("days_ago", words.days_ago)
register.filter("signed", words.signed)
register.filter("signed_decimal", words.signed_decimal)
register.simple_tag(icon_set.icon, name="icon")
register.tag("fixed", nodes.fixed)
register.tag("captured", nodes.captured)


@register.filter
def join_words(items: Iterable[object]) -> str:
    """``{{ codes|join_words }}``: "R1, R2 and R9"."""
    return words.join(str(item) for item in items)


@register.filter
def counted(count: int, nouns: str) -> str:
    """``{{ n|counted:"advance" }}`` or ``:"match,matches"``: "one advance", "no advances"."""
    return words.counted(count, *nouns.split(",", 1))


@register.filter
def day(value: EdtfDate | dt.date | dt.datetime | str | None) -> str:
    """``{{ date|day }}``: any date in sentences, "18 August 2023"; a text is read as EDTF."""
    return _date_words(value, short=False)


@register.filter
def day_short(value: EdtfDate | dt.date | dt.datetime | str | None) -> str:
    """``{{ date|day_short }}``: any date in tables, "18 Aug 2023"."""
    return _date_words(value, short=True)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """``{{ at|moment }}``: a moment with its zone, "24 November 2026, 08:00 UTC"."""
    if value is None:
        return ""
    there = value.astimezone(clock.zone())
    return f"{words.day_words(there.date())}, {there:%H:%M %Z}"


@register.filter
def unbroken(text: object) -> str:
    """``{{ sentence|unbroken }}``: days and numbers of days stay on one line, as in all our sentences."""
    whole = _UNBROKEN.sub(lambda found: found.group().replace(" ", "\u00a0"), str(text))
    return SafeString(whole) if isinstance(text, SafeString) else whole


@register.filter
def codebook(label: object) -> SafeString:
    """``{{ "minor: words"|codebook }}``: a choice's word in bold, then the codebook's line."""
    word, colon, line = str(label).partition(": ")
    return format_html("<b>{}</b>{}{}", word, colon, line)


@register.filter
def any_errors(forms: Iterable[BaseForm] | None) -> bool:
    """Whether any of the forms has errors."""
    return any(bool(form.errors) for form in forms or [])


@register.simple_tag(takes_context=True)
def url_asof(context: Context, name: str, *args: object, **kwargs: object) -> str:
    """``{% url_asof 'dashboard:overview' doc=document.key %}``: an address that keeps the day asked."""
    path = reverse(name, args=args or None, kwargs=kwargs or None)
    return links.with_query(path, _asof_query(context))


@register.simple_tag(takes_context=True)
def asof_query(context: Context, **extra: object) -> str:
    """``{{ path }}{% asof_query group="area" %}``: the day asked (and more) as ``?…``, or nothing."""
    return links.with_query("", {**_asof_query(context), **extra})


@register.simple_tag(takes_context=True)
def earlier_query(context: Context) -> str:
    """``{{ compare_url }}{% earlier_query %}``: the day asked as a comparison's earlier end, as ``?…``."""
    asof = _asof(context)
    return links.with_query("", asof.earlier_query if asof else {})


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """``href="{% query sort='balance' %}"``: this page's query with changes; ``None`` drops one."""
    return links.changed_query(_request(context).GET, changes)


@register.simple_tag(takes_context=True)
def query_without(context: Context, key: str, value: object) -> str:
    """``href="{% query_without 'actor' 'japan' %}"``: this page's query without one filter."""
    return links.without_value(_request(context).GET, key, str(value))


@register.simple_tag(takes_context=True)
def query_fields(context: Context, *without: str) -> SafeString:
    """``{% query_fields 'q' %}``: hidden fields that keep this page's other arguments in a GET form."""
    return _hidden(links.pairs(_request(context).GET, without))


@register.simple_tag(takes_context=True)
def asof_fields(context: Context) -> SafeString:
    """``{% asof_fields %}``: hidden fields that keep the day asked in a GET form."""
    return _hidden(_asof_query(context).items())


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, **given: Any) -> SafeString:
    """``{% slot "shell.stalled-count" %}``: what other rooms put here; nothing where there is no request."""
    request = context.get("request")
    if request is None or not name:
        return SafeString("")
    return slots.render(name, request, **given)


@register.simple_tag(takes_context=True)
def shell_entries(context: Context) -> list[shell.Entry]:
    """``{% shell_entries as entries %}``: the top bar's places."""
    return shell.entries(context.get("request"), _asof(context), _asof_query(context))


def _asof(context: Context) -> AsOf | None:
    found = context.get("asof")
    return found if isinstance(found, AsOf) else None


def _asof_query(context: Context) -> dict[str, str]:
    """The question this page answers; a page of no figures hands on the one it was reached with."""
    if (asof := _asof(context)) is not None:
        return asof.query
    request = context.get("request")
    given = request.GET if request is not None else {}
    return {key: given[key] for key in links.ASOF_ARGUMENTS if given.get(key)}


def _request(context: Context) -> HttpRequest:
    request: HttpRequest = context["request"]
    return request


def _hidden(fields: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


def _date_words(value: EdtfDate | dt.date | dt.datetime | str | None, *, short: bool) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = parse(value)
    elif isinstance(value, dt.datetime):
        value = clock.day_of(value)
    return words.date_words(value, short=short)
