"""What changed between two ends, as a machine reads it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.people import ApiClient, person
from tracker.accounts.roles import Role
from tracker.core import clock
from tracker.developments import services
from tracker.developments.models import Development

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
HERE = "/api/v1/documents/chun-2022/changes/"


@pytest.fixture
def reader() -> ApiClient:
    client = ApiClient(person(Role.READER))
    client.get("/api/v1/")
    return client


def test_a_correction_is_told_with_what_it_was_before_and_why(reader: ApiClient) -> None:
    moment = clock.database_now()
    development = Development.objects.get(title="Leaders announce a trilateral secretariat")
    links = [
        {
            "recommendation": f"chun-2022/{link.recommendation.key}",
            "effect": link.effect_slug,
            "strength": "minor" if link.recommendation.code == "R5" else link.strength_slug,
        }
        for link in development.links.filter(retracted_at=None).select_related("recommendation")
    ]
    given = {"version": development.version, "links": links, "reason": "It has no budget."}
    services.edit_development(user=person(), key=development.key, given=given)
    asked = {"from": "2026-11-24", "as_of": "2026-11-24", "from_known_at": moment.isoformat()}
    answer = reader.get(HERE, {**asked, "recommendation": "gradual-agenda"}).json()
    (five,) = answer["recommendations"]
    corrected, *others = five["groups"]
    assert (corrected["group"], corrected["links"], corrected["balance"]) == ("corrected", 2, -3)
    assert all(each["links"] == each["balance"] == 0 for each in others)
    link = corrected["rows"][0]
    assert (link["strength"], link["before"]["strength"]) == ("minor", "major")
    assert link["reason"] == "It has no budget."
    assert five["before"]["balance"] - 3 == five["after"]["balance"]


def test_it_takes_at_most_twelve_queries(reader: ApiClient) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(HERE, {"from": "2024-03-01"}).status_code == 200
    assert len(captured) <= 12


def test_its_schema_says_what_it_answers(reader: ApiClient) -> None:
    with clock.fixed_at(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)):
        answer: dict[str, Any] = reader.get(HERE, {"from": "2024-03-01"}).json()
    schema = reader.get("/api/v1/schema/?format=json").json()
    said = schema["components"]["schemas"]
    assert list(answer) == list(said["Changes"]["properties"])
    one = answer["recommendations"][0]
    assert list(one) == list(said["ChangedRecommendation"]["properties"])
    assert set(one["groups"][0]) == set(said["ChangeGroup"]["properties"])
    assert set(one["before"]) == set(said["EndFigures"]["properties"])
    assert answer["to"] == {"as_of": "2026-11-24", "known_at": "2026-11-24T12:00:00Z"}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "from"),
        ({"from": "2024-03-02", "as_of": "2024-03-01"}, "from"),
        ({"from": "2024-03-01", "known_at": "2024-03-01"}, "from_known_at"),
        ({"from": "2024-03-01", "recommendation": "none"}, "recommendation"),
        ({"from": "2022-08-09"}, None),
    ],
)
def test_ends_that_go_back_are_400(reader: ApiClient, asked: dict[str, str], field: str | None) -> None:
    response = reader.get(HERE, asked)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert [each["field"] for each in response.json().get("errors", [])] == ([field] if field else [])
