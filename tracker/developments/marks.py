"""A link's mark as text, where a page has too many for a template of its own (pure)."""

from __future__ import annotations

from functools import lru_cache

#: From the middle of the sign's field to a triangle's base, so that it stands in the middle.
_BASE = {"major": "6.9", "moderate": "4.9", "minor": "3.5"}


@lru_cache(maxsize=64)
def sign(effect: str, strength: str, reported: bool, before: bool = False) -> str:
    """Return a link's mark beside words, as `components/svg/mark.html` draws it."""
    look = f"{effect}{' hollow' if reported else ''}{' before' if before else ''}"
    hollow = "-hollow" if reported else ""
    base = "" if effect == "context" else f' y="{"-" if effect == "sets-back" else ""}{_BASE[strength]}"'
    return (
        '<svg class="icon mark-icon" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">'
        f'<use class="mark {look}" href="#mark-{effect}-{strength}{hollow}"{base}/></svg>'
    )
