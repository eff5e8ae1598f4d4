"""Keys: the names by which documents, areas, actors, recommendations and developments are known."""

from __future__ import annotations

import re
import unicodedata

KEY_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_KEY = re.compile(KEY_PATTERN)
_DIGITS = re.compile(r"(\d+)")
MADE_LENGTH = 60


def is_key(text: str) -> bool:
    """Whether ``text`` may be a key (``new`` may not: addresses use it)."""
    return bool(_KEY.fullmatch(text)) and text != "new"


def explain_key(text: str) -> str:
    """Say what a key must look like, naming the value found."""
    return (
        f"“{text}” cannot be a key: use 1 to 100 of the letters a-z and A-Z, digits, “.”, “_” and “-”, "
        "beginning with a letter or digit; “new” is taken."
    )


def natural_key(code: str) -> str:
    """Return a text that sorts codes naturally (R2 before R10): runs of digits padded to ten."""
    return _DIGITS.sub(lambda m: m.group().lstrip("0").zfill(10), code)


def made_key(prefix: str, title: str) -> str:
    """Make a key of `prefix` (the earliest day, or empty) and the title’s Latin letters, cut at a word."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    key = prefix
    for word in words:
        longer = f"{key}-{word}" if key else word
        if len(longer) > MADE_LENGTH and key:
            break
        key = longer[:MADE_LENGTH]
    return key if key and key != "new" else "item"
