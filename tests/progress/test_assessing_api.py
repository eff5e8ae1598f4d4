"""Assessments through the API: drafted, changed, published, retracted, discarded; who may, what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.developments import world
from tests.support.people import ApiClient, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.documents.models import Recommendation

pytestmark = pytest.mark.django_db

LIST = "/api/v1/assessments/"
WHOLE: dict[str, Any] = {
    "recommendation": "essay/r1",
    "date": "2024-07-01",
    "status": "in-progress",
    "confidence": "low",
    "rationale": "They act.",
    "state": "published",
}


@pytest.fixture
def r1() -> Recommendation:
    return world.make_document().recommendations.get(key="r1")


@pytest.fixture
def ana(r1: Recommendation) -> User:
    return person()


@pytest.fixture
def machine(ana: User) -> ApiClient:
    return ApiClient(ana)


def made(machine: ApiClient, **changes: Any) -> dict[str, Any]:
    answer = machine.post(LIST, {**WHOLE, **changes})
    assert answer.status_code == 201, answer.content
    return answer.json()  # type: ignore[no-any-return]


def fields(answer: Any) -> set[str]:
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {error["field"] for error in answer.json()["errors"]}


def test_a_judgement_is_published_whole(machine: ApiClient, ana: User) -> None:
    cited = world.log(ana)
    source = {"url": "https://example.org/report", "title": "A report"}
    answer = made(machine, cites=[cited.key], judge="korea", source=source)
    assert (
        answer.items()
        >= {
            "state": "published",
            "recommendation": "essay/r1",
            "date": "2024-07-01",
            "status": "in-progress",
            "confidence": "low",
            "judge": "korea",
            "source": "https://example.org/report",
            "cites": [cited.key],
            "settles": [],
            "author": ana.username,
            "retracted_at": None,
        }.items()
    )
    assert machine.get(f"{LIST}{answer['id']}/").json() == answer


def test_a_draft_is_changed_and_published(machine: ApiClient) -> None:
    draft = made(machine, state="draft", date=None, status=None, rationale=None)
    assert (draft["state"], draft["date"], draft["status"]) == ("draft", None, None)
    address = f"{LIST}{draft['id']}/"
    assert fields(machine.post(f"{address}publish/", {"version": 1})) == {"date", "status", "rationale"}
    changed = machine.patch(address, {"version": 1, "status": "reversed", "rationale": "Undone."}).json()
    assert (changed["version"], changed["status"], changed["confidence"]) == (2, "reversed", "low")
    assert machine.patch(address, {"version": 1, "status": "reversed"}).status_code == 409
    assert fields(machine.patch(address, {"rationale": "x"})) == {"version"}
    published = machine.patch(address, {"version": 2, "date": "2024-07-01", "state": "published"}).json()
    assert published["state"] == "published"
    assert machine.patch(address, {"version": 3, "rationale": "x"}).status_code == 409


def test_a_draft_is_published_as_it_stands_and_another_is_discarded(machine: ApiClient) -> None:
    draft = made(machine, state="draft")
    published = machine.post(f"{LIST}{draft['id']}/publish/", {"version": 1})
    assert published.json()["state"] == "published"
    other = made(machine, state="draft")
    address = f"{LIST}{other['id']}/"
    assert fields(machine.post(f"{address}publish/", {"version": 1})) == {"reason"}
    assert fields(machine.post(f"{address}publish/", {"version": 1, "colour": "red"})) == {"colour"}
    assert machine.delete(f"{address}?version=7").status_code == 409
    assert machine.delete(address).status_code == 204
    assert machine.get(address).status_code == 404
    assert machine.delete(f"{LIST}{draft['id']}/").status_code == 409


def test_drafts_are_their_author_s_and_editors_alone(machine: ApiClient) -> None:
    draft = made(machine, state="draft")
    address = f"{LIST}{draft['id']}/"
    for role, status, count in ((Role.ANALYST, 404, 0), (Role.EDITOR, 200, 1)):
        other = ApiClient(person(role))
        assert other.get(address).status_code == status
        assert other.patch(address, {"version": 1}).status_code == status
        assert len(other.get(LIST, {"state": "draft"}).json()["results"]) == count
        assert other.get(LIST).json()["results"] == []
    reader = ApiClient(person(Role.READER))
    assert reader.post(LIST, WHOLE).status_code == 403
    assert reader.post(f"{address}publish/", {"version": 1}).status_code == 403


def test_what_is_wrong_is_told_by_field(machine: ApiClient) -> None:
    assert fields(machine.post(LIST, {**WHOLE, "recommendation": "essay/never"})) == {"recommendation"}
    assert fields(machine.post(LIST, {"state": "draft"})) == {"recommendation"}
    assert fields(machine.post(LIST, {**WHOLE, "state": "retracted"})) == {"state"}
    wrong = {**WHOLE, "date": "2024-13-01", "status": "done", "settles": [1, "x"], "cites": ["never"], "b": 1}
    assert fields(machine.post(LIST, {**wrong, "state": "draft"})) == {
        "date", "status", "settles.0", "settles.1", "cites.0", "b",
    }  # fmt: skip


def test_a_judgement_is_retracted_with_a_reason(machine: ApiClient) -> None:
    address = f"{LIST}{made(machine)['id']}/retract/"
    assert fields(machine.post(address, {})) == {"reason"}
    assert machine.post(address, {"reason": "wrong"}).json()["state"] == "retracted"
    assert machine.post(address, {"reason": "again"}).status_code == 409
    assert (
        machine.post(f"{LIST}{made(machine, state='draft')['id']}/retract/", {"reason": "x"}).status_code
        == 409
    )


def test_two_are_settled_by_their_ids(machine: ApiClient) -> None:
    bob = ApiClient(person())
    first = made(machine)
    second = made(bob, date="2024-07-02", status="reversed", reason="x")
    pair = [first["id"], second["id"]]
    settled = made(machine, date="2024-07-03", settles=pair, reason="The talks went on")
    assert settled["settles"] == pair


def test_lists_are_narrowed(machine: ApiClient) -> None:
    source = {"url": "https://example.org/report", "title": "A report"}
    made(machine)
    made(machine, date="2024-07-02", status="reversed", reason="x")
    made(machine, judge="korea", source=source)
    made(machine, recommendation="essay/r2")
    made(machine, state="draft")
    asked: list[tuple[dict[str, str], int]] = [
        ({}, 4),
        ({"recommendation": "essay/r1"}, 3),
        ({"judge": "korea"}, 1),
        ({"whose": "team"}, 3),
        ({"whose": "others"}, 1),
        ({"status": "reversed"}, 1),
        ({"state": "draft"}, 1),
        ({"state": "published"}, 4),
        ({"state": "retracted"}, 0),
        ({"document": "essay", "as_of": "2024-07-01"}, 3),
    ]
    for arguments, count in asked:
        assert len(machine.get(LIST, arguments).json()["results"]) == count, arguments
    assert machine.get(LIST, {"status": "done"}).status_code == 400


def test_a_list_costs_the_same_for_any_number(machine: ApiClient, django_assert_max_num_queries: Any) -> None:
    for day in range(1, 9):
        made(machine, date=f"2024-07-0{day}")
    with django_assert_max_num_queries(4):
        machine.get(LIST)
