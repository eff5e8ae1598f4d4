"""Named days: a day that people come back to, and the pages they lead to."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.support.people import client_of, person
from tracker.core.errors import InvalidInput, NotAllowed
from tracker.progress.models import NamedDay
from tracker.progress.services import name_day, take_name_away

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
DAYS = "/days/"
OVERVIEW = "/documents/chun-2022/"
BOARD = {"name": " board   meeting ", "day": "2024-03-01"}


@pytest.fixture
def analyst() -> Client:
    return client_of(person("analyst"))


def name(**given: Any) -> NamedDay:
    return name_day(user=person("analyst"), given={**BOARD, **given})


def test_a_day_is_named_and_leads_to_the_page_one_came_from(analyst: Client) -> None:
    named = analyst.post(f"{DAYS}?back={OVERVIEW}%3Fgroup%3Dstatus%26as_of%3D2025-01-01", BOARD, follow=True)
    assert "1 March 2024 is named “board meeting”." in named.content.decode()
    assert f'href="{OVERVIEW}?group=status&amp;as_of=2024-03-01">board meeting</a>' in named.content.decode()
    led = analyst.get(f"{OVERVIEW}?group=status&as_of=2024-03-01")
    assert "You are looking at <b>1 March 2024</b>" in led.content.decode()


def test_the_form_holds_the_day_and_the_moment_looked_at(analyst: Client) -> None:
    page = analyst.get(f"{DAYS}?as_of=2024-03-01&known_at=2026-11-03T14:30Z").content.decode()
    assert re.search(r'name="day" value="2024-03-01"', page)
    assert re.search(r'name="known_at" value="2026-11-03T14:30:00Z"', page)


def test_a_moment_is_kept_with_the_day(analyst: Client) -> None:
    named = name(known_at="2026-11-03 14:30 UTC")
    assert named.known_at == dt.datetime(2026, 11, 3, 14, 30, tzinfo=dt.UTC)
    page = analyst.get(DAYS).content.decode()
    assert 'href="/?as_of=2024-03-01&amp;known_at=2026-11-03T14%3A30%3A00Z"' in page
    assert "3 November 2026, 14:30 UTC" in page


@pytest.mark.parametrize("taken", ["Board meeting", "BOARD MEETING", "board  meeting"])
def test_a_name_names_one_day_whatever_its_capitals(taken: str) -> None:
    name()
    with pytest.raises(InvalidInput, match="1 March 2024 has this name"):
        name(name=taken, day="2025-01-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        NamedDay.objects.create(name=" ".join(taken.split()), day=dt.date(2025, 1, 1))


def test_a_name_holds_no_nul() -> None:
    with pytest.raises(InvalidInput, match="cannot be kept"):
        name(name="a\x00b")


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"name": "  "}, "name", "Give the day a name"),
        ({"name": "x" * 81}, "name", "at most 80"),
        ({"day": ""}, "day", "Say which day"),
        ({"day": "1 March"}, "day", "“1 March” is not a day; write it as 2024-03-01."),
        ({"known_at": "noon"}, "known_at", "“noon” is not a moment"),
        ({"known_at": "2024-03-01 12:00"}, "known_at", "with its zone"),
        ({"known_at": "9999-12-31"}, "known_at", "That moment is still to come"),
        ({"day": "0001-01-01"}, "day", "the first day that can be asked is 10 August 2022."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    analyst: Client, given: dict[str, str], field: str, says: str
) -> None:
    with pytest.raises(InvalidInput) as raised:
        name(**given)
    assert [(each.path, says in each.message) for each in raised.value.errors] == [(field, True)]
    page = analyst.post(DAYS, {**BOARD, **given})
    assert page.status_code == 400
    assert page.context["form"].errors[field]
    assert page.context["form"][field].value() == {**BOARD, "known_at": "", **given}[field]


def test_readers_see_and_use_named_days_and_name_none() -> None:
    named, reader = name(), client_of(person("reader"))
    page = reader.get(DAYS).content.decode()
    assert "board meeting" in page
    assert "Take the name" not in page
    assert "Name it" not in page
    with pytest.raises(NotAllowed):
        name_day(user=person("reader"), given=BOARD)
    assert reader.post(DAYS, BOARD).status_code == 403
    assert reader.post(f"{DAYS}{named.pk}/remove/").status_code == 403


def test_a_name_is_taken_away_and_may_be_given_again(analyst: Client) -> None:
    named = name()
    said = analyst.post(f"{DAYS}{named.pk}/remove/", follow=True).content.decode()
    assert "“board meeting” names no day any more." in said
    assert "No day has a name yet." in said
    again = analyst.post(f"{DAYS}{named.pk}/remove/", follow=True)
    assert "This day has no name any more." in again.content.decode()
    assert name(day="2025-01-01").day == dt.date(2025, 1, 1)


def test_what_was_named_stays_in_the_history() -> None:
    user = person("analyst")
    named = name_day(user=user, given=BOARD)
    take_name_away(user=user, pk=named.pk)
    events: Any = apps.get_model("progress", "NamedDayEvent").objects
    kept = events.filter(name="board meeting").order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(kept) == ["insert", "delete"]


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "\\\\x", ""]
)
def test_a_day_leads_to_pages_of_ours_alone(analyst: Client, back: str) -> None:
    name()
    page = analyst.get(DAYS, {"back": back}).content.decode()
    assert 'href="/?as_of=2024-03-01">board meeting</a>' in page


def test_the_as_of_line_leads_to_named_days_and_offers_a_name(analyst: Client) -> None:
    page = analyst.get(f"{OVERVIEW}?as_of=2024-03-01").content.decode()
    assert 'href="/days/?as_of=2024-03-01&amp;back=%2Fdocuments%2Fchun-2022%2F%3Fas_of%3D2024-03-01"' in page
    assert "Name this day" in page
    reader = client_of(person("reader")).get(f"{OVERVIEW}?as_of=2024-03-01").content.decode()
    assert "Name this day" not in reader
    assert "Named days" in reader


@pytest.mark.parametrize("day", ["2022-08-09", "0001-01-01"])
def test_the_first_day_that_can_be_named_is_the_one_on_which_a_document_came_out(day: str) -> None:
    with pytest.raises(InvalidInput, match="first day that can be asked is 10 August 2022"):
        name(day=day)
    assert name(day="2022-08-10").pk


def test_where_no_document_is_any_day_of_the_age_may_be_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE documents_document CASCADE")
    with pytest.raises(InvalidInput, match="first day that can be asked is 1 January 1900"):
        name(day="1899-12-31")
    assert name(day="1900-01-01").pk
