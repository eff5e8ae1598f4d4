"""What a package says, as it is read: definitions here, the other rooms' parts beside (pure)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tracker.documents.package.fields import Fields
from tracker.documents.package.files import DOCUMENT, Files
from tracker.documents.package.problems import Errors, PackageError, Told
from tracker.documents.sources_given import GivenSource

Said = dict[str, Any]


def said_hash(said: Said) -> str:
    """Return the SHA-256 of a row's canonical form."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def texts_hash(*texts: str) -> str:
    """Return the SHA-256 of a row that is a few texts (developments and links, of which there are many)."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()


def without_empty(said: Said) -> Said:
    """Return what was said, leaving out what was not."""
    return {name: value for name, value in said.items() if value not in ("", None, [], {})}


@dataclass(slots=True)
class Row:
    """One row of a package: its canonical form, and the line it stands on."""

    key: str
    said: Said
    line: int = 0

    @property
    def sha256(self) -> str:
        """The hash of what is said."""
        return said_hash(self.said)


@dataclass(slots=True)
class RecommendationSaid:
    """A recommendation with what stands below it; ``fields`` lets other rooms read theirs."""

    row: Row
    fields: Fields
    milestones: dict[str, Row] = field(default_factory=dict)
    responses: list[Row] = field(default_factory=list)


@dataclass
class Reading:
    """A package as far as it has been read; ``latest_today`` is the day where it begins first."""

    files: Files
    latest_today: dt.date
    errors: Errors = field(default_factory=Errors)
    told: list[Told] = field(default_factory=list)
    document: Row | None = None
    actors: dict[str, Row] = field(default_factory=dict)
    areas: dict[str, Row] = field(default_factory=dict)
    recommendations: dict[str, RecommendationSaid] = field(default_factory=dict)
    #: The line on which each code stands first.
    codes: dict[str, int] = field(default_factory=dict)
    sources: dict[str, GivenSource] = field(default_factory=dict)
    #: What the other rooms' parts read, by their names.
    parts: dict[str, Any] = field(default_factory=dict)
    #: References to recommendations of other documents: (document, recommendation) to where they stand.
    elsewhere: dict[tuple[str, str], list[PackageError]] = field(default_factory=dict)

    @property
    def the_document(self) -> Row:
        """Return the document's row, which a package without errors has."""
        if self.document is None:
            raise LookupError("the package names no document")
        return self.document

    def give_source(self, source: GivenSource) -> str:
        """Note a source and return its canonical address; the first title stands, a different one is told."""
        first = self.sources.setdefault(source.canonical, source)
        if first is not source:
            for name in ("title", "publisher", "date"):
                stands, given = getattr(first, name), getattr(source, name)
                if given and given != stands:
                    self.told.append(
                        Told("source", source.url, f"{name} stands as “{stands}”, not “{given}”")
                    )
        return source.canonical

    def milestone_keys(self, recommendation: str) -> dict[str, Row]:
        """Return a recommendation's milestones by key; empty where it is unknown."""
        found = self.recommendations.get(recommendation)
        return found.milestones if found else {}

    def each_recommendation(self) -> Iterator[RecommendationSaid]:
        """Yield the recommendations in the order of the file."""
        yield from self.recommendations.values()

    def note(self, line: int, name: str, found: Any, message: str) -> None:
        """Note an error in document.yaml."""
        self.errors.add(DOCUMENT, line, name, found, message)
