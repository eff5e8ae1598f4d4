"""The ledger's rows, a hundred a page, written as text: template nodes for all their parts would be slow."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tracker.core.dates import parse
from tracker.core.words import date_words, signed, signed_decimal
from tracker.dashboard.ledger import LedgerRow
from tracker.developments.marks import sign
from tracker.progress.evidence import SourceRow

register = template.Library()


@register.simple_tag
def ledger_rows(rows: Iterable[LedgerRow]) -> SafeString:
    """``{% ledger_rows ledger.rows %}``: every link with its figures, what it meets and its sources."""
    return mark_safe("".join(_row(row) for row in rows))  # noqa: S308 - every text is escaped below


def _row(row: LedgerRow) -> str:
    chip = f' <span class="chip">{escape(_("reported, in no figure"))}</span>' if row.reported else ""
    background = ' class="background"' if row.before else ""
    return (
        f'<tr id="{escape(row.place)}"{background}{_data(row)}>'
        f'<td class="date">{escape(date_words(row.date, short=True))}</td>'
        f'<td class="glyph">{sign(row.effect, row.strength, row.reported, row.before)}</td>'
        f'<td class="what"><h3><a href="{escape(row.url)}">{escape(row.title)}</a>{chip}</h3>'
        f"{_paragraph('summary', row.summary)}{_paragraph('rationale', row.rationale)}"
        f"{_meets('met', _('meets:'), row.meets)}{_meets('unmet-again', _('un-meets:'), row.unmeets)}"
        f"{_paragraph('source', row.line)}{_sources(row)}</td>{_figures(row)}</tr>"
    )


def _data(row: LedgerRow) -> str:
    """Write what the row adds to figures, for whoever adds them up."""
    counts = "" if row.momentum is None else f' data-counts data-momentum="{row.momentum:.6f}"'
    return (
        f' data-row data-effect="{row.sign}" data-weight="{row.size}" data-day="{row.day}"'
        f' data-attribution="{escape(row.attribution)}"{counts}'
    )


def _figures(row: LedgerRow) -> str:
    if row.weight is None or row.balance is None or row.momentum is None:
        weight = balance = momentum = ""
    else:
        weight, momentum = signed(row.weight), signed_decimal(row.momentum)
        balance = f"<b>{signed(row.balance)}</b>"
    return (
        f'<td class="number not-small">{weight}</td><td class="number balance">{balance}</td>'
        f'<td class="number not-small">{momentum}</td>'
    )


def _paragraph(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(text)}</p>' if text else ""


def _meets(box: str, verb: str, milestones: Iterable[str]) -> str:
    return "".join(
        f'<p class="meets"><span class="box {box}"></span>'
        f"<span><b>{escape(verb)}</b> {escape(each)}</span></p>"
        for each in milestones
    )


def _sources(row: LedgerRow) -> str:
    told = "; ".join(map(_source, row.sources, row.source_urls))
    return f'<p class="source">{told}</p>' if told else ""


def _source(source: SourceRow, resting: str) -> str:
    parts = [
        f'<a href="{escape(source.url)}" rel="noreferrer">{escape(source.title or source.url)}</a>',
        escape(source.publisher),
        escape(date_words(parse(source.date), short=True)) if source.date else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f'{told} · <a class="nowrap" href="{escape(resting)}">{escape(_("what rests on it"))}</a>'
