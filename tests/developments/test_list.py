"""The list narrowed to what figures count: its rows add up, at any day and moment, in few queries."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from tests.developments import world
from tests.developments.test_pages import rows_of
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.core import clock
from tracker.developments import services
from tracker.developments.models import Development
from tracker.documents.models import Actor, Document, Recommendation, RecommendationAddressee

pytestmark = pytest.mark.django_db
LIST = "/developments/"
ROW = re.compile(r'data-row data-effect="(-?\d)" data-weight="(\d)"')


@pytest.fixture
def ana() -> User:
    world.make_document()
    world.make_document("review")
    return person(username="ana")


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


@pytest.fixture
def logged(ana: User) -> list[Development]:
    """Three in figures, with four links, one attributed; one reported, one too early, one retracted."""
    links = [
        world.link("essay/r1", effect="advances", strength="major", attribution="attributed"),
        world.link("review/r1", effect="sets-back", strength="minor"),
    ]
    found = [
        world.log(ana, title="Both", date="2024-01-01", links=links),
        world.log(ana, title="Back", date="2024-02-01", links=[world.link(effect="sets-back")]),
        world.log(ana, title="Beside", date="2024-03-01", links=[world.link("essay/r2", effect="context")]),
        world.log(ana, title="Told of", date="2024-04-01", standing="reported"),
        world.log(ana, title="Before", date="2021-01-01"),
        world.log(ana, title="Wrong", date="2024-05-01"),
    ]
    services.retract_development(user=ana, key=found[-1].key, reason="wrong")
    return found


def rows(site: Client, query: str) -> list[int]:
    """Return what each link's row adds to a balance."""
    html = site.get(LIST + query).content.decode()
    return [int(effect) * int(weight) for effect, weight in ROW.findall(html)]


def titles(site: Client, query: str) -> list[str]:
    return [row.development.title for row in site.get(LIST + query).context["rows"]]


def test_rows_are_exactly_the_links_in_the_figures_and_the_page_adds_them_up(
    site: Client, logged: list[Development]
) -> None:
    assert sorted(rows(site, "?counts=1")) == [-2, -1, 0, 4]
    assert rows(site, "?counts=1&document=essay&effect=advances") == [4]
    assert rows(site, "?counts=1&document=review") == [-1]
    assert titles(site, "?counts=1&document=review") == ["Both"]
    assert rows(site, "?counts=1&recommendation=essay/r1&effect=sets-back") == [-2]
    said = site.get(f"{LIST}?counts=1&document=essay").context["lead"]
    assert said == "Three links in figures: one advance, one setback and one of context."
    said = site.get(f"{LIST}?counts=1&recommendation=essay/r1").context["lead"]
    assert said.endswith("Balance +2.")
    assert rows(site, "") == []


def test_how_links_came_about_is_a_filter_with_counts(site: Client, logged: list[Development]) -> None:
    response = site.get(f"{LIST}?document=essay&counts=1&attribution=attributed")
    counts = {option.label: option.count for option in response.context["attributions"]}
    assert counts == {"All": 3, "came of the document": 1, "would have come anyway": 0, "unknown": 2}
    assert rows(site, "?document=essay&counts=1&attribution=attributed") == [4]
    assert rows(site, "?document=essay&counts=1&attribution=convergent") == []
    assert [chip.label for chip in response.context["chips"]] == [
        "links in figures",
        "An essay",
        "came of the document",
    ]


def test_another_day_has_the_links_that_counted_then(site: Client, logged: list[Development]) -> None:
    assert sorted(rows(site, "?counts=1&as_of=2024-02-15")) == [-2, -1, 4]
    assert rows(site, "?counts=1&as_of=2022-08-10") == []


def test_what_is_asked_of_an_actor_narrows_the_links(site: Client, logged: list[Development]) -> None:
    asked = Recommendation.objects.get(document__key="review", key="r1")
    RecommendationAddressee.objects.create(recommendation=asked, actor=Actor.objects.get(key="japan"))
    assert rows(site, "?counts=1&addressee=japan") == [-1]


def test_at_another_moment_days_and_standing_are_what_links_carried(site: Client, ana: User) -> None:
    Document.objects.update(tracking_began_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    development = world.log(ana, date="2024-01-01", title="Moved")
    world.log(ana, date="2024-02-01", title="Stays")
    before = clock.now().isoformat().replace("+00:00", "Z")
    world.edit(ana, development, date="2024-03-01", standing="reported", reason="The paper erred")
    assert titles(site, "") == ["Moved", "Stays"]
    assert titles(site, f"?known_at={before}") == ["Stays", "Moved"]
    assert titles(site, f"?known_at={before}&dated_to=2024-01-15") == ["Moved"]
    assert titles(site, f"?known_at={before}&standing=confirmed") == ["Stays", "Moved"]
    assert titles(site, f"?known_at={before}&as_of=2024-01-15") == ["Moved"]
    assert rows(site, f"?known_at={before}&counts=1&as_of=2024-01-15") == [2]
    shown = site.get(f"{LIST}?known_at={before}&as_of=2024-01-15")
    (row,) = shown.context["rows"]
    assert (row.date, row.standing) == ("2024-01-01", "confirmed")
    assert "are read as they stand today" in shown.content.decode()


def test_no_list_takes_more_than_twelve_queries(
    site: Client, logged: list[Development], django_assert_max_num_queries: Any
) -> None:
    for query in ("", "?q=both", "?counts=1&document=essay&q=both&attribution=unknown", "?state=draft"):
        with django_assert_max_num_queries(12):
            site.get(LIST + query)
    with django_assert_max_num_queries(12):
        site.get(f"/developments/{logged[0].key}/")
    with django_assert_max_num_queries(12):
        site.get(f"/developments/{logged[0].key}/edit/?recommendation=essay/r3")


def test_the_file_has_the_rows_of_the_page_as_they_were_known(site: Client, ana: User) -> None:
    Document.objects.update(tracking_began_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    development = world.log(ana, date="2024-01-01", links=[world.link(), world.link("essay/r2")])
    before = clock.now().isoformat().replace("+00:00", "Z")
    world.edit(ana, development, date="2024-03", links=[world.link(effect="context")], reason="It erred")
    page = site.get(f"{LIST}?known_at={before}&counts=1&recommendation=essay/r2")
    assert page.context["csv_url"].startswith("/developments.csv?known_at=")
    assert page.context["csv_url"] in page.content.decode().replace("&amp;", "&")
    (then,) = rows_of(site, page.context["csv_url"])
    assert (then["date"], then["links"]) == ("2024-01-01", "essay/r2:advances:moderate")
    (now,) = rows_of(site, "/developments.csv")
    assert (now["date"], now["latest"], now["links"]) == (
        "2024-03",
        "2024-03-31",
        "essay/r1:context:moderate",
    )
    assert rows_of(site, "/developments.csv?counts=1&attribution=attributed") == []
