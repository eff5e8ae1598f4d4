"""Numbers for sources, in the order in which they are first cited (pure but for the model it names)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.core.dates import DateError, parse
from tracker.core.words import date_words, day_words
from tracker.reports.parts import Reference


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of a publication; ``identity`` tells one from another."""

    identity: str
    url: str
    title: str
    publisher: str = ""
    date: str = ""
    read_on: dt.date | None = None
    archived_url: str = ""


@dataclass
class Numbering:
    """Gives each source its number when it is first cited."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _sources: list[SourceFacts] = field(default_factory=list)

    def cite(self, sources: Iterable[SourceFacts]) -> tuple[int, ...]:
        """Return the numbers of some sources, in ascending order, each once."""
        return tuple(sorted({self._number(source) for source in sources}))

    def references(self) -> tuple[Reference, ...]:
        """Return every source cited so far, in the order of its number."""
        return tuple(_reference(number, source) for number, source in enumerate(self._sources, 1))

    def _number(self, source: SourceFacts) -> int:
        if source.identity not in self._numbers:
            self._sources.append(source)
            self._numbers[source.identity] = len(self._sources)
        return self._numbers[source.identity]


def _reference(number: int, source: SourceFacts) -> Reference:
    return Reference(
        number=number,
        title=source.title,
        publisher=source.publisher,
        date=edtf_words(source.date),
        url=source.url,
        read=day_words(source.read_on) if source.read_on else "",
        archived_url=source.archived_url,
    )


def edtf_words(text: str) -> str:
    """Return an EDTF date in words; as it stands where it cannot be read."""
    if not text:
        return ""
    try:
        return date_words(parse(text))
    except DateError:
        return text
