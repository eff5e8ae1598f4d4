"""Bodies that are no JSON object, too large, too deep or of another type are refused by their status."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.people import ApiClient, person

PATH = "/api/v1/developments/"


@pytest.fixture
def client(db: None) -> ApiClient:
    return ApiClient(person())


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b'"text"', b"1", b"null", b"{'a': 1}", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000,
        b'{"title": "a\\u0000b"}', b'{"title": "\\ud800"}', b'{"\\ud800": 1}', b'{"nothing": 1}',
    ],
)  # fmt: skip
def test_what_is_no_json_object_or_holds_no_text_is_400(client: ApiClient, body: bytes) -> None:
    response = client.post(PATH, body)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    json.loads(response.content)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""])
def test_another_type_is_415(client: ApiClient, kind: str) -> None:
    response = client.post(PATH, b"title=A", content_type=kind)
    assert response.status_code == 415
    assert response.json()["status"] == 415


def test_a_body_too_large_is_413(client: ApiClient, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post(PATH, {"title": "A" * 100})
    assert response.status_code == 413
    assert response.json()["status"] == 413


def test_every_wrong_field_is_named_at_once(client: ApiClient) -> None:
    response = client.post(
        PATH,
        {
            "title": "A talk",
            "date": "2024-02-30",
            "kind": "party",
            "actors": ["nobody"],
            "links": [{"recommendation": "no/such", "effect": "sideways", "strength": "minor"}],
            "state": "published",
        },
    )
    assert response.status_code == 400
    fields = {each["field"] for each in response.json()["errors"]}
    assert {"date", "kind", "actors.0", "links.0.recommendation", "links.0.effect", "sources"} <= fields
