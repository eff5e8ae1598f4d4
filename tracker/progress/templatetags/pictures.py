"""The parts of a picture that come by the thousand, written as text: a template node each would be slow."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tracker.progress.pictures.evidence import Block
from tracker.progress.pictures.shapes import Lane, Mark

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
