"""What is written by API stands in the history with its author and request, as what is written on pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.people import ApiClient, client_of, person
from tracker.accounts.models import ApiToken
from tracker.developments.models import Development

pytestmark = pytest.mark.django_db
DRAFT = {"title": "A talk", "date": "2024-06-01"}


def _contexts(row: Any) -> list[dict[str, Any]]:
    return [event.pgh_context.metadata for event in row.events.order_by("pgh_id")]


def test_a_token_writes_as_its_owner() -> None:
    owner = person()
    headers = {"X-Request-Id": "a-request"}
    response = ApiClient(owner).post("/api/v1/developments/", DRAFT, headers=headers)
    assert response.status_code == 201
    (context,) = _contexts(Development.objects.get())
    assert (context["user"], context["url"]) == (owner.pk, "/api/v1/developments/")
    assert context["request_id"] == "a-request"


def test_a_session_writes_as_who_has_signed_in() -> None:
    owner = person()
    client_of(owner).post("/api/v1/developments/", DRAFT, content_type="application/json")
    assert [context["user"] for context in _contexts(Development.objects.get())] == [owner.pk]


def test_a_request_that_names_itself_badly_gets_a_name() -> None:
    owner = person()
    headers = {"X-Request-Id": "x" * 1000}
    ApiClient(owner).post("/api/v1/developments/", DRAFT, headers=headers)
    (context,) = _contexts(Development.objects.get())
    assert 0 < len(context["request_id"]) <= 100


def test_making_and_revoking_a_token_is_remembered_and_its_use_is_not() -> None:
    owner = person()
    client = client_of(owner)
    client.post("/account/tokens/", {"name": "notebook"})
    token = ApiToken.objects.get()
    token.last_used_at = token.created_at
    token.save(update_fields=["last_used_at"])
    client.post(f"/account/tokens/{token.pk}/revoke/")
    events: Any = token.events  # type: ignore[attr-defined]
    assert [event.pgh_label for event in events.order_by("pgh_id")] == ["insert", "update"]
    assert [context["user"] for context in _contexts(token)] == [owner.pk, owner.pk]
