"""A development's page as it was known at a moment: nothing of what came later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.test import Client

from tests.developments import world
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.core import clock
from tracker.developments import services
from tracker.developments.models import Development

pytestmark = pytest.mark.django_db
EVENTS = ("Development", "Link", "Meeting", "DevelopmentSource", "DevelopmentActor")
LOGGED, CORRECTED, RETRACTED = (dt.datetime(2026, month, 5, 15, 37, tzinfo=dt.UTC) for month in (1, 3, 5))
REMARK = "title, summary, kind, actors and sources are read as they stand today."


def at(moment: dt.datetime, act: Callable[[], Any]) -> Any:
    """Do it at a moment, by the clock and in the recorded events too."""
    events: list[Any] = [apps.get_model("developments", f"{name}Event").objects for name in EVENTS]
    before = [set(each.values_list("pgh_id", flat=True)) for each in events]
    with clock.fixed_at(moment):
        done = act()
    with pgtrigger.ignore(*(f"developments.{name}Event:append_only" for name in EVENTS)):
        for each, known in zip(events, before, strict=True):
            each.exclude(pgh_id__in=known).update(pgh_created_at=moment)
    return done


@pytest.fixture
def ana() -> User:
    world.make_document()
    return person(username="ana")


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


@pytest.fixture
def met(ana: User) -> Development:
    """Logged in January, corrected in March (day, standing, link), retracted in May."""
    found: Development = at(LOGGED, lambda: world.log(ana, date="2024-06-01", title="Old title"))
    changes = {
        "date": "2024-07-02",
        "standing": "reported",
        "title": "New title",
        "links": [world.link(effect="context", rationale="On reflection")],
        "reason": "The paper erred",
    }
    at(CORRECTED, lambda: world.edit(ana, found, **changes))
    at(RETRACTED, lambda: services.retract_development(user=ana, key=found.key, reason="It did not happen"))
    return found


def said(site: Client, development: Development, known_at: str = "") -> str:
    query = f"?known_at={known_at}" if known_at else ""
    response = site.get(f"/developments/{development.key}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_at_a_moment_before_the_correction_nothing_of_it_shows(site: Client, met: Development) -> None:
    html = said(site, met, "2026-02-01")
    assert "1 June 2024" in html
    for later in (
        "2 July 2024",
        "reported, in no figure",
        "The paper erred",
        "On reflection",
        "Retracted on",
    ):
        assert later not in html
    assert "Earlier versions" not in html
    assert "It did not happen" not in html
    assert "History up to then" in html
    assert "published, with one link" in html
    assert html.count(REMARK) == 1
    assert "New title</h1>" in html
    assert "version" not in html.partition("History up to then")[2].partition("</section>")[0]


def test_between_correction_and_retraction_the_correction_shows_and_no_retraction(
    site: Client, met: Development
) -> None:
    html = said(site, met, "2026-04-01")
    assert "2 July 2024" in html
    assert "reported, in no figure" in html
    assert "Earlier versions of its links" in html
    assert "The paper erred" in html
    assert "It did not happen" not in html
    assert "Retracted on" not in html


def test_after_its_retraction_and_today_everything_shows(site: Client, met: Development) -> None:
    for known_at in ("2026-06-01", ""):
        html = said(site, met, known_at)
        assert "Retracted on" in html
        assert "It did not happen" in html
        assert "The paper erred" in html
        assert (REMARK in html) == bool(known_at)
    assert "History up to then" not in said(site, met)


def test_before_tracking_began_the_page_is_as_of_then(site: Client, met: Development) -> None:
    html = said(site, met, "2020-01-01")
    assert "1 June 2024" in html
    assert "published, with one link" in html
    assert "The paper erred" not in html


def test_what_was_not_published_by_the_moment_says_so(site: Client, ana: User, met: Development) -> None:
    late = at(CORRECTED, lambda: world.log(ana, title="Late"))
    html = said(site, late, "2026-02-01")
    assert "It was not published yet as known on 1 February 2026" in html
    assert "published, with" not in html
    assert "It was not published yet" not in said(site, late, "2026-04-01")


def test_the_page_takes_at_most_twelve_queries(
    site: Client, met: Development, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        said(site, met, "2026-02-01")
