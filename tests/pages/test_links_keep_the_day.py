"""Every link of a page of figures keeps the day and the moment asked, on all pages that can be reached."""

from __future__ import annotations

import re
from collections import deque
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.support import visits
from tests.support.people import client_of, person
from tracker.core import clock
from tracker.core.words import day_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
DAY = "2025-06-30"
#: As late as can be asked, and not a day's end, which is written as the day.
MOMENT = f"{clock.today().isoformat()}T23:59:59.500000Z"
MOMENT_WORDS = f"{day_words(clock.today())}, 23:59:59.5 UTC"
ASKED = {"as_of": [DAY], "known_at": [MOMENT]}
START = f"/documents/chun-2022/?as_of={DAY}&known_at={MOMENT}"
#: A page of each kind is read so often, and all its links are looked at.
EACH = 3

#: What is of today, whichever day is looked at: who you are, what is set up and what is logged next.
OF_TODAY = {
    "accounts:account", "account_logout", "documents:new", "documents:edit", "documents:load-package",
    "documents:recommendation-new", "documents:recommendation-edit", "documents:dump-package",
    "developments:new", "developments:edit", "developments:retract", "progress:assess", "progress:draft",
}  # fmt: skip
#: Every version there ever was, whenever it is asked.
OF_ALL_TIME = {"developments:export-links", "api:reference", "api:schema"}
#: What no link of today's shipped package leads to on that day: where nobody looked, other judges, home.
LED_TO_ELSEWHERE = {
    "dashboard:home",
    "dashboard:overview",
    "dashboard:judges",
    "stalls:looks",
    "stalls:looks-of",
}
#: A page without figures hands on the question by its own links.
WITHOUT_FIGURES = {"progress:how"}


class _Links(HTMLParser):
    """Collects links, with what they are called, and what forms that ask send along."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: list[tuple[str, set[str]]] = []
        self._words: list[str] | None = None
        self._form: tuple[str, set[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self._words = []
            self.links.append((given["href"], ""))
        elif tag == "form" and given.get("method", "get").lower() == "get":
            self._form = (given.get("action", ""), set())
        elif tag in ("input", "select") and self._form is not None:
            self._form[1].add(given.get("name", ""))

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._words is not None and self.links:
            self.links[-1] = (self.links[-1][0], " ".join("".join(self._words).split()))
            self._words = None
        elif tag == "form" and self._form is not None:
            self.forms.append(self._form)
            self._form = None


def _name(url: str) -> str:
    match = resolve(urlsplit(url).path)
    return match.view_name


def _keeps(url: str) -> bool:
    asked = parse_qs(urlsplit(url).query)
    if _name(url) == "dashboard:compare":
        return asked.get("from", asked.get("as_of")) == [DAY]
    return {name: asked.get(name) for name in ASKED} == ASKED


def _may_leave(url: str, words: str) -> bool:
    return (
        words in ("Back to today", "Policy Tracker")
        or _name(url) in OF_TODAY | OF_ALL_TIME
        or (_name(url) == "developments:list" and "state=draft" in url)
    )


def _internal(address: str, href: str) -> str:
    url = urljoin(address, href)
    parts = urlsplit(url)
    outside = parts.scheme or parts.netloc or parts.path.startswith(("/static/", "/admin/", "/accounts/"))
    return "" if outside or href.startswith("#") else url


def _walk(client: Client, start: str) -> tuple[list[str], set[str]]:
    """Go from page to page; return the links that lose the question, and the kinds of pages read."""
    lost: list[str] = []
    seen: set[str] = set()
    read: dict[str, int] = {}
    waiting = deque([start])
    while waiting:
        address = waiting.popleft().partition("#")[0]
        name = _name(address)
        if address in seen or read.get(name, 0) >= EACH:
            continue
        seen.add(address)
        read[name] = read.get(name, 0) + 1
        response = client.get(address)
        if not response["Content-Type"].startswith("text/html"):
            assert response.status_code == 200, address
            continue
        assert response.status_code == 200, address
        html = response.content.decode()
        lost += _said(name, address, html)
        found = _Links()
        found.feed(html)
        if name == "dashboard:compare":  # it has two days, and leads to the rows of both
            continue
        for href, words in found.links:
            url = _internal(address, href)
            if not url or _may_leave(url, words):
                continue
            if not _keeps(url):
                lost.append(f"{name}: {words!r} {href}")
            else:
                waiting.append(url)
        for action, names in found.forms:
            url = _internal(address, action or address)
            if url and not ({"as_of", "known_at"} <= names or {"from", "as_of"} <= names):
                lost.append(f"{name}: the form to {action or address} sends {sorted(names)}")
    return lost, set(read)


def _said(name: str, address: str, html: str) -> list[str]:
    """A page of figures says unmistakably which day and moment it is of: in its line and in the tab."""
    if name in WITHOUT_FIGURES | {"dashboard:compare"}:
        return []
    wanted = {
        "line": '<section class="asof-line another"',
        "day": f"You are looking at <b>30 June 2025</b>, as known on <b>{MOMENT_WORDS}</b>.",
        "tab": f"<title>30 June 2025, as known on {MOMENT_WORDS}: ",
    }
    return [f"{name}: {address} lacks its {part}" for part, words in wanted.items() if words not in html]


@pytest.mark.parametrize(
    ("role", "start"), [("editor", START), ("reader", START.replace("/documents/chun-2022", ""))]
)
def test_every_link_of_every_page_of_figures_keeps_the_question(role: str, start: str) -> None:
    lost, read = _walk(client_of(person(role)), start)
    assert "\n".join(sorted(set(lost))) == ""
    assert visits.FIGURES.keys() - read <= LED_TO_ELSEWHERE


@pytest.mark.parametrize("path", sorted(path for paths in visits.FIGURES.values() for path in paths))
def test_every_page_of_figures_has_the_control_that_works_without_scripts(path: str) -> None:
    path = path.replace(
        "/documents/bench/recommendations/r00000", "/documents/chun-2022/recommendations/rok-open-agenda"
    )
    path = path.replace("bench", "chun-2022").replace("area-0", "north-korea-policy").replace("actor-0", "KR")
    path = path.replace("d0000000", "2023-08-18-camp-david-summit").replace(
        "{corrected}", "2023-08-18-camp-david-summit"
    )
    page = client_of(person("reader")).get(path.replace("{source}", "1")).content.decode()
    form = re.search(r'<form class="asof-form" method="get".*?</form>', page, re.S)
    assert form or "compare" in path, path
    if form:
        assert 'name="as_of"' in form.group()
        assert 'name="known_at"' in form.group()
        assert "<button" in form.group()
