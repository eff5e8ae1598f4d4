"""How quickly pages answer at 1,000 recommendations and 300,000 links, against the least they could take.

    make bench ARGS=pages          or, for times alone and quicker, BENCH_BROWSER=0 make bench ARGS=pages

The yardstick of a page is the sum of two things, timed in the same run, in turn with the page: its own
queries run bare through psycopg2, and a signed-in Django page of one template (`tests/bench/bare.py`).
Everything runs in this process, without a network; each figure is the median of many. Tables are
vacuumed and analysed first, as PostgreSQL's own vacuum leaves them. What a browser fetches, and how
quickly a picture answers a pointer, is measured in Chromium against the real web process.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg2
import psycopg2.extras
from django.db import connection

from tests.bench import bare, world
from tests.bench.bare import seconds
from tests.support import databases
from tests.support.environment import PLACES
from tests.support.people import person
from tracker.accounts.roles import Role
from tracker.local import steps

#: Each page is asked for so often, or as often as fits in so many seconds, but three times at least.
ROUNDS, SECONDS = 15, 6.0
OVERVIEW = f"/documents/{world.KEY}/"
RECOMMENDATION = f"{OVERVIEW}recommendations/"
ANOTHER = "as_of=2024-06-30&known_at=2025-03-01"


@dataclass(frozen=True)
class Page:
    """An address, and at how many times its yardstick it may answer (0: no limit is set)."""

    name: str
    address: str
    limit: float = 3


PAGES = (
    Page("empty page", "/empty/", 4),
    Page("overview", OVERVIEW),
    Page("overview, an area open", f"{OVERVIEW}?open=area-0"),
    Page("overview, another day", f"{OVERVIEW}?{ANOTHER}"),
    Page("recommendation, 10,000 links", f"{RECOMMENDATION}{world.LARGE}/"),
    Page("recommendation, 300 links", f"{RECOMMENDATION}{world.MIDDLE}/"),
    Page("recommendation, another day", f"{RECOMMENDATION}{world.LARGE}/?{ANOTHER}"),
    Page("developments", "/developments/", 0),
    Page("stalled", "/stalled/", 0),
    Page("API: progress", f"/api/v1/documents/{world.KEY}/progress/", 0),
    Page("API: developments", "/api/v1/developments/", 0),
)


#: What a browser looks at.
SEEN = tuple(
    page for page in PAGES if page.name in ("overview", "overview, an area open") or "links" in page.name
)


@dataclass(frozen=True)
class Statement:
    """A query as Django sent it."""

    sql: str
    parameters: Any


class Bare:
    """The same queries through psycopg2 alone, on a connection of its own."""

    def __init__(self) -> None:
        given = connection.get_connection_params()
        given.pop("cursor_factory", None)
        given.pop("context", None)
        self.connection = psycopg2.connect(**given)
        self.connection.autocommit = True
        # As Django has it: JSON is left as text.
        psycopg2.extras.register_default_jsonb(self.connection, loads=lambda text: text)
        psycopg2.extras.register_default_json(self.connection, loads=lambda text: text)

    def run(self, statements: list[Statement]) -> None:
        """Run them one after another and fetch everything."""
        with self.connection.cursor() as cursor:
            for each in statements:
                cursor.execute(each.sql, each.parameters)
                if cursor.description:
                    cursor.fetchall()


def statements_of(site: bare.Site, address: str) -> tuple[list[Statement], bytes]:
    """Return the queries that a page makes, session and person included, and the page."""
    found: list[Statement] = []

    def keep(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        found.append(Statement(sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(keep):
        page = site.get(address)
    return found, page


@dataclass(frozen=True)
class Timing:
    """Seconds of a page, of its queries alone, and of the bare page."""

    page: float
    queries: float
    bare: float
    count: int
    size: int

    @property
    def ratio(self) -> float:
        """Return the page's time as a multiple of its yardstick."""
        return self.page / (self.queries + self.bare)


def time_page(site: bare.Site, plain: Bare, page: Page, rounds: int = ROUNDS) -> Timing:
    """Time a page, its queries and the bare page in turn."""
    site.get(page.address)
    statements, body = statements_of(site, page.address)
    plain.run(statements)
    site.bare()
    took: list[tuple[float, float, float]] = []
    until = time.monotonic() + SECONDS
    while len(took) < rounds and (time.monotonic() < until or len(took) < 3):
        took.append(
            (
                seconds(lambda: site.get(page.address)),
                seconds(lambda: plain.run(statements)),
                statistics.median(seconds(site.bare) for _each in range(3)),
            )
        )
    whole, queries, least = (statistics.median(column) for column in zip(*took, strict=True))
    return Timing(whole, queries, least, len(statements), len(body))


def _line(page: Page, timing: Timing) -> str:
    """Say it; an empty page is held to the bare page alone, as nothing of its own is asked of it."""
    ratio = timing.page / timing.bare if page.address == "/empty/" else timing.ratio
    limit = f"of {page.limit:.0f}" if page.limit else ""
    return (
        f"  {page.name:30} {timing.page * 1000:8.1f} ms  {timing.count:3} queries bare "
        f"{timing.queries * 1000:7.1f} ms + bare page {timing.bare * 1000:4.2f} ms: {ratio:5.2f} x {limit:5} "
        f"{timing.size / 1000:7.1f} kB"
    )


def bench() -> Iterator[str]:
    """Build the document, time its pages, then look at them with a browser."""
    steps.build_assets(PLACES, os.environ)
    size = world.Size()
    with databases.cloned() as name:
        before = connection.settings_dict["NAME"]
        databases.point_django_at(name)
        try:
            took = seconds(lambda: world.make(size))
            cleaned = seconds(world.vacuum)
            yield (
                f"{size.recommendations:,} recommendations, {size.developments:,} developments, "
                f"{size.links:,} links (made in {took:.0f} s, partly by COPY; "
                f"then VACUUM ANALYZE, {cleaned:.0f} s)"
            )
            session = bare.sign_in(person(Role.EDITOR))
            yield from _timings(bare.Site(session))
            if os.environ.get("BENCH_BROWSER") != "0":
                from tests.bench import browsing

                yield from browsing.bench(name, session)
        finally:
            databases.point_django_at(before)


def _timings(site: bare.Site) -> Iterator[str]:
    plain = Bare()
    for page in PAGES:
        yield _line(page, time_page(site, plain, page))
    plain.connection.close()
