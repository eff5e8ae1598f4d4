"""What a development moved, a line a link, written as text: a hundred rows have many of them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tracker.dashboard.did import LinkLine
from tracker.developments.marks import sign

register = template.Library()


@register.simple_tag
def link_lines(lines: Iterable[LinkLine]) -> SafeString:
    """``{% link_lines row.lines %}``: each link with its mark, the recommendation's code, and words."""
    return mark_safe("".join(map(_line, lines)))  # noqa: S308 - every text is escaped below


def _line(line: LinkLine) -> str:
    link = line.link
    return (
        f'<li data-row="link">{sign(line.effect, line.strength, link.reported, link.background)}'
        f'<a href="{escape(line.url)}" title="{escape(link.title)}"><b>{escape(link.code)}</b></a>'
        f"<span>{escape(line.words)}</span></li>"
    )
