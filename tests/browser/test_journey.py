"""The whole journey, against the real processes: a stalled recommendation gets its first development.

Logged in the browser, it appears in the lane, the list, the API, the CSV and the PDF, and resolves the
flags that it answers within seconds, by the worker alone.
"""

from __future__ import annotations

import csv
import io
import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.support import stack
from tests.support.stack import Stack
from tracker.core import clock
from tracker.core.words import day_words
from tracker.local import processes

SUBJECT = "recommendation:chun-2022/rok-open-agenda"
ADDRESS = "/documents/chun-2022/recommendations/rok-open-agenda/"
TITLE = "국회 takes up the agenda in a public forum"


@pytest.fixture
def product(
    template_database: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("journey")
    with stack.running(folder, ["worker", "web"], load=settings.SHIPPED_PACKAGE) as running:
        yield running


class Machine:
    """Somebody's script, with a token."""

    def __init__(self, product: Stack) -> None:
        self.url = product.url
        self.token = product.manage("create_api_token", stack.ADMIN).stdout.strip()

    def get(self, path: str) -> Any:
        request = urllib.request.Request(self.url + path, headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    def flags(self, state: str) -> dict[str, dict[str, Any]]:
        """Return the subject's flags in a state, by rule."""
        found = self.get(f"/api/v1/flags/?state={state}")["results"]
        return {flag["rule"]: flag for flag in found if flag["subject"] == SUBJECT}


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/")
    page.locator("input[name=login]").fill(stack.ADMIN)
    page.locator("input[name=password]").fill(stack.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/")


def log(page: Page) -> None:
    page.get_by_label("Address of the source").fill("https://example.org/forum?session=1")
    page.get_by_label("Its title").fill("공개 토론회 열려")
    page.get_by_label("What happened, in one line").fill(TITLE)
    page.get_by_label("When").fill(clock.today().isoformat())
    page.get_by_label("Kind").select_option("dialogue")
    editor = page.locator(".link-editor")
    editor.get_by_role("radio", name="advances").check()
    editor.get_by_role("radio", name="moderate").check()
    editor.get_by_label("Why").fill("A forum of the government's took up the agenda for the first time.")
    expect(editor.locator(".publish-effect")).to_contain_text("balance from 0 to +2")
    page.get_by_role("button", name="Publish", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_a_development_logged_in_the_browser_arrives_everywhere(product: Stack, browser: Browser) -> None:
    machine = Machine(product)
    assert processes.wait_until(lambda: {"silent", "no-advance"} <= machine.flags("open").keys(), seconds=30)

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, product.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Of eleven recommendations")
    page.get_by_role("link", name="Stalled").first.click()
    expect(page.get_by_role("main")).to_contain_text("Nothing ever logged")

    page.goto(product.url + ADDRESS)
    page.get_by_role("link", name="Log").last.click()
    log(page)
    key = page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0]

    # Resolved by the worker, within seconds, and naming what answered it.
    assert processes.wait_until(lambda: not machine.flags("unresolved"), seconds=15)
    resolved = machine.flags("resolved")
    assert resolved["silent"]["resolved_by"] == resolved["no-advance"]["resolved_by"] == key

    page.goto(f"{product.url}/documents/chun-2022/")
    expect(page.locator(f'[data-development="{key}"], [href*="{key}"]').first).to_be_attached()
    page.goto(f"{product.url}/developments/?q=국회")
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    assert machine.get(f"/api/v1/developments/{key}/")["title"] == TITLE
    figures = machine.get("/api/v1/documents/chun-2022/progress/")["recommendations"][7]
    assert (figures["code"], figures["advances"], figures["balance"]) == ("R8", 1, 2)
    assert figures["last_checked"] == figures["last_development"] == clock.today().isoformat()

    rows = csv.DictReader(io.StringIO(context.request.get(f"{product.url}/developments.csv").text()))
    assert TITLE in {row["title"] for row in rows}
    report = context.request.get(f"{product.url}/documents/chun-2022/report.pdf")
    assert report.ok
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(report.body())).pages)
    assert " ".join(TITLE.split()) in " ".join(text.split())
    assert day_words(clock.today()) in " ".join(text.split())
    context.close()
