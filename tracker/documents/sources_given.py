"""A source as somebody gave it (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.documents.addresses import canonical_url


@dataclass(frozen=True, slots=True)
class GivenSource:
    """A source as given; ``date`` is EDTF. Its canonical address is found where it is not handed in."""

    url: str
    title: str
    publisher: str = ""
    date: str = ""
    canonical: str = ""

    def __post_init__(self) -> None:
        if not self.canonical:
            object.__setattr__(self, "canonical", canonical_url(self.url))
