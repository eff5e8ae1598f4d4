"""Each role against each page and endpoint that writes: who may not is told so, and nothing changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.pages import patterns
from tests.support.people import ApiClient, client_of, person
from tracker.accounts.roles import Action, Role, may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

DOCUMENT = "/documents/chun-2022/"
RECOMMENDATION = f"{DOCUMENT}recommendations/restore-defence-ties/"
DEVELOPMENT = "/developments/2023-08-18-camp-david-summit/"
FLAGS = "/stalled/recommendations/chun-2022/restore-defence-ties/"
AREA_FLAGS = "/stalled/areas/trilateral-framework/"

#: URL name, address, and what it takes.
WRITING = [
    ("developments:new", "/developments/new/", Action.LOG),
    ("developments:edit", f"{DEVELOPMENT}edit/", Action.LOG),
    ("developments:discard", f"{DEVELOPMENT}discard/", Action.LOG),
    ("developments:retract", f"{DEVELOPMENT}retract/", Action.LOG),
    ("developments:check", f"{RECOMMENDATION}checks/", Action.CHECK),
    ("progress:assess", f"{RECOMMENDATION}assess/", Action.ASSESS),
    ("progress:draft", f"{RECOMMENDATION}assess/drafts/1/", Action.ASSESS),
    ("progress:days", "/days/", Action.NAME_DAYS),
    ("progress:remove-day", "/days/1/remove/", Action.NAME_DAYS),
    ("stalls:looks", "/looks/", Action.CHECK),
    ("stalls:acknowledge", f"{FLAGS}acknowledge/", Action.HANDLE_FLAGS),
    ("stalls:snooze", f"{FLAGS}snooze/", Action.HANDLE_FLAGS),
    ("stalls:reopen", f"{FLAGS}reopen/", Action.HANDLE_FLAGS),
    ("stalls:acknowledge", f"{AREA_FLAGS}acknowledge/", Action.HANDLE_AREA_FLAGS),
    ("stalls:snooze", f"{AREA_FLAGS}snooze/", Action.HANDLE_AREA_FLAGS),
    ("stalls:reopen", f"{AREA_FLAGS}reopen/", Action.HANDLE_AREA_FLAGS),
    ("documents:new", "/documents/new/", Action.SET_UP),
    ("documents:edit", f"{DOCUMENT}edit/", Action.SET_UP),
    ("documents:recommendation-new", f"{DOCUMENT}recommendations/new/", Action.SET_UP),
    ("documents:recommendation-edit", f"{RECOMMENDATION}edit/", Action.SET_UP),
    ("documents:recommendation-delete", f"{RECOMMENDATION}delete/", Action.SET_UP),
    ("documents:load-package", "/packages/load/", Action.PACKAGES),
]
#: These write nothing, or only what is one's own.
NOT_WRITING = {
    "accounts:account", "accounts:create-token", "accounts:revoke-token", "notices:put-away", "core:health",
    "dashboard:home", "dashboard:overview", "dashboard:recommendation", "dashboard:area", "dashboard:actor",
    "developments:list", "developments:export", "developments:export-links", "developments:read-date",
    "developments:find-recommendation", "developments:detail", "documents:dump-package", "progress:how",
    "stalls:list", "stalls:publish-effect", "reports:index", "reports:progress-pdf", "dashboard:compare",
    "dashboard:judges", "dashboard:source", "dashboard:overview-csv", "dashboard:ledger-csv", "stalls:csv",
    "stalls:looks-of",
}  # fmt: skip
API = [
    ("post", "/api/v1/developments/", {}),
    ("patch", f"/api/v1{DEVELOPMENT}", {"version": 1, "title": "Another"}),
    ("post", f"/api/v1{DEVELOPMENT}retract/", {"reason": "It did not happen."}),
]


def test_every_page_that_may_write_is_tried() -> None:
    ours = {name for name, _route in patterns() if ":" in name and name.split(":")[0] not in ("admin", "api")}
    assert ours - NOT_WRITING == {name for name, _path, _action in WRITING}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("name", "path", "action"), WRITING, ids=[path for _, path, _ in WRITING])
def test_a_page_that_writes_refuses_those_who_may_not(
    role: Role, name: str, path: str, action: Action
) -> None:
    someone = person(role)
    response = client_of(someone).post(path, {})
    assert (response.status_code == 403) is not may(someone, action), response.status_code
    if response.status_code == 403:
        assert "takes the role of" in response.content.decode()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("method", "path", "body"), API, ids=[f"{method} {path}" for method, path, _ in API])
def test_the_api_refuses_those_who_may_not(role: Role, method: str, path: str, body: Any) -> None:
    someone = person(role)
    response = getattr(ApiClient(someone), method)(path, body)
    assert (response.status_code == 403) is not may(someone, Action.LOG), response.content
    if response.status_code == 403:
        assert "takes the role of" in response.json()["detail"]


@pytest.mark.parametrize("role", Role)
def test_a_package_is_handed_out_to_those_who_may_dump_it(role: Role) -> None:
    someone = person(role)
    response = client_of(someone).get(f"{DOCUMENT}package.zip")
    assert response.status_code == (200 if may(someone, Action.PACKAGES) else 403)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", ["/", DOCUMENT, RECOMMENDATION, DEVELOPMENT, "/developments/", "/stalled/"])
def test_everybody_who_has_signed_in_may_see(role: Role, path: str) -> None:
    assert client_of(person(role)).get(path, follow=True).status_code == 200
