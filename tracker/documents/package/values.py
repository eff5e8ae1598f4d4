"""Judge single values of a package, whichever file they stand in (pure).

Each function returns the value as it is kept, or raises ``ValueError`` with what would be right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from tracker.core.dates import EdtfDate, parse
from tracker.core.keys import explain_key, is_key
from tracker.documents.addresses import canonical_url

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?")
MAX_EDTF = 40


def clean(text: str) -> str:
    """Return stored text as packages write it: LF, no control characters, no blanks at its ends."""
    if not text.isprintable():
        text = _CONTROL.sub("", _LINE_ENDS.sub("\n", text))
    return text.strip()


def text(value: str, longest: int | None = None) -> str:
    """Return text without blanks at its ends."""
    if not value.isprintable() and (found := _CONTROL.search(value)):
        raise ValueError(f"It holds the control character U+{ord(found[0]):04X}; leave it out.")
    value = value.strip()
    if longest is not None and len(value) > longest:
        raise ValueError(f"It has {len(value):,} characters; {longest:,} is the most.")
    return value


def line(value: str, longest: int = 500) -> str:
    """Return text that stands on one line."""
    value = text(value, longest)
    if "\n" in value:
        raise ValueError("It runs over several lines; write it on one.")
    return value


def key(value: str) -> str:
    """Return a key."""
    if not is_key(value):
        raise ValueError(explain_key(value if len(value) <= 120 else f"{value[:119]}…"))
    return value


def day(value: str) -> str:
    """Return a day, as ISO text."""
    try:
        if len(value) != 10:
            raise ValueError
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("It is not a day; write it as 2024-03-01.") from None


def edtf(value: str) -> EdtfDate:
    """Return a date in EDTF."""
    if len(value) > MAX_EDTF:
        raise ValueError(f"A date has {MAX_EDTF} characters at most.")
    return parse(value)


def number(value: str, least: int, most: int) -> int:
    """Return a whole number within limits."""
    if not re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) or not least <= int(value) <= most:
        raise ValueError(f"It is no whole number from {least:,} to {most:,}.")
    return int(value)


def address(value: str) -> str:
    """Return a web address; its form alone is judged."""
    canonical_url(value)
    return value


def choice(value: str, known: Iterable[str]) -> str:
    """Return one of the known words."""
    words = list(known)
    if value not in words:
        raise ValueError(f"It is none of {', '.join(words[:-1])} and {words[-1]}.")
    return value


def several(value: str) -> Iterator[str]:
    """Yield the parts of a table's cell that holds several, `;` between them."""
    return (part.strip() for part in value.split(";") if part.strip())
