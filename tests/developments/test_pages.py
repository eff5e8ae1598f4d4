"""The list of developments, a page each, and retracting there."""

from __future__ import annotations

import csv
import datetime as dt
import io
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
from tracker.developments import services
from tracker.developments.models import Check, Development

pytestmark = pytest.mark.django_db
LIST = "/developments/"


@pytest.fixture
def ana() -> User:
    world.make_document()
    return person(username="ana")


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


@pytest.fixture
def three(ana: User) -> User:
    world.log(ana, title="Ministers meet", date="2024-06-01")
    world.log(
        ana,
        title="한일 정상회담",
        date="2025-02",
        kind="summit",
        standing="reported",
        actors=["japan"],
        links=[world.link("essay/r2", effect="sets-back", strength="major", attribution="convergent")],
        sources=[{"url": "https://news.example.com/x", "title": "정상회담 열려", "publisher": "한국일보"}],
    )
    world.log(ana, title="A drill begins", date="2025-03-01", links=[], kind="military-exercise")
    return ana


def listed(site: Client, query: str) -> list[str]:
    response = site.get(LIST + query)
    assert response.status_code == 200
    return [row.development.title for row in response.context["rows"]]


def test_the_list_opens_with_how_many_there_are_newest_first(site: Client, three: User) -> None:
    html = site.get(LIST).content.decode()
    assert "Three developments are logged; one is only reported." in html
    assert listed(site, "") == ["A drill begins", "한일 정상회담", "Ministers meet"]
    assert listed(site, "?sort=oldest")[0] == "Ministers meet"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=회담", ["한일 정상회담"]),
        ("?q=meeting", ["Ministers meet"]),
        ("?dated_from=2025-01-01", ["A drill begins", "한일 정상회담"]),
        ("?dated_from=2025-01-01&dated_to=2025-02-10", ["한일 정상회담"]),
        ("?kind=summit", ["한일 정상회담"]),
        ("?actor=korea", ["A drill begins", "Ministers meet"]),
        ("?recommendation=essay/r2", ["한일 정상회담"]),
        ("?recommendation=essay/r1&effect=sets-back", []),
        ("?effect=advances", ["Ministers meet"]),
        ("?attribution=convergent", ["한일 정상회담"]),
        ("?standing=reported", ["한일 정상회담"]),
        ("?document=essay", ["한일 정상회담", "Ministers meet"]),
        ("?area=defence&effect=advances", ["Ministers meet"]),
        ("?source=news.example.com", ["한일 정상회담"]),
        ("?source=한국일보", ["한일 정상회담"]),
        ("?source=http://www.example.org/met/", ["A drill begins", "Ministers meet"]),
        ("?logged_by=ana&kind=ministerial", ["Ministers meet"]),
        ("?logged_by=package:", []),
        ("?logged_since=2999-01-01", []),
        ("?logged_since=2020-01-01T00:00:00Z&kind=summit", ["한일 정상회담"]),
        ("?state=retracted", []),
        ("?kind=party", []),
        ("?dated_from=soon", []),
    ],
)
def test_filters_stand_in_the_address(site: Client, three: User, query: str, titles: list[str]) -> None:
    assert listed(site, query) == titles


def test_what_matched_is_marked_and_said_where(site: Client, three: User) -> None:
    html = site.get(f"{LIST}?q=대한민국").content.decode()
    assert "<mark>대한민국</mark>" in html
    assert "Found in an actor’s own name." in html
    assert 'Of 3 developments, two match “<span lang="ko">대한민국</span>”.' in html
    html = site.get(f"{LIST}?q=정상&dated_from=2025-01-01").content.decode()
    assert "Of 3 developments, one matches" in html
    assert "since 1 January 2025; it is only reported." in html


def test_each_filter_in_force_can_be_taken_off(site: Client, three: User) -> None:
    response = site.get(f"{LIST}?kind=summit&actor=japan&q=회담")
    assert [chip.label for chip in response.context["chips"]] == ["회담", "summit", "Japan"]
    assert response.context["chips"][1].url == "?actor=japan&q=%ED%9A%8C%EB%8B%B4"


def test_what_is_sought_is_never_markup(site: Client, ana: User) -> None:
    world.log(ana, title="<script>alert(1)</script> meets")
    html = site.get(f"{LIST}?q=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html
    assert inline(html) == []


def test_drafts_are_listed_for_their_author_and_editors(site: Client, ana: User) -> None:
    world.log(ana, state="draft", title="Mine", date=None)
    assert listed(site, "?state=draft") == ["Mine"]
    assert listed(client_of(person(Role.ANALYST)), "?state=draft") == []
    assert listed(client_of(person(Role.EDITOR)), "?state=draft") == ["Mine"]


def test_another_day_lists_what_lay_by_it_and_what_was_known(site: Client, three: User) -> None:
    assert listed(site, "?as_of=2025-01-01") == ["Ministers meet"]
    published = Development.objects.get(kind="summit").published_at
    assert published
    moment = published.isoformat().replace("+00:00", "Z")
    assert listed(site, f"?known_at={moment}") == ["한일 정상회담", "Ministers meet"]
    html = site.get(f"{LIST}?as_of=2025-01-01").content.decode()
    assert "You are looking at" in html
    assert "as_of=2025-01-01" in html


def test_as_known_before_it_was_retracted_a_development_is_listed_with_its_links(
    site: Client, ana: User
) -> None:
    development = world.log(ana)
    services.retract_development(user=ana, key=development.key, reason="wrong")
    assert development.published_at
    moment = development.published_at.isoformat().replace("+00:00", "Z")
    assert listed(site, "?effect=advances") == []
    assert listed(site, f"?effect=advances&known_at={moment}") == ["Ministers meet in Seoul"]
    assert listed(site, f"?effect=context&known_at={moment}") == []


def test_a_moment_before_tracking_began_shows_what_it_began_with(site: Client, ana: User) -> None:
    development = world.log(ana)
    world.edit(ana, development, links=[world.link(effect="context")], reason="x")
    response = site.get(f"{LIST}?known_at=2020-01-01")
    (row,) = response.context["rows"]
    assert [link.effect for link, _meets, _unmeets in row.moves] == [1]
    assert "this is what it began with" in response.content.decode()


def test_the_list_asks_the_same_number_of_queries_for_any_number_of_rows(
    site: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    world.log(ana)
    with django_assert_max_num_queries(22):
        site.get(f"{LIST}?q=seoul")
    for number in range(12):
        world.log(ana, title=f"Seoul {number}", links=[world.link(f"essay/r{n}") for n in (1, 2, 3)])
    with django_assert_max_num_queries(22):
        site.get(f"{LIST}?q=seoul")


def test_a_page_of_its_own_tells_links_sources_and_history(site: Client, ana: User) -> None:
    development = world.log(ana, links=[world.link(meets=["held"], rationale="They said so")])
    world.edit(ana, development, date="2024-06-02", title="Ministers met", reason="The paper erred")
    html = site.get(reverse("developments:detail", args=[development.key])).content.decode()
    for words in (
        "They said so",
        "meets “It is held”",
        "They met",
        "“The paper erred”",
        "title: “Ministers meet in Seoul” became “Ministers met”",
        "date: 1 June 2024 became 2 June 2024",
        "published, with one link, one source and two actors",
        "Earlier versions of its links",
    ):
        assert words in html, words
    assert inline(html) == []


def test_the_page_asks_the_same_number_of_queries_for_any_history(
    site: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    development = world.log(ana)
    path = reverse("developments:detail", args=[development.key])
    with django_assert_max_num_queries(28):
        site.get(path)
    for number in range(6):
        effect = "advances" if number % 2 else "context"
        world.edit(
            ana, development, links=[world.link(effect=effect, meets=["held"])], reason="x", date="2024-07"
        )
    with django_assert_max_num_queries(28):
        site.get(path)


def test_retracting_asks_why_and_says_so_from_then_on(site: Client, ana: User) -> None:
    development = world.log(ana)
    path = reverse("developments:retract", args=[development.key])
    assert "for good" in site.get(path).content.decode()
    assert site.post(path, {"version": "1", "reason": ""}).status_code == 400
    world.edit(ana, development, summary="x")
    stale = site.post(path, {"version": "1", "reason": "Wrong"})
    assert stale.status_code == 409
    assert "Somebody has changed it meanwhile" in stale.content.decode()
    response = site.post(path, {"version": "2", "reason": "It was <another> meeting"})
    html = site.get(response["Location"]).content.decode()
    assert "Retracted on" in html
    assert "It was &lt;another&gt; meeting" in html
    assert listed(site, "?state=retracted") == ["Ministers meet in Seoul"]
    assert site.get(path).status_code == 409


def test_an_unknown_development_is_not_found(site: Client) -> None:
    assert site.get("/developments/nothing/").status_code == 404
    draft = world.log(person(), state="draft")
    assert site.get(f"/developments/{draft.key}/").status_code == 404


def test_looking_and_finding_nothing_new_is_recorded(site: Client, ana: User) -> None:
    path = reverse("developments:check", args=["essay", "r1"])
    response = site.post(path, {"where": "The ministry’s site", "next": "/stalled/"})
    assert response["Location"] == "/stalled/"
    assert Check.objects.get().where == "The ministry’s site"
    assert site.post(path, {"next": "https://evil.example/"})["Location"].startswith("/documents/essay/")
    assert client_of(person(Role.READER)).post(path).status_code == 403


def rows_of(site: Client, path: str) -> list[dict[str, str]]:
    response: Any = site.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_holds_what_the_filters_find_exactly_as_entered(site: Client, three: User) -> None:
    world.log(three, title='=1+1, "quoted"\tand 한글', date="2026-01~")
    rows = rows_of(site, "/developments.csv?dated_from=2025-01-01")
    assert [row["title"] for row in rows] == [
        '=1+1, "quoted" and 한글',
        "A drill begins",
        "한일 정상회담",
    ]
    assert rows[0]["date"] == "2026-01~"
    assert rows[2]["links"] == "essay/r2:sets-back:major:convergent"
    assert rows[2]["actors"] == "japan"
    assert site.get("/developments.csv?kind=party").status_code == 400


def test_the_file_of_links_is_narrowed_as_the_list_is_and_refuses_what_it_does_not_know(
    site: Client, ana: User
) -> None:
    world.make_document("other")
    world.log(ana, links=[world.link("essay/r1"), world.link("other/r1")])
    every = rows_of(site, "/links.csv")
    assert {row["recommendation"] for row in every} == {"essay/r1", "other/r1"}
    for query in ("document=other", "recommendation=other/r1"):
        assert [row["recommendation"] for row in rows_of(site, f"/links.csv?{query}")] == ["other/r1"]
    assert len(rows_of(site, "/links.csv?effect=advances")) == 2
    assert rows_of(site, "/links.csv?effect=context") == rows_of(site, "/links.csv?area=none") == []
    assert site.get("/links.csv?effect=up").status_code == 400
    refused = site.get("/links.csv?known_at=2026-01-01&document=other")
    assert refused.status_code == 400
    assert "narrowed by document, area, recommendation, effect and attribution" in refused.content.decode()


def test_the_file_of_links_holds_every_version_with_when_and_by_whom(site: Client, ana: User) -> None:
    development = world.log(ana, links=[world.link(meets=["held"])])
    world.log(ana, state="draft", title="Not in it")
    bob = person(username="bob")
    world.edit(bob, development, links=[world.link(effect="context", unmeets=["held"])], reason="no advance")
    services.retract_development(user=ana, key=development.key, reason="wrong")
    first, second = rows_of(site, "/links.csv")
    assert (first["effect"], first["meets"], first["unmeets"]) == ("advances", "held", "")
    assert (second["effect"], second["meets"], second["unmeets"]) == ("context", "", "held")
    assert first["retracted_at"] == second["published_at"] != ""
    assert (first["published_by"], first["retracted_by"], second["published_by"]) == ("ana", "bob", "bob")
    assert (second["succeeds"], second["reason"], second["retracted_by"]) == (
        first["id"],
        "no advance",
        "ana",
    )
    assert dt.datetime.fromisoformat(first["published_at"]) <= clock.now()
