"""Reading everything by API: what stands in an answer, and that its cost does not grow with its rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.people import ApiClient, person
from tracker.accounts.roles import Role
from tracker.core import clock
from tracker.developments.models import Check, Link
from tracker.documents.models import Area, Recommendation
from tracker.stalls.models import Flag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

#: Queries of one answer, the one that knows the token included.
COSTS = {
    "documents/": 2,
    "documents/chun-2022/": 2,
    "documents/chun-2022/recommendations/": 13,
    "documents/chun-2022/recommendations/restore-defence-ties/": 13,
    "documents/chun-2022/progress/": 6,
    "areas/": 2,
    "actors/": 2,
    "actors/KR/": 2,
    "sources/": 2,
    "developments/": 7,
    "developments/2023-08-18-camp-david-summit/": 8,
    "links/": 2,
    "checks/": 2,
    "assessments/": 3,
    "flags/": 2,
    "flags/?state=unresolved": 2,
}


@pytest.fixture
def reader() -> ApiClient:
    client = ApiClient(person(Role.READER))
    client.get("/api/v1/")  # notes the token's use, which it does once a minute
    return client


def _cost(client: ApiClient, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return len(captured)


@pytest.mark.parametrize("path", COSTS)
def test_an_answers_cost_is_known(reader: ApiClient, path: str) -> None:
    assert _cost(reader, path) <= COSTS[path]


def test_an_answers_cost_does_not_grow_with_its_rows(reader: ApiClient) -> None:
    before = {path: _cost(reader, path) for path in COSTS}
    _double()
    assert {path: _cost(reader, path) for path in COSTS} == before


def _double() -> None:
    """Copy a recommendation, with checks, links and a flag, twenty times."""
    one = Recommendation.objects.get(key="restore-defence-ties")
    area = Area.objects.create(key="more", name="More")
    link = Link.objects.filter(recommendation=one).first()
    assert link is not None
    for number in range(20):
        copy = Recommendation.objects.create(
            document=one.document,
            key=f"copy-{number}",
            code=f"C{number}",
            area=area,
            title="T",
            statement="S",
        )
        Check.objects.create(recommendation=copy, on=dt.date(2026, 1, 1))
        Link.objects.create(
            **{
                field.attname: getattr(link, field.attname)
                for field in Link._meta.concrete_fields
                if field.attname not in ("id", "recommendation_id", "succeeds_id")
            },
            recommendation=copy,
        )
        Flag.objects.create(recommendation=copy, rule="silent", since=dt.date(2026, 1, 1), reason="Quiet.")


def test_the_entrance_names_every_list_on_the_host_asked(reader: ApiClient) -> None:
    addresses = reader.get("/api/v1/", headers={"Host": "localhost:8123"}).json()
    for name, address in addresses.items():
        assert address.startswith("http://localhost:8123/api/v1/")
        if name != "reference":
            assert reader.get(address).status_code == 200, name


def test_a_recommendation_has_what_its_package_says(reader: ApiClient) -> None:
    found = reader.get("/api/v1/documents/chun-2022/recommendations/acknowledge-perspectives/").json()
    assert {
        name: found[name] for name in ("document", "code", "area", "basis", "addressees", "paragraphs")
    } == {
        "document": "chun-2022",
        "code": "R1",
        "area": "trilateral-framework",
        "basis": "stated",
        "addressees": ["US"],
        "paragraphs": [9],
    }
    assert [each["key"] for each in found["milestones"]] == [
        "us-document-names-differences",
        "consultation-before-commitment",
    ]


def test_recommendations_come_in_code_order(reader: ApiClient) -> None:
    found = reader.get("/api/v1/documents/chun-2022/recommendations/").json()["results"]
    assert [each["code"] for each in found] == [f"R{number}" for number in range(1, 12)]


def test_progress_is_what_the_command_prints(reader: ApiClient) -> None:
    asked = {"as_of": "2026-11-24", "known_at": "2026-11-24"}
    with clock.fixed_at(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)):
        answer = reader.get("/api/v1/documents/chun-2022/progress/", asked).json()
    r5 = answer["recommendations"][4]
    assert (r5["status"], r5["advances"], r5["setbacks"], r5["context"]) == ("partly-implemented", 13, 0, 2)
    assert (r5["balance"], r5["momentum"], r5["milestones_met"], r5["milestones_total"]) == (25, 1.0663, 3, 6)
    assert [each["rule"] for each in r5["findings"]] == ["silent", "no-advance", "overdue", "off-rhythm"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"as_of": "2022-08-09"}, None),
        ({"as_of": "yesterday"}, "as_of"),
        ({"as_of": "2024-02-30"}, "as_of"),
        ({"known_at": "2024-01-01T10:00:00"}, "known_at"),
        ({"known_at": "\x00"}, "known_at"),
    ],
)
def test_a_day_or_moment_that_cannot_be_asked_is_400(
    reader: ApiClient, asked: dict[str, str], field: str | None
) -> None:
    response = reader.get("/api/v1/documents/chun-2022/progress/", asked)
    assert response.status_code == 400
    assert [each["field"] for each in response.json().get("errors", [])] == ([field] if field else [])


@pytest.mark.parametrize("state", ["open", "acknowledged", "snoozed", "resolved", "unresolved"])
def test_flags_are_narrowed_by_state(reader: ApiClient, state: str) -> None:
    found = reader.get(f"/api/v1/flags/?state={state}").json()["results"]
    assert bool(found) is (state in ("open", "unresolved"))
    if found:
        assert found[0].keys() == {
            "subject", "rule", "since", "state", "reason", "opened_at", "resolved_at", "resolved_by",
        }  # fmt: skip


def test_a_state_that_is_none_is_400(reader: ApiClient) -> None:
    response = reader.get("/api/v1/flags/?state=asleep")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "state"


def test_links_and_assessments_are_asked_as_of_a_day_and_as_known_at_a_moment(reader: ApiClient) -> None:
    def count(path: str, **asked: Any) -> int:
        page = reader.get(f"/api/v1/{path}/", asked).json()
        total = len(page["results"])
        while page["next"]:
            page = reader.get(page["next"]).json()
            total += len(page["results"])
        return total

    assert count("links") == 123
    assert 0 < count("links", as_of="2020-01-01") < 123
    assert count("links", known_at="2020-01-01") == 0
    assert count("assessments") == 19
    assert 0 < count("assessments", as_of="2024-01-01") < 19
    assert count("assessments", known_at="2020-01-01") == 0


def test_a_source_is_found_by_its_canonical_address(reader: ApiClient) -> None:
    some = reader.get("/api/v1/sources/").json()["results"][0]
    found = reader.get("/api/v1/sources/", {"url": some["canonical_url"]}).json()["results"]
    assert found == [some]
    assert reader.get(reverse("api:sources-detail", args=[some["id"]])).json() == some
