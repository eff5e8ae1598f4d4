"""The parts of a picture that come by the thousand, written as text: a template node each would be slow."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tracker.core.links import changed_query
from tracker.progress.pictures.crowded import QuarterBar
from tracker.progress.pictures.evidence import Block, WeightBar
from tracker.progress.pictures.shapes import Lane, Mark
from tracker.progress.pictures.sparkline import Sparkline

register = template.Library()

#: From a mark's base to the middle of its hit area, and to the words beside it.
_MIDDLE = {"advances": -5, "sets-back": 5, "context": 0}
_WORDS = {"advances": 0, "sets-back": 9, "context": 5}


@register.simple_tag
def lane_marks(lane: Lane) -> SafeString:
    """``{% lane_marks lane %}``: every mark as a link; the first alone is a tab stop."""
    scale = f' transform="scale({lane.size.scale:g})"' if lane.size.scale != 1 else ""
    marks = (_mark(mark, scale, 0 if place == 0 else -1) for place, mark in enumerate(lane.marks))
    return mark_safe("".join(marks))  # noqa: S308 - every text is escaped in _mark


@register.simple_tag
def evidence_blocks(blocks: Iterable[Block]) -> SafeString:
    """``{% evidence_blocks bar.blocks %}``: a block a link."""
    rects = (
        f'<rect class="{each.side}" x="{each.x:g}" y="2" width="{each.width:g}" height="12">'
        f"{f'<title>{escape(each.title)}</title>' if each.title else ''}</rect>"
        for each in blocks
    )
    return mark_safe("".join(rects))  # noqa: S308 - titles are escaped, all else is numbers


@register.simple_tag(takes_context=True)
def quarter_marks(context: Context, quarters: Iterable[QuarterBar]) -> SafeString:
    """``{% quarter_marks quarters %}``: every quarter as a link to its own days; the first is a tab stop."""
    query = context["request"].GET
    bars = (
        _quarter(
            each,
            changed_query(query, {"since": each.since.isoformat(), "until": each.until.isoformat()}),
            0 if place == 0 else -1,
        )
        for place, each in enumerate(quarters)
    )
    return mark_safe("".join(bars))  # noqa: S308 - every text is escaped in _quarter


def _quarter(bar: QuarterBar, address: str, tab: int) -> str:
    pieces = "".join(
        f'<rect class="quarter {each.effect}{" before" if each.before else ""}{" dim" if each.dim else ""}" '
        f'x="{bar.x:g}%" y="{each.y:g}" width="{bar.width:g}%" height="{each.height:g}"/>'
        for each in bar.pieces
    )
    return (
        f'<a class="mark-link" href="{escape(address)}#picture" tabindex="{tab}" '
        f'aria-label="{escape(bar.label)}" data-x="{bar.middle:g}" data-developments="">'
        f'<rect class="hit" x="{bar.x:g}%" y="16" width="{bar.width:g}%" height="92"/>{pieces}</a>'
    )


@register.simple_tag
def weight_bar(bar: WeightBar) -> SafeString:
    """``{% weight_bar bar %}``: a path a side; the counts stand beneath in words."""
    scale = bar.scale
    sides = "".join(
        f'<path class="{side}" d="{path}"/>'
        for side, path in (("setback", bar.setbacks), ("advance", bar.advances))
        if path
    )
    return mark_safe(  # noqa: S308 - numbers alone
        f'<svg class="evidence-bar" width="{scale.width:g}" height="16" aria-hidden="true">{sides}'
        f'<path class="centre" d="M{scale.centre:g} -1v18"/></svg>'
    )


@register.simple_tag
def spark_line(spark: Sparkline) -> SafeString:
    """``{% spark_line spark %}``: momentum since publication; the figure stands beside it.

    The area is drawn whole and seen through two windows, above zero and below.
    """
    zero = spark.zero
    above = f'<svg class="above" height="{zero}"><path d="{spark.area}"/></svg>' if spark.above else ""
    below = (
        f'<svg class="below" y="{zero}" viewBox="0 {zero} 48 52" width="48" height="52">'
        f'<path d="{spark.area}"/></svg>'
        if spark.below
        else ""
    )
    return mark_safe(  # noqa: S308 - numbers alone
        '<svg class="sparkline" width="96" height="26" viewBox="0 0 48 52" preserveAspectRatio="none" '
        f'aria-hidden="true">{above}{below}<path class="zero" d="M0 {zero}h46"/>'
        f'<path class="line" d="{spark.path}"/>'
        f'<ellipse class="today {spark.sign}" cx="46" cy="{spark.end}" rx="1.2" ry="4.8"/></svg>'
    )


def _mark(mark: Mark, scale: str, tab: int) -> str:
    look = f"{mark.effect}{' hollow' if mark.hollow else ''}{' before' if mark.before else ''}"
    words = ("?" if mark.uncertain else "") + (f"×{mark.count}" if mark.count > 1 else "")
    beside = f'<text class="mark-words" x="9" y="{_WORDS[mark.effect]}">{words}</text>' if words else ""
    return (
        f'<a class="mark-link{" dim" if mark.dim else ""}" href="{escape(mark.href)}" tabindex="{tab}" '
        f'aria-label="{escape(mark.label)}" data-x="{mark.x:g}" '
        f'data-developments="{escape(" ".join(mark.developments))}"><svg x="{mark.x:g}%" y="{mark.y:g}">'
        f'<circle class="hit" cy="{_MIDDLE[mark.effect]}" r="12"/>'
        f'<use class="mark {look}" href="#mark-{mark.glyph}"{scale}/>{beside}</svg></a>'
    )
