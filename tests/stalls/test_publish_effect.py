"""Before publishing, the log form says what it will do; then publishing does just that."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tracker.accounts.models import User
from tracker.core import asof as core_asof
from tracker.core import clock
from tracker.developments.models import Development, Link
from tracker.documents.models import Source
from tracker.stalls import services
from tracker.stalls.models import Mark
from tracker.stalls.queries import progress_object

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
R3 = "chun-2022/restore-defence-ties"
R6 = "chun-2022/reassure-neighbours"


@pytest.fixture(autouse=True)
def _essay(shipped: None) -> Iterator[None]:
    with clock.fixed_at(NOON):
        services.scan()
        yield


def _signed_in(role: str = "analyst") -> Client:
    client = Client()
    client.force_login(User.objects.create(username=role.title(), role=role))
    return client


def _asked(client: Client, **more: str | list[str]) -> str:
    form = {
        "link": "0",
        "date": "2026-11-20",
        "standing": "confirmed",
        "links-0-recommendation": R3,
        "links-0-effect": "advances",
        "links-0-strength": "moderate",
        **more,
    }
    response = client.post("/stalled/publish-effect/", form)
    assert response.status_code == 200
    return re.sub(r"<[^>]+>", "", response.content.decode()).strip()


def test_it_names_the_figures_the_flags_and_the_judgement() -> None:
    said = _asked(_signed_in())
    assert said == (
        "Publishing takes R3’s balance from +21 to +23 and its momentum from +1.64 to +3.61. "
        "No flag opens or resolves. Its judgement of 30 January 2026 becomes due for review. "
        "One advance is newer than the judgement."
    )


def test_it_names_the_flags_that_resolve() -> None:
    said = _asked(_signed_in(), **{"links-0-recommendation": R6, "links-0-strength": "major"})
    assert "Its flags silent, no-advance and reversing resolve." in said
    assert "Regional reassurance’s flags recommendations-stalled and silent resolve." in said


def test_a_reported_development_moves_no_figure() -> None:
    said = _asked(_signed_in(), standing="reported", **{"links-0-recommendation": R6})
    assert said.startswith("R6’s balance and momentum stay as they are. Its flag silent resolves.")


def test_a_day_still_to_come_counts_from_that_day() -> None:
    said = _asked(_signed_in(), date="2026-11")
    assert said.startswith("No figure moves before 30 November 2026, the day from which it counts.")


@pytest.mark.parametrize(
    "change",
    [
        {"date": "sometime"},
        {"date": "2027-01"},
        {"link": "7"},
        {"link": "x"},
        {"links-0-recommendation": "nowhere/nothing"},
        {"links-0-recommendation": ""},
    ],
)
def test_while_it_cannot_be_told_nothing_is_said(change: dict[str, str]) -> None:
    assert _asked(_signed_in(), **change) == ""


def test_an_effect_not_chosen_yet_changes_nothing() -> None:
    said = _asked(_signed_in(), **{"links-0-effect": ""})
    assert said.startswith("R3’s balance and momentum stay as they are.")


def test_looking_ahead_leaves_nothing_behind() -> None:
    before = (Development.objects.count(), Link.objects.count(), Source.objects.count(), Mark.objects.count())
    _asked(_signed_in())
    after = (Development.objects.count(), Link.objects.count(), Source.objects.count(), Mark.objects.count())
    assert after == before
    document = Link.objects.select_related("recommendation__document").first()
    assert document is not None
    answer = progress_object(document.recommendation.document, core_asof.present())
    assert answer["recommendations"][2]["balance"] == 21


def test_a_reader_is_not_told() -> None:
    assert _signed_in("reader").post("/stalled/publish-effect/", {"link": "0"}).status_code == 403
