"""Rows of developments, a hundred a page, written as text: nodes for all their parts would be slow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.core.asof import AsOf
from tracker.core.dates import parse
from tracker.core.links import with_query
from tracker.core.words import date_words, number
from tracker.developments.choices import Attribution, Effect, Kind, Standing, State, Strength
from tracker.developments.listing import Row
from tracker.developments.marks import sign

register = template.Library()
#: Returns the address of a recommendation's page, from its document's key and its own.
Address = Callable[[str, str], str]
Moves = Iterable[tuple[Any, list[str], list[str]]]


@register.simple_tag(takes_context=True)
def development_rows(context: Context, rows: Iterable[Row]) -> SafeString:
    """``{% development_rows rows %}``: the list's rows, with what matched marked."""
    asof, counts = context["asof"], bool(context.get("counts"))
    to = _addresses(asof.query)
    told = (_row(row, asof, _moves(row.moves, to, counts=counts, why=False)) for row in rows)
    return mark_safe("".join(told))  # noqa: S308 - every text is escaped below


@register.simple_tag(takes_context=True)
def moves_of(context: Context, moves: Moves, counts: bool = False, why: bool = False) -> SafeString:
    """``{% moves_of moves why=True %}``: what a development moves, a line a link."""
    asof = context.get("asof")
    to = _addresses(asof.query if isinstance(asof, AsOf) else {})
    return mark_safe(_moves(moves, to, counts=counts, why=why))  # noqa: S308 - as above


def _addresses(query: dict[str, str]) -> Address:
    @cache
    def address(document: str, key: str) -> str:
        path = reverse("dashboard:recommendation", kwargs={"doc": document, "key": key})
        return escape(with_query(path, query))

    return address


def _row(row: Row, asof: AsOf, moves: str) -> str:
    development = row.development
    path = with_query(reverse("developments:detail", kwargs={"key": development.key}), asof.query)
    title = conditional_escape(row.title or _("Draft without a title"))
    summary = f'<p class="muted">{conditional_escape(row.summary)}</p>' if row.summary else ""
    when = escape(date_words(parse(row.date), short=True)) if row.date else _faint(_("no date"))
    return (
        f'<tr data-row="development"><td class="nowrap tabular">{when}</td><td class="wide">'
        f'<a class="plain-link" href="{escape(path)}"><b>{title}</b></a>{summary}'
        f'<p class="muted">{_who(row)}</p>{_source(row)}</td>'
        f"<td>{_standing(row, asof)}</td><td>{moves}</td></tr>\n"
    )


def _faint(words: str) -> str:
    return f'<span class="faint">{escape(words)}</span>'


def _who(row: Row) -> str:
    """Write the kind, and the actors with their own names."""
    kind = row.development.kind
    actors = []
    for actor, name, own in row.actors:
        language = f' lang="{escape(actor.own_language)}"' if actor.own_language else ""
        own_name = f' <span class="own-name"{language}>{conditional_escape(own)}</span>' if own else ""
        actors.append(f"{conditional_escape(name)}{own_name}")
    parts = [escape(str(Kind(kind).label))] if kind else []
    return " · ".join([*parts, ", ".join(actors)] if actors else parts)


def _source(row: Row) -> str:
    """Write the source shown, and how many more there are."""
    if not row.source:
        return ""
    publisher = f", {conditional_escape(row.source_publisher)}" if row.source_publisher else ""
    more = ""
    if row.more_sources:
        words = ngettext(
            "and %(number)s more source", "and %(number)s more sources", row.more_sources
        ) % {"number": number(row.more_sources)}  # fmt: skip
        more = f" {escape(words)}"
    link = f'<a href="{escape(row.source.url)}" rel="noreferrer">{conditional_escape(row.source_title)}</a>'
    return f'<p class="faint">{link}{publisher}{more}</p>'


def _standing(row: Row, asof: AsOf) -> str:
    state = row.development.state
    said = ""
    if state == State.DRAFT:
        said = f"{_chip(_('draft'))}<br>"
    elif state == State.RETRACTED and asof.is_today:
        said = f"{_chip(_('retracted'))}<br>"
    if row.standing == Standing.REPORTED:
        told = f'<span class="tiny faint">{escape(_("in no figure"))}</span>'
        return f"{said}{_chip(_('reported'))}<br>{told}"
    confirmed = f'<span class="muted">{escape(_("confirmed"))}</span>'
    return said if state == State.DRAFT else f"{said}{confirmed}"


def _chip(words: str) -> str:
    return f'<span class="chip">{escape(words)}</span>'


def _moves(moves: Moves, to: Address, *, counts: bool, why: bool) -> str:
    """Write what a development moves; ``counts`` where all of its links are in figures."""
    lines = "".join(_move(*each, to, counts, why) for each in moves)
    return f'<ul class="moves">{lines}</ul>' if lines else ""


def _move(link: Any, meets: list[str], unmeets: list[str], to: Address, counts: bool, why: bool) -> str:
    subject = link.recommendation
    data = f' data-row data-effect="{link.effect}" data-weight="{link.weight}"' if counts else ""
    mark = "<span></span>"
    if link.effect is not None:
        mark = sign(link.effect_slug, link.strength_slug or "moderate", link.reported)
    rationale = f'<br><span class="muted">{escape(link.rationale)}</span>' if why and link.rationale else ""
    return (
        f'<li{data}>{mark}<a href="{to(subject.document.key, subject.key)}" title="{escape(subject.title)}">'
        f"<b>{escape(subject.code)}</b></a>"
        f"<span>{escape(_words(link, meets, unmeets))}{rationale}</span></li>"
    )


def _words(link: Any, meets: list[str], unmeets: list[str]) -> str:
    said = _("effect not chosen") if link.effect is None else str(Effect(link.effect).label)
    if link.weight:
        said += f", {Strength(link.weight).label}"
    if link.attribution != Attribution.UNKNOWN:
        said += f", {link.attribution}"
    said += "".join("; " + _("meets “%(title)s”") % {"title": title} for title in meets)
    return said + "".join("; " + _("un-meets “%(title)s”") % {"title": title} for title in unmeets)
