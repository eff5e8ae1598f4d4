"""A document of 1,000 recommendations and 300,000 links, some recommendations having 10,000.

What defines it (areas, recommendations, milestones, assessments) comes by the product's own load of a
package; further developments and links come by COPY, under the product's triggers, so that a history of
years of publishing and correcting stands there in seconds. Then the flags are opened by a scan.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from tests.bench import packages
from tracker.documents.package.files import read_path
from tracker.documents.package.load import load_files
from tracker.documents.package.problems import Errors

KEY = "bench"
LARGE, MIDDLE = "r00000", "r00010"
_BEGAN = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
_LAST = dt.date(2026, 6, 30)


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    recommendations: int = 1_000
    developments: int = 60_000
    links: int = 300_000
    #: So many recommendations have so many links each; one has about 300, the rest share the others.
    large: int = 10
    links_of_large: int = 10_000
    seed: int = 1


def make(size: Size) -> None:
    """Write it into Django's database."""
    with tempfile.TemporaryDirectory() as folder:
        small = packages.Size(recommendations=size.recommendations, developments=1_000, links=1_000)
        errors = Errors()
        load_files(None, read_path(packages.write(Path(folder) / "package", small, KEY), errors), errors)
    chance = random.Random(size.seed)
    _developments(chance, size)
    _links(chance, size)
    call_command("scan_stalls", stdout=io.StringIO(), stderr=io.StringIO())


def vacuum() -> None:
    """Let PostgreSQL know which pages everybody sees, as its own vacuum does on a quiet table."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _copy(table: str, columns: str, lines: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO("".join(lines)))


def _developments(chance: random.Random, size: Size) -> None:
    """Add developments up to the number asked; each rests on one of the package's sources."""
    span = (_LAST - packages.PUBLISHED).days

    def lines() -> Iterator[str]:
        for number in range(1_000, size.developments):
            day = packages.PUBLISHED + dt.timedelta(days=chance.randrange(-200, span))
            told = f"more{number:06}\t{packages.text(chance, 9)}\t{packages.text(chance, 30)}"
            moment = _published(chance, day)
            yield f"{told}\tother\tconfirmed\tpublished\t{day}\t{day}\t{day}\t{moment}\t\t1\n"

    columns = "key, title, summary, kind, standing, state, date, earliest, latest, published_at"
    _copy("developments_development", f"{columns}, retract_reason, version", lines())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_document SET tracking_began_at = %s", [_BEGAN])
        cursor.execute(
            "INSERT INTO developments_developmentsource (development_id, source_id, position)"
            " SELECT d.id, (SELECT min(id) FROM documents_source) + d.id % 1000, 0"
            " FROM developments_development d WHERE d.key LIKE 'more%'"
        )


def _published(chance: random.Random, day: dt.date) -> dt.datetime:
    soon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC) + dt.timedelta(days=chance.randrange(1, 20))
    return max(soon, _BEGAN + dt.timedelta(minutes=chance.randrange(1, 9_999)))


def _pairs(chance: random.Random, size: Size) -> Iterator[tuple[int, int]]:
    """Yield (development, recommendation), in the order in which developments happened to be logged."""
    recommendations = [row[0] for row in _rows("SELECT id FROM documents_recommendation ORDER BY key")]
    developments = range(1_000, size.developments)
    rest = size.links - 1_000 - size.large * size.links_of_large
    each = rest // (len(recommendations) - size.large)
    found = []
    for place, recommendation in enumerate(recommendations):
        count = size.links_of_large if place < size.large else 300 if place == size.large else each
        found += [(development, recommendation) for development in chance.sample(developments, count)]
    return iter(sorted(found))


def _links(chance: random.Random, size: Size) -> None:
    """Add links; of twenty, one was retracted, and its successor stands beside it."""
    found = _rows(
        "SELECT id, latest, published_at FROM developments_development WHERE key LIKE 'more%' ORDER BY key"
    )
    next_id = _rows("SELECT max(id) FROM developments_link")[0][0] + 1

    def line(identity: int, told: str, published: dt.datetime, retracted: str, succeeds: str) -> str:
        weight, looked = chance.choices((1, 2, 4), (5, 3, 1))[0], "t" if chance.random() < 0.2 else "f"
        return f"{identity}\t{told}\t{weight}\t{published}\t{retracted}\t{looked}\t{succeeds}\n"

    def lines() -> Iterator[str]:
        identity = next_id
        for development, recommendation in _pairs(chance, size):
            pk, day, moment = found[development - 1_000]
            effect = chance.choices((1, -1, 0), (5, 2, 3))[0]
            attribution = chance.choice(("attributed", "convergent", "unknown"))
            standing = "reported" if chance.random() < 0.03 else "confirmed"
            why = packages.text(chance, 15)
            told = f"{pk}\t{recommendation}\t{effect}\t{attribution}\t{standing}\t{why}\t{day}\t{day}\t"
            if chance.random() < 0.05:
                later = moment + dt.timedelta(days=chance.randrange(1, 100))
                yield line(identity, told, moment, str(later), r"\N")
                yield line(identity + 1, told, later, r"\N", str(identity))
                identity += 2
            else:
                yield line(identity, told, moment, r"\N", r"\N")
                identity += 1

    columns = (
        "id, development_id, recommendation_id, effect, attribution, standing, rationale, earliest, latest"
    )
    more = "reason, weight, published_at, retracted_at, looked, succeeds_id"
    _copy("developments_link", f"{columns}, {more}", lines())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('developments_link', 'id'), max(id)) FROM developments_link"
        )
