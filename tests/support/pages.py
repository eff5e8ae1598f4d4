"""Every address of the product, read from the URLconf, and what each page must not hold."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(
    resolver: Any = None, prefix: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Yield (name, route) of every address that the product serves."""
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from patterns(each, route, inner)
        elif isinstance(each, URLPattern):
            yield ":".join((*spaces, each.name or "")), route


class Inline(HTMLParser):
    """Collects what a strict content security policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note inline styles, inline scripts and handlers in attributes."""
        given = dict(attrs)
        data = given.get("type") in ("application/json", "application/ld+json", "speculationrules")
        if tag == "style" or (tag == "script" and not given.get("src") and not data):
            self.found.append(self.get_starttag_text() or tag)
        for name, value in attrs:
            script_address = (value or "").strip().lower().startswith("javascript:")
            if name == "style" or name.startswith("on") or script_address:
                self.found.append(f"{tag} {name}={value}")


def inline(html: str) -> list[str]:
    """Return everything inline in a page."""
    parser = Inline()
    parser.feed(html)
    return parser.found
