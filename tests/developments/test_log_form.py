"""The log form without scripts: everything can be done by its buttons, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.developments import world
from tests.support.pages import inline
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core import clock
from tracker.developments.models import Development

pytestmark = pytest.mark.django_db
NEW = "/developments/new/"


@pytest.fixture
def ana() -> User:
    world.make_document()
    return person()


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


class Fields(HTMLParser):
    """Reads a page's log form as a browser would send it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, str]] = []
        self._within = False
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._within = given.get("id") == "log-form"
        if not self._within:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.sent.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self.sent.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.sent.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "button":
            self.buttons.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area][-1] += data.removeprefix("\n")


def press(site: Client, response: Any, button: str, path: str = NEW, **typed: Any) -> Any:
    """Type into the form that came with ``response``, press a button, and return the answer."""
    fields = Fields(response.content.decode())
    name, _equals, value = button.partition("=")
    assert any(each[0] == name for each in fields.buttons), fields.buttons
    sent = {**fields.sent, **{key.replace("__", "-"): each for key, each in typed.items()}, name: value}
    sent.pop("csrfmiddlewaretoken", None)
    return site.post(path, sent)


WHOLE: dict[str, Any] = {
    "title": "Ministers meet in Seoul",
    "date": "2024년 6월 1일",
    "kind": "ministerial",
    "actors": ["japan", "korea"],
    "sources__0__url": "https://example.org/met",
    "sources__0__title": "They met",
    "sources__0__date": "1 June 2024",
}


def test_a_development_is_logged_by_buttons_alone(site: Client, ana: User) -> None:
    response = press(site, site.get(f"{NEW}?recommendation=essay/r1"), "add-source=1", **WHOLE)
    response = press(
        site, response, "add-link=", find="R2", sources__1__url="https://example.org/2", sources__1__title="B"
    )
    response = press(
        site,
        response,
        "publish=",
        links__0__effect="advances",
        links__0__strength="major",
        links__0__meets=["held"],
        links__0__rationale="They said so",
        links__1__effect="context",
        links__1__strength="minor",
    )
    assert response.status_code == 302
    development = Development.objects.get()
    assert response["Location"] == reverse("developments:detail", args=[development.key])
    assert (development.date, development.state, development.author) == ("2024-06-01", "published", ana)
    assert [row.source.title for row in development.source_rows.order_by("position")] == ["They met", "B"]
    assert development.sources.first()
    links = {row.recommendation.key: row for row in development.links.select_related("recommendation")}
    assert (links["r1"].weight, links["r1"].rationale, links["r2"].effect) == (4, "They said so", 0)
    assert development.meetings.get().milestone.key == "held"


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(site: Client) -> None:
    typed = {
        **WHOLE,
        "date": "2023-02-30",
        "sources__0__url": "example",
        "kind": "",
        "summary": "Two <b>sentences</b>.",
        "links__0__rationale": "Because",
    }
    response = press(site, site.get(f"{NEW}?recommendation=essay/r1"), "publish=", **typed)
    html = response.content.decode()
    assert response.status_code == 400
    assert "February 2023 has 28" in html
    for place in ("id_date", "id_sources-0-url", "id_kind", "id_links-0-effect", "id_links-0-strength"):
        assert f'href="#{place}"' in html
        assert f'id="{place}"' in html or f'id="{place}_0"' in html
    again = Fields(html).sent
    assert again["title"] == ["Ministers meet in Seoul"]
    assert again["date"] == ["2023-02-30"]
    assert again["actors"] == ["japan", "korea"]
    assert again["sources-0-url"] == ["example"]
    assert again["summary"] == ["Two &lt;b&gt;sentences&lt;/b&gt;."] or "Two <b>" in again["summary"][0]
    assert again["links-0-rationale"] == ["Because"]
    assert "<b>sentences" not in html
    assert not Development.objects.exists()


def test_a_recommendation_in_the_address_that_is_none_is_said_to_be_left_out(site: Client, ana: User) -> None:
    development = world.log(ana)
    for path in (NEW, reverse("developments:edit", args=[development.key])):
        html = site.get(f"{path}?recommendation=essay/r2&recommendation=essay/r99").content.decode()
        assert "Left out, as there is no such recommendation: “essay/r99”." in html
        assert "Do thing 2" in html
        assert "Left out" not in site.get(f"{path}?recommendation=essay/r2").content.decode()


def test_removing_a_source_and_a_link_keeps_the_others(site: Client) -> None:
    response = site.get(f"{NEW}?recommendation=essay/r1&recommendation=essay/r2")
    response = press(site, response, "add-source=1", **WHOLE)
    response = press(site, response, "remove-source=0", sources__1__url="https://example.org/second")
    response = press(site, response, "remove-link=0", links__1__rationale="stays")
    again = Fields(response.content.decode()).sent
    assert again["sources-0-url"] == ["https://example.org/second"]
    assert "sources-1-url" not in again
    assert again["links-0-recommendation"] == ["essay/r2"]
    assert again["links-0-rationale"] == ["stays"]


def test_words_that_may_mean_several_recommendations_offer_them(site: Client) -> None:
    response = press(site, site.get(NEW), "add-link=", find="thing")
    html = response.content.decode()
    assert ("add-link", "essay/r3") in Fields(html).buttons
    response = press(site, response, "add-link=essay/r3")
    assert Fields(response.content.decode()).sent["links-0-recommendation"] == ["essay/r3"]
    assert "No recommendation is called" in press(site, response, "add-link=", find="zzz").content.decode()


def test_a_draft_is_kept_gone_on_with_and_discarded(site: Client) -> None:
    response = press(site, site.get(NEW), "save-draft=", title="Half a thought")
    draft = Development.objects.get()
    path = reverse("developments:edit", args=[draft.key])
    assert response["Location"] == path
    response = press(site, site.get(path), "save-draft=", path=path, summary="and more")
    draft.refresh_from_db()
    assert (draft.state, draft.summary, draft.version) == ("draft", "and more", 2)
    response = site.post(reverse("developments:discard", args=[draft.key]), {"version": 2})
    assert response.status_code == 302
    assert not Development.objects.exists()


def test_what_is_still_to_come_is_kept_as_a_draft(site: Client) -> None:
    with clock.fixed_at(dt.datetime(2026, 11, 24, tzinfo=dt.UTC)):
        response = press(site, site.get(NEW), "publish=", **{**WHOLE, "date": "5 Jan. 2027"})
        said = site.get(response["Location"]).content.decode()
    assert Development.objects.get().state == "draft"
    assert "you will be reminded on its day" in said


def test_logging_another_keeps_address_and_actors(site: Client) -> None:
    response = press(site, site.get(NEW), "publish-another=", **WHOLE)
    assert "like=2024-06-01-ministers-meet-in-seoul" in response["Location"]
    again = Fields(site.get(response["Location"]).content.decode()).sent
    assert again["sources-0-url"] == ["https://example.org/met"]
    assert again["actors"] == ["japan", "korea"]
    assert again["title"] == [""]


def test_a_correction_asks_why_and_says_when_somebody_was_faster(site: Client, ana: User) -> None:
    development = world.log(ana)
    path = reverse("developments:edit", args=[development.key])
    start = site.get(path)
    response = press(site, start, "publish=", path=path, links__0__effect="sets-back")
    assert response.status_code == 400
    assert "Figures move" in response.content.decode()
    world.edit(ana, development, title="Somebody else was here")
    response = press(site, start, "publish=", path=path, links__0__effect="sets-back", reason="read again")
    assert response.status_code == 409
    html = response.content.decode()
    assert "has changed it meanwhile. Saving again puts" in html
    assert Fields(html).sent["reason"] == ["read again"]
    response = press(site, response, "publish=", path=path)
    assert response.status_code == 302
    assert development.links.get(retracted_at=None).effect == -1


def test_the_actors_order_is_kept_by_an_edit(site: Client, ana: User) -> None:
    development = world.log(ana, actors=["korea", "japan"])
    path = reverse("developments:edit", args=[development.key])
    press(site, site.get(path), "publish=", path=path, summary="More")
    order = development.actor_rows.order_by("position").values_list("actor__key", flat=True)
    assert list(order) == ["korea", "japan"]


def test_enter_in_a_field_only_reads(site: Client) -> None:
    response = press(site, site.get(NEW), "look=", date="2026-01", title="x")
    assert "January 2026</b>, the day not known" in response.content.decode()
    assert not Development.objects.exists()


def test_a_met_milestone_can_only_be_un_met(site: Client, ana: User) -> None:
    world.log(ana, links=[world.link(meets=["held"])])
    html = site.get(f"{NEW}?recommendation=essay/r1").content.decode()
    boxes = re.findall(r'name="links-0-(meets|unmeets)" value="(\w+)"', html)
    assert sorted(boxes) == [("meets", "again"), ("unmeets", "held")]
    assert "One of two is met already." in html


def test_fragments_answer_while_typing(site: Client) -> None:
    read = site.get(reverse("developments:read-date"), {"date": "2024-06-27/2024-06-29"})
    assert "27–29 June 2024" in read.content.decode()
    assert "three" not in site.get(reverse("developments:read-date"), {"date": ""}).content.decode()
    found = site.get(reverse("developments:find-recommendation"), {"find": "R2"})
    assert "essay/r2" in found.content.decode()


def test_a_reader_is_told_what_it_takes(ana: User) -> None:
    response = client_of(person(Role.READER)).get(NEW)
    assert response.status_code == 403


def test_no_page_of_the_form_holds_inline_script_or_style(site: Client, ana: User) -> None:
    development = world.log(ana)
    for path in (NEW, f"{NEW}?recommendation=essay/r1", reverse("developments:edit", args=[development.key])):
        assert inline(site.get(path).content.decode()) == []


def test_the_form_asks_the_same_number_of_queries_for_any_number_of_links(
    site: Client, django_assert_max_num_queries: Any
) -> None:
    world.make_document("long", recommendations=30)
    many = "&".join(f"recommendation=long/r{number}" for number in range(1, 31))
    with django_assert_max_num_queries(9):
        site.get(f"{NEW}?recommendation=essay/r1")
    with django_assert_max_num_queries(9):
        site.get(f"{NEW}?{many}")


def test_the_summary_says_of_which_link_and_source_an_error_is(site: Client) -> None:
    response = press(site, site.get(f"{NEW}?recommendation=essay/r1"), "add-link=", find="R2", **WHOLE)
    more = {
        "links__0__strength": "major",
        "links__1__strength": "minor",
        "links__2__recommendation": "essay/r9",
    }
    response = press(site, response, "publish=", **more)
    assert response.status_code == 400
    summary = response.content.decode().split("data-error-summary")[1].split("</ul>")[0]
    for place, of in (("links-0-effect", "R1, effect"), ("links-1-effect", "R2, effect")):
        assert f'href="#id_{place}">{of}: Choose its effect.' in summary
    assert 'href="#links-2">essay/r9: ' in summary
