"""Every page and endpoint asks at most twelve queries, and as many of a large world as of a small one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.packages import Size
from tests.support import visits
from tests.support.people import ApiClient, client_of

pytestmark = pytest.mark.django_db
MOST = 12
SMALL = Size(recommendations=4, developments=20, links=40, areas=2, milestones=2)
LARGE = Size(recommendations=44, developments=220, links=600, areas=6, milestones=2)
ANOTHER = "as_of=2025-06-30&known_at=2026-01-01"
_COMPARE = "/documents/bench/compare/?from=2024-03-01&from_known_at=2025-01-01"
#: A file, not a page: it reads a whole document once, in twenty queries whatever its size.
KNOWN = {"/documents/bench/report.pdf"}
#: Where a small world has nothing of some sort, what would be read of it is not asked for.
LESS_WHERE_THERE_IS_LESS = {"/actors/actor-0/", f"/actors/actor-0/?{ANOTHER}"}


def _counts(size: Size) -> dict[str, int]:
    """Count the queries of everything, in a world of this size."""
    editor, places = visits.world(size)
    client, machine = client_of(editor), ApiClient(editor)
    asked: list[tuple[Client, str]] = []
    asked += [(client, path) for path in visits.addresses(places, visits.FIGURES, visits.OTHERS)]
    asked += [(client, _then(path)) for path in visits.addresses(places, visits.FIGURES)]
    asked += [(machine, path) for path in visits.addresses(places, visits.API)]
    return {_named(path, places): _queries(who, path) for who, path in asked}


def _then(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{ANOTHER}"


def _named(path: str, places: dict[str, str]) -> str:
    """Return an address without the numbers that differ from world to world."""
    names = {value: name for name, value in places.items()}
    return "/".join(names.get(part, part) for part in path.split("/"))


def _queries(client: Client, path: str) -> int:
    """Return how many queries a page asks; one that does not answer asks too many."""
    client.raise_request_exception = False
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        if response.streaming:
            b"".join(response)
    return len(queries) if response.status_code == HTTPStatus.OK else response.status_code


@pytest.fixture(scope="module")
def counts(django_db_setup: None, django_db_blocker: Any) -> dict[str, tuple[int, int]]:
    """How many queries each address asks of the small world and of the large one."""
    found = []
    with django_db_blocker.unblock(), mock.patch("tracker.reports.pdf.render", return_value=b"%PDF"):
        for size in (SMALL, SMALL, LARGE):  # the first time fills what a process keeps
            with transaction.atomic():
                found.append(_counts(size))
                transaction.set_rollback(True)
    _, small, large = found
    return {path: (small[path], large[path]) for path in small}


def test_every_page_of_the_product_is_visited() -> None:
    assert visits.missing() == set()


def test_no_page_asks_more_than_twelve_queries(counts: dict[str, tuple[int, int]]) -> None:
    over = {path: asked for path, asked in counts.items() if max(asked) > MOST and path not in KNOWN}
    assert over == {}


def test_no_page_asks_more_queries_of_a_larger_world(counts: dict[str, tuple[int, int]]) -> None:
    more = {
        path: asked
        for path, asked in counts.items()
        if asked[1] > asked[0] and path not in KNOWN | LESS_WHERE_THERE_IS_LESS
    }
    assert more == {}
