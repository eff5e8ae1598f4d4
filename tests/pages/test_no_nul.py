"""An address that holds a NUL is answered like any other that leads nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.support.people import client_of, person
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return client_of(person(Role.EDITOR))


@pytest.mark.parametrize(
    "path",
    [
        "/documents/%00/",
        "/documents/%00/edit/",
        "/documents/x/compare/%00",
        "/areas/a%00/",
        "/actors/%00/",
        "/developments/%00/edit/",
        "/documents/x/recommendations/%00/assess/",
    ],
)
def test_a_nul_in_a_path_leads_nowhere(editor: Client, path: str) -> None:
    assert editor.get(path).status_code == 404


@pytest.mark.parametrize("query", ["recommendation=%00", "as_of=%00", "known_at=%00"])
def test_a_nul_in_an_argument_is_a_bad_request(editor: Client, query: str) -> None:
    assert editor.get(f"/documents/x/compare/?from=2024-01-01&{query}").status_code == 400
    # The API looks for the document first.
    assert editor.get(f"/api/v1/documents/x/changes/?from=2024-01-01&{query}").status_code in (400, 404)


def test_a_nul_in_a_form_is_a_bad_request(editor: Client) -> None:
    assert editor.post("/developments/new/", {"title": "a\x00b"}).status_code == 400
    assert editor.post("/stalled/publish-effect/", {"links-0-recommendation": "\x00"}).status_code == 400


def test_signed_out_it_leads_to_sign_in(client: Client) -> None:
    assert client.get("/documents/%00/").status_code == 302
