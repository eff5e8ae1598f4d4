"""Developments through the API: the same services as on pages, and the same sentences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.developments import world
from tests.support.people import ApiClient, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.developments.models import Development

pytestmark = pytest.mark.django_db
PATH = "/api/v1/developments/"


@pytest.fixture
def ana() -> User:
    world.make_document()
    return person(username="ana")


@pytest.fixture
def machine(ana: User) -> ApiClient:
    return ApiClient(ana)


def test_a_development_is_logged_and_comes_back_whole(machine: ApiClient) -> None:
    answer = machine.post(PATH, world.given(links=[world.link(meets=["held"], rationale="So they said")]))
    assert answer.status_code == 201
    body = answer.json()
    assert body["key"] == "2024-06-01-ministers-meet-in-seoul"
    assert (body["version"], body["state"], body["logged_by"]) == (1, "published", "ana")
    assert body["actors"] == ["korea", "japan"]
    assert body["sources"] == [
        {"url": "https://example.org/met", "title": "They met", "publisher": "The Daily", "date": ""}
    ]
    assert body["links"] == [
        {
            "recommendation": "essay/r1",
            "effect": "advances",
            "strength": "moderate",
            "attribution": "unknown",
            "rationale": "So they said",
            "meets": ["held"],
            "unmeets": [],
        }
    ]
    read = machine.get(f"{PATH}{body['key']}/").json()
    assert {**read, "told": []} == body


def test_the_history_names_the_tokens_owner(machine: ApiClient, ana: User) -> None:
    from django.apps import apps

    machine.post(PATH, world.given())
    event: Any = apps.get_model("developments", "DevelopmentEvent")._default_manager.latest("pgh_id")
    assert event.pgh_context.metadata["user"] == ana.pk


def test_everything_wrong_is_told_at_once_with_its_path(machine: ApiClient) -> None:
    answer = machine.post(PATH, world.given(date="2024-13", links=[world.link(effect="up")], colour="red"))
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert {each["field"] for each in answer.json()["errors"]} == {"date", "links.0.effect", "colour"}


def test_a_correction_takes_the_version_and_a_reason(machine: ApiClient) -> None:
    key = machine.post(PATH, world.given()).json()["key"]
    path = f"{PATH}{key}/"
    assert machine.patch(path, {"title": "x"}).status_code == 400
    assert machine.patch(path, {"version": 1, "standing": "reported"}).status_code == 400
    answer = machine.patch(path, {"version": 1, "standing": "reported", "reason": "one source"})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert machine.patch(path, {"version": 1, "title": "y"}).status_code == 409


def test_a_development_is_retracted_once(machine: ApiClient) -> None:
    key = machine.post(PATH, world.given()).json()["key"]
    path = f"{PATH}{key}/retract/"
    assert machine.post(path, {}).status_code == 400
    assert machine.post(path, {"reason": "x", "version": 9}).status_code == 409
    answer = machine.post(path, {"reason": "Another meeting"})
    assert (answer.status_code, answer.json()["state"]) == (200, "retracted")
    assert answer.json()["links"][0]["recommendation"] == "essay/r1"
    assert machine.post(path, {"reason": "again"}).status_code == 409
    assert machine.patch(f"{PATH}{key}/", {"version": 2, "title": "x"}).status_code == 409


def test_drafts_are_their_authors_and_editors_alone(machine: ApiClient) -> None:
    key = machine.post(PATH, {"title": "Half"}).json()["key"]
    assert machine.get(f"{PATH}{key}/").json()["kind"] is None
    assert ApiClient(person(Role.ANALYST)).get(f"{PATH}{key}/").status_code == 404
    assert ApiClient(person(Role.EDITOR)).get(f"{PATH}{key}/").status_code == 200
    assert machine.get(PATH).json()["results"] == []
    assert [each["key"] for each in machine.get(f"{PATH}?state=draft").json()["results"]] == [key]


def test_a_reader_reads_and_writes_nothing(machine: ApiClient) -> None:
    machine.post(PATH, world.given())
    reader = ApiClient(person(Role.READER))
    assert len(reader.get(PATH).json()["results"]) == 1
    assert reader.post(PATH, world.given()).status_code == 403
    assert ApiClient().get(PATH).status_code == 401


def test_the_pages_filters_are_the_apis(machine: ApiClient, ana: User) -> None:
    world.log(ana, title="정상회담", kind="summit", links=[world.link("essay/r2")])
    world.log(ana)
    assert [each["title"] for each in machine.get(f"{PATH}?q=회담").json()["results"]] == ["정상회담"]
    assert len(machine.get(f"{PATH}?recommendation=essay/r1").json()["results"]) == 1
    assert machine.get(f"{PATH}?kind=party").status_code == 400
    assert machine.get(f"{PATH}?as_of=soon").status_code == 400


def test_as_known_before_it_says_what_it_said(machine: ApiClient, ana: User) -> None:
    development = world.log(ana)
    world.edit(ana, development, links=[world.link(effect="context")], reason="x")
    assert development.published_at
    moment = development.published_at.isoformat().replace("+00:00", "Z")
    (then,) = machine.get(f"{PATH}?known_at={moment}").json()["results"]
    (now,) = machine.get(PATH).json()["results"]
    assert (then["links"][0]["effect"], now["links"][0]["effect"]) == ("advances", "context")


def test_a_page_asks_the_same_number_of_queries_for_any_number_of_rows(
    machine: ApiClient, ana: User, django_assert_max_num_queries: Any
) -> None:
    world.log(ana)
    with django_assert_max_num_queries(10):
        machine.get(PATH)
    for number in range(15):
        world.log(ana, title=f"Seoul {number}", links=[world.link(f"essay/r{n}") for n in (1, 2, 3)])
    with django_assert_max_num_queries(10):
        assert len(machine.get(PATH).json()["results"]) == 16
    assert Development.objects.count() == 16
