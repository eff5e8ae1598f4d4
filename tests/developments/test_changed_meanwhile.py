"""Saving over what somebody changed meanwhile: who, what stands now, and that the next press overwrites."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.developments import world
from tests.support.pages import inline
from tests.support.people import client_of, person
from tracker.developments import services

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Ministers meet in Busan",
    "date": "1 June 2024",
    "kind": "ministerial",
    "standing": "confirmed",
    "actors": ["korea", "japan"],
    "sources-0-url": "https://example.org/met",
    "sources-0-title": "They met",
    "sources-0-publisher": "The Daily",
    "links-0-recommendation": "essay/r1",
    "links-0-effect": "advances",
    "links-0-strength": "moderate",
    "links-0-attribution": "unknown",
    "links-1-recommendation": "essay/r2",
    "links-1-effect": "context",
    "links-1-strength": "minor",
    "version": "1",
    "reason": "As the paper says.",
    "publish": "",
}


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def changed(typed: dict[str, Any]) -> dict[str, Any]:
    links = [world.link(effect="sets-back", strength="major"), world.link("essay/r3")]
    return {"date": "2024-06-02", "links": links, "reason": "A day later.", "version": 1, **typed}


def test_it_says_who_changed_what_and_that_the_next_press_overwrites() -> None:
    world.make_document()
    ana, ben = person(first_name="Ana", last_name="Lim"), person(first_name="Ben", last_name="<Oh>")
    development = world.log(ana)
    services.edit_development(user=ben, key=development.key, given=changed({"title": "They <meet>"}))
    site = client_of(ana)
    path = f"/developments/{development.key}/edit/"
    with CaptureQueriesContext(connection) as counted:
        response = site.post(path, TYPED)
    assert response.status_code == 409
    html = response.content.decode()
    said = text(html)
    assert (
        "Ben &lt;Oh&gt; has changed it meanwhile. "
        "Saving again puts what you typed in the place of what stands now."
    ) in said
    box = html.split('id="meanwhile"')[1].split("</div>")[0]
    assert [text(each).strip() for each in re.findall(r"<li>(.*?)</li>", box)] == [
        "Title : “They &lt;meet&gt;”",
        "When : 2 June 2024",
        "Link to R1 : sets back, major",
        "Link to R3 : advances, moderate",
        "Link to R2 : none",
    ]
    assert f'href="/developments/{development.key}/" target="_blank" rel="noopener"' in box
    assert 'value="Ministers meet in Busan"' in html
    assert inline(html) == []
    queries = [each["sql"] for each in counted if "SAVEPOINT" not in each["sql"]]
    assert len(queries) <= 20, len(queries)
    version = re.findall(r'name="version" value="(\d+)"', html)
    assert version == ["2"]
    assert site.post(path, {**TYPED, "version": "2"}).status_code == 302
    development.refresh_from_db()
    assert (development.title, development.version) == ("Ministers meet in Busan", 3)


def test_a_draft_that_somebody_published_is_shown_as_what_is_published() -> None:
    world.make_document()
    ana, ed = person(), person("editor")
    draft = world.log(ana, state="draft")
    services.edit_development(user=ed, key=draft.key, given={"state": "published", "version": 1})
    html = client_of(ana).post(f"/developments/{draft.key}/edit/", {**TYPED, "publish": ""}).content.decode()
    assert "has changed it meanwhile" in text(html)
    assert "Publish the correction" in html


def test_what_is_gone_is_said_as_before() -> None:
    world.make_document()
    ana, ed = person(), person("editor")
    development = world.log(ana)
    draft = world.log(ana, state="draft")
    services.discard_draft(user=ed, key=draft.key, version=1)
    services.retract_development(user=ed, key=development.key, reason="No.", version=1)
    site = client_of(ana)
    for key, status in ((draft.key, 404), (development.key, 409)):
        response = site.post(f"/developments/{key}/edit/", TYPED)
        assert response.status_code == status
        assert 'id="meanwhile"' not in response.content.decode()
