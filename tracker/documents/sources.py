"""Find or add sources: the canonical address is unique, and the first title stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from tracker.documents.addresses import AddressError, canonical_url
from tracker.documents.sources_given import GivenSource

__all__ = ["AddressError", "Difference", "Ensured", "GivenSource", "canonical_url", "ensure"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A source that stands otherwise than it was given: a page or command tells it."""

    url: str
    field: str
    stands: str
    given: str


@dataclass
class Ensured:
    """The sources' ids, in the order given, and what is to be told."""

    ids: list[int] = field(default_factory=list)
    added: set[int] = field(default_factory=set)
    told: list[Difference] = field(default_factory=list)


_ADD = """
INSERT INTO documents_source (url, canonical_url, title, publisher, date, archived_url)
SELECT *, '' FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (canonical_url) DO NOTHING RETURNING id
"""
_FIND = "SELECT canonical_url, id, title, publisher, date FROM documents_source WHERE canonical_url = ANY(%s)"


def ensure(given: Sequence[GivenSource]) -> Ensured:
    """Return an id for each source given, adding those that are missing (two queries, any number).

    Raises ``AddressError`` for an address that cannot be used; callers check addresses before.
    Addresses are added in order, so that two transactions adding the same ones cannot deadlock.
    """
    canonical = [source.canonical for source in given]
    firsts: dict[str, GivenSource] = {}
    for address, source in zip(canonical, given, strict=True):
        firsts.setdefault(address, source)
    if not firsts:
        return Ensured()
    ordered = sorted(firsts)
    with connection.cursor() as cursor:
        cursor.execute(_ADD, _columns((address, firsts[address]) for address in ordered))
        added = {row[0] for row in cursor.fetchall()}
        cursor.execute(_FIND, [ordered])
        standing = {row[0]: row[1:] for row in cursor.fetchall()}
    ensured = Ensured(added=added)
    for address, source in zip(canonical, given, strict=True):
        source_id, *stands = standing[address]
        ensured.ids.append(source_id)
        ensured.told += _differences(source, stands)
    return ensured


def _columns(rows: Iterable[tuple[str, GivenSource]]) -> list[list[str]]:
    columns: list[list[str]] = [[], [], [], [], []]
    for address, source in rows:
        for column, value in zip(
            columns, (source.url, address, source.title, source.publisher, source.date), strict=True
        ):
            column.append(value)
    return columns


def _differences(source: GivenSource, stands: Sequence[str]) -> list[Difference]:
    """Tell a title, publisher or date that differs; what was not given says nothing."""
    fields = ("title", "publisher", "date")
    return [
        Difference(source.url, name, standing, getattr(source, name))
        for name, standing in zip(fields, stands, strict=True)
        if getattr(source, name) and getattr(source, name) != standing
    ]
