"""The few signs that the interface itself needs; evidence has its own shapes (see the pictures).

Ours are drawn here on a 16 by 16 field; any other name is looked up among lucide's icons.
"""

from __future__ import annotations

from functools import cache

import lucide
from django.utils.safestring import SafeString, mark_safe

_OWN = {
    # A filled disc with an exclamation mark.
    "error": '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
    '<path d="M8,4V9M8,11V12.2" stroke="var(--paper)" stroke-width="1.8"/>',
    # A filled disc with a tick.
    "ok": '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
    '<path d="M4.6,8.2L7.1,11L11.6,5.6" fill="none" stroke="var(--paper)" stroke-width="1.8"/>',
}


@cache
def icon(name: str, size: int = 16) -> SafeString:
    """Return an icon as SVG, hidden from assistive technology: words stand beside it."""
    if name in _OWN:
        return _svg(_OWN[name], size, size, "0 0 16 16")
    drawn = lucide._render_icon(name, size, aria_hidden="true", focusable="false", **{"class": "icon"})
    return mark_safe(drawn)  # noqa: S308 - from an installed package, by a name that templates give


def _svg(inner: str, width: int, height: int, box: str) -> SafeString:
    size = f'width="{width}" height="{height}" viewBox="{box}"'
    head = f'<svg class="icon" {size} aria-hidden="true" focusable="false">'
    return mark_safe(f"{head}{inner}</svg>")  # noqa: S308 - constants of this module
