"""The list of developments in words: the sentence that opens it, and what stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.core.words import counted, day_words, figures, join, number, opening, signed
from tracker.developments.list_facts import Tally
from tracker.developments.search_words import script_language


def finding(tally: Tally, values: Mapping[str, Any], *, filtered: bool) -> SafeString:
    """Return the sentence that opens the list."""
    reported = _reported(tally)
    if not filtered:
        if not tally.found:
            return format_html("{}", _("No development is logged yet."))
        said = _("%(all)s logged%(reported)s.") % {
            "all": _("%s developments are") % opening(tally.found)
            if tally.found != 1
            else _("One development is"),
            "reported": reported,
        }
        return format_html("{}", said)
    if not tally.found:
        start = format_html(_("Of {}, none matches"), _developments(tally.of))
    else:
        verb = _("matches") if tally.found == 1 else _("match")
        start = format_html(_("Of {}, {} {}"), _developments(tally.of), number(tally.found), verb)
    text = values.get("q")
    sign = (
        format_html(" “{}”", in_script(text))
        if text
        else (" " + _("the filters") if not _period(values) else "")
    )
    return format_html("{}{}{}{}.", start, sign, _period(values), reported)


def in_script(text: str) -> SafeString | str:
    """Return the text, with its language where its script tells it."""
    language = script_language(text)
    return format_html('<span lang="{}">{}</span>', language, text) if language else text


def _developments(count: int) -> str:
    return f"{figures(count)} {_('development') if count == 1 else _('developments')}"


def _reported(tally: Tally) -> str:
    if not tally.reported:
        return ""
    if tally.found == 1:
        return _("; it is only reported")
    if tally.reported == 1:
        return _("; one is only reported")
    return _("; %s are only reported") % number(tally.reported)


def _period(values: Mapping[str, Any]) -> str:
    first, last = values.get("dated_from"), values.get("dated_to")
    if first and last:
        return _(" from %(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}
    if first:
        return _(" since %s") % day_words(first)
    return _(" up to %s") % day_words(last) if last else ""


def lead(tally: Tally, values: Mapping[str, Any], shown: Iterable[Any], *, narrowed: bool = False) -> str:
    """Return where what was sought was found, and how many links the developments carry.

    ``narrowed`` says that the links that count here are only those that the filters ask for.
    """
    places = {place for row in shown for place in row.found_in}
    words = {
        "title": _("a title"),
        "summary": _("a summary"),
        "source": _("a source’s title"),
        "publisher": _("a publisher’s name"),
        "name": _("an actor’s name"),
        "own-name": _("an actor’s own name"),
    }
    said = []
    if places:
        said.append(_("Found in %s.") % join(words[place] for place in words if place in places))
    if tally.found:
        if values.get("counts"):
            return " ".join([*said, _in_figures(tally, one=bool(values.get("recommendation")))])
        carry = _("They carry") if tally.found > 1 else _("It carries")
        number_of = tally.number()
        if narrowed:
            links = counted(number_of, _("such link"), _("such links"))
        else:
            links = counted(number_of, _("link"), _("links"))
        note = ""
        if tally.reported:
            note = (
                _("; those of the reported one are in no figure")
                if tally.reported == 1 and tally.found > 1
                else _("; those of reported ones are in no figure")
            )
        said.append(f"{carry} {links}{note}.")
    return " ".join(said)


def _in_figures(tally: Tally, *, one: bool) -> str:
    """Return how many links are in figures, by effect; the balance only of one recommendation."""
    advances, setbacks, context = (tally.number(effect) for effect in (1, -1, 0))
    parts = [
        counted(advances, _("advance"), _("advances")),
        counted(setbacks, _("setback"), _("setbacks")),
        _("%s of context") % (number(context) if context else _("none")),
    ]
    total = tally.number()
    said = _("%(total)s in figures: %(parts)s.") % {
        "total": f"{opening(total)} {_('link') if total == 1 else _('links')}",
        "parts": join(parts),
    }
    return f"{said} " + _("Balance %s.") % signed(tally.balance) if one else said
