"""The Stalled page where nothing is stalled, and where much is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.people import client_of, person
from tests.support.worlds import WDocument, World, WRecommendation, save
from tracker.core import clock
from tracker.stalls import services

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed_at(NOON):
        yield


def _signed_in(role: str = "analyst") -> Client:
    return client_of(person(role))


def test_nothing_stalled_says_what_is_next() -> None:
    recommendation = WRecommendation("r1", "R1", "defence")
    save(World([WDocument("doc", dt.date(2026, 11, 1), [recommendation])]))
    services.scan()
    text = _signed_in().get("/stalled/").content.decode()
    assert "No recommendation is stalled." in text
    assert "If nothing is logged, R1 is next, on 30 April 2027." in text


@pytest.mark.parametrize("address", ["/stalled/", "/stalled/?as_of=2024-03-01", "/stalled/?state=resolved"])
def test_the_number_of_queries_does_not_grow_with_the_rows(address: str) -> None:
    def world(prefix: str, count: int) -> World:
        rows = [WRecommendation(f"r{n}", f"R{n}", f"{prefix}{n}") for n in range(count)]
        return World([WDocument(prefix, dt.date(2022, 1, 1), rows)])

    client = _signed_in("editor")
    save(world("a", 2))
    services.scan()
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    save(world("b", 9))
    services.scan()
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 12, [query["sql"][:90] for query in few.captured_queries]
