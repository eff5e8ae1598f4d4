"""Everything that goes wrong is said as RFC 9457 says it, and leaks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from rest_framework import exceptions

from tests.support.people import ApiClient, person
from tracker.api import problems
from tracker.api.errors import as_problem
from tracker.core.errors import Conflict, FieldError, InvalidInput, NotAllowed, NotFound

KEYS = {"type", "title", "status", "detail"}


@pytest.fixture
def client(db: None) -> ApiClient:
    return ApiClient(person())


def _check(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body.keys() >= KEYS
    assert body["status"] == status
    assert "Traceback" not in str(body)
    return body


def test_an_address_of_nothing_is_404(client: ApiClient) -> None:
    _check(client.get("/api/v1/nothing/"), 404)
    _check(client.post("/api/v1/nothing/", {}), 404)
    _check(client.delete("/api/v1/nothing/"), 404)


def test_an_unknown_key_is_404_and_named(client: ApiClient) -> None:
    assert "nobody" in _check(client.get("/api/v1/documents/nobody/"), 404)["detail"]
    assert "nobody" in _check(client.get("/api/v1/documents/nobody/recommendations/"), 404)["detail"]


def test_a_read_without_the_closing_slash_is_led_on_and_a_write_is_told(client: ApiClient) -> None:
    response = client.get("/api/v1/areas?cursor=x")
    assert response.status_code == 301
    assert response["Location"] == "/api/v1/areas/?cursor=x"
    assert "slash" in _check(client.post("/api/v1/areas", {}), 404)["detail"]
    _check(client.get("/api/v1/nothing"), 404)


def test_a_method_that_is_not_offered_is_405_and_says_which_are(client: ApiClient) -> None:
    response = client.delete("/api/v1/areas/")
    _check(response, 405)
    assert "GET" in response["Allow"]


def test_another_form_than_json_is_406_to_ask_for(client: ApiClient) -> None:
    _check(client.get("/api/v1/areas/", headers={"Accept": "text/csv"}), 406)


@pytest.mark.parametrize("cursor", ["x", "%00", "WzAsIngiXQ", "WzBd", "e30", "é", "[[[[", "WzAsMV0"])
def test_an_invalid_cursor_is_400_and_named(client: ApiClient, cursor: str) -> None:
    body = _check(client.get(f"/api/v1/documents/?cursor={cursor}{cursor}"), 400)
    assert body["errors"][0]["field"] == "cursor"


def test_nested_messages_get_dotted_paths() -> None:
    nested = {
        "title": ["Missing."],
        "links": [{}, {"effect": ["Unknown."], "meets": {0: ["No key."]}}],
        "non_field_errors": ["As a whole."],
        "tags": {2: ["Too long."]},
    }
    assert list(problems.flatten(nested)) == [
        ("title", "Missing."),
        ("links.1.effect", "Unknown."),
        ("links.1.meets.0", "No key."),
        ("", "As a whole."),
        ("tags.2", "Too long."),
    ]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (InvalidInput([FieldError("links.0.effect", "Unknown.")]), 400, "invalid-input"),
        (NotAllowed("No."), 403, "not-allowed"),
        (NotFound("None."), 404, "not-found"),
        (Conflict("Changed."), 409, "conflict"),
        (exceptions.NotAuthenticated(), 401, "no-token"),
        (exceptions.UnsupportedMediaType("text/plain"), 415, "unsupported-media-type"),
        (ValidationError({"title": ["Missing."]}), 400, "invalid-input"),
        (ValidationError("Wrong."), 400, "invalid-input"),
        (exceptions.ParseError(), 400, "invalid-input"),
    ],
)
def test_each_error_has_its_status_and_code(error: Exception, status: int, code: str) -> None:
    found = as_problem(error)
    assert found is not None
    assert (found.status, found.body()["type"]) == (status, f"urn:policy-tracker:{code}")


def test_fields_are_listed_with_their_messages() -> None:
    found = as_problem(InvalidInput([FieldError("links.0.effect", "Unknown.")]))
    assert found is not None
    assert found.body()["errors"] == [{"field": "links.0.effect", "message": "Unknown."}]


def test_a_fault_of_ours_is_left_to_the_handler_of_errors() -> None:
    assert as_problem(KeyError("secret")) is None


def test_a_fault_of_ours_answers_500_without_a_trace(
    client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise KeyError("secret")

    monkeypatch.setattr("tracker.documents.api.AreaViewSet.get_queryset", broken)
    client.raise_request_exception = False
    body = _check(client.get("/api/v1/areas/"), 500)
    assert "secret" not in str(body)
