"""Pages over parts of documents say which of these documents nobody watches, today only."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.dashboard.helpers import many, page, queries_of, text
from tests.support.worlds import World, save
from tracker.developments.models import Check
from tracker.documents.models import Actor, Recommendation, RecommendationAddressee, Response, Source

pytestmark = pytest.mark.usefixtures("today")
NOBODY = "Nobody has looked since"


@pytest.fixture
def two(db: None) -> None:
    """Two documents that share areas; of the first somebody looked lately, outside the area asked for."""
    save(World([many(4, "first"), many(4, "second")]))
    actor = Actor.objects.create(key="seoul", name="Seoul")
    for asked in Recommendation.objects.filter(code="R1"):
        RecommendationAddressee.objects.create(recommendation=asked, actor=actor)


def settle_none() -> None:
    from tracker.progress.models import Assessment

    Assessment.objects.update(retracted_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))


def test_an_areas_and_an_actors_page_say_which_documents_nobody_watches(two: None, reader: Client) -> None:
    settle_none()
    Check.objects.all().update(on=dt.date(2026, 10, 1))
    Check.objects.filter(recommendation__key="first-2").update(on=dt.date(2026, 11, 20))
    for path in ("/areas/area-1/", "/actors/seoul/"):
        said = text(page(reader, path))
        assert said.count(NOBODY) == 1
        assert f"{NOBODY} 1 October 2026" in said
    assert NOBODY not in text(page(reader, "/areas/area-1/?as_of=2026-11-23"))


def test_of_what_is_settled_nobody_need_look(two: None, reader: Client) -> None:
    Check.objects.all().update(on=dt.date(2026, 10, 1))
    assert NOBODY not in text(page(reader, "/areas/area-1/"))


def test_saying_so_costs_no_query(two: None, reader: Client) -> None:
    assert queries_of(reader, "/areas/area-1/") <= 12
    assert queries_of(reader, "/actors/seoul/") <= 12


SOME = [
    "/documents/first/judges/",
    "/documents/first/compare/?from=2026-10-01",
    "/developments/?document=first",
    "/reports/",
]


@pytest.mark.parametrize("path", SOME)
def test_pages_about_a_document_say_that_nobody_watches_it(two: None, reader: Client, path: str) -> None:
    settle_none()
    Check.objects.all().update(on=dt.date(2026, 10, 1))
    Check.objects.filter(recommendation__document__key="second").update(on=dt.date(2026, 11, 20))

    assert text(page(reader, path)).count(f"{NOBODY} 1 October 2026") == 1
    assert NOBODY not in text(page(reader, f"{path}{'&' if '?' in path else '?'}as_of=2026-11-23"))


def test_where_something_is_sought_or_no_document_is_chosen_it_is_left_out(two: None, reader: Client) -> None:
    settle_none()
    Check.objects.all().update(on=dt.date(2026, 10, 1))

    assert NOBODY not in text(page(reader, "/developments/?document=first&q=summit"))
    assert NOBODY not in text(page(reader, "/developments/"))


def test_a_source_says_it_of_the_documents_that_rest_on_it(two: None, reader: Client) -> None:
    settle_none()
    Check.objects.all().update(on=dt.date(2026, 10, 1))
    source = Source.objects.create(url="https://example.org/a", canonical_url="https://example.org/a")
    assert NOBODY not in text(page(reader, f"/sources/{source.pk}/"))
    Response.objects.create(
        recommendation=Recommendation.objects.get(key="first-2"),
        actor=Actor.objects.get(),
        date="2026-01-01",
        position="accepts",
        source=source,
    )

    assert text(page(reader, f"/sources/{source.pk}/")).count(NOBODY) == 1
