"""Sentences whose figures lead to their rows, whichever page these stand on (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.progress.sentences import Part


@dataclass(frozen=True, slots=True)
class Linked:
    """Words of a sentence, and where they lead, if anywhere; a figure says how many rows of which kind."""

    words: str
    url: str = ""
    figure: str = ""
    value: int | None = None
    rows: str = ""


def linked(parts: Sequence[Part], url: Callable[[str], str], kind: Callable[[str], str]) -> list[Linked]:
    """Return the parts of a sentence with the address and the ``kind`` of each one's rows."""
    return [
        Linked(part.words, url(part.rows), part.rows, part.value, kind(part.rows))
        if part.rows
        else Linked(part.words)
        for part in parts
    ]
