"""How quickly a package loads, against COPY of the same rows.

The yardstick is PostgreSQL itself: the very rows that the load wrote, copied out of one database
and timed as COPY brings them, table after table in one transaction, into another migrated one,
with the product's indices, constraints and history triggers. What the load does besides (reading
and checking the files, comparing with what stands) is what the ratio shows.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
from django.db import connection

from tests.bench import packages
from tests.support import databases
from tracker.documents.package.files import read_path
from tracker.documents.package.load import load_files
from tracker.documents.package.problems import Errors

#: In the order in which rows depend on each other.
TABLES = (
    "documents_document",
    "documents_actor",
    "documents_area",
    "documents_source",
    "documents_recommendation",
    "documents_recommendationaddressee",
    "documents_dependency",
    "documents_relatedrecommendation",
    "documents_passage",
    "documents_milestone",
    "documents_milestonepromise",
    "documents_duemove",
    "documents_response",
    "developments_development",
    "developments_developmentactor",
    "developments_developmentsource",
    "developments_link",
    "developments_meeting",
    "developments_check",
    # What a published assessment cites and names is written before it (a trigger holds it).
    "progress_citation",
    "progress_settlement",
    "progress_assessment",
    "documents_packagerow",
    "documents_packageload",
)


@dataclass
class Stopwatch:
    """Seconds by name."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        """Time what is done within."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - begun


@contextmanager
def point_django_at(name: str) -> Iterator[None]:
    """Have the product use a database."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def bench(size: packages.Size) -> Iterator[str]:
    """Load a package, copy its rows, load it again; yield what there is to say."""
    watch = Stopwatch()
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.cloned() as loaded,
        databases.cloned() as copied,
        point_django_at(loaded),
    ):
        path = packages.write(Path(folder) / "package", size)
        megabytes = sum(file.stat().st_size for file in path.iterdir()) / 2**20
        with watch.time("load"):
            _load(path)
        rows = _copy(loaded, copied, watch)
        with watch.time("again"):
            _load(path)
    load, copy, again = (watch.seconds[name] for name in ("load", "copy", "again"))
    yield (
        f"{size.recommendations:,} recommendations, {size.developments:,} developments, {size.links:,} links "
        f"({megabytes:.0f} MB): {rows:,} rows"
    )
    yield f"  load             {load:7.2f} s  {rows / load:10,.0f} rows/s"
    yield f"  COPY             {copy:7.2f} s  {rows / copy:10,.0f} rows/s   (same rows, indices and triggers)"
    yield f"  load : COPY      {load / copy:7.2f} x"
    yield f"  load again       {again:7.2f} s  (nothing changed)"


def _load(path: Path) -> None:
    errors = Errors()
    load_files(None, read_path(path, errors), errors)


def _copy(loaded: str, copied: str, watch: Stopwatch) -> int:
    """Copy every row of the load out, then in with one clock running; return their number."""
    contents: dict[str, io.BytesIO] = {}
    rows = 0
    with psycopg2.connect(databases.url_of(loaded)) as source, source.cursor() as cursor:
        for table in TABLES:
            contents[table] = io.BytesIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", contents[table])
            rows += cursor.rowcount
            contents[table].seek(0)
    source.close()
    target = psycopg2.connect(databases.url_of(copied))
    with watch.time("copy"), target, target.cursor() as cursor:
        for table in TABLES:
            cursor.copy_expert(f"COPY {table} FROM STDIN", contents[table])
    target.close()
    return rows
