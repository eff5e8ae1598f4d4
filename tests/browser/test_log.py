"""Logging a development in a real browser: with scripts, by keyboard, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.support import stack
from tests.support.stack import Stack

NEW = "/developments/new/?recommendation=chun-2022/restore-defence-ties"


@pytest.fixture(scope="module")
def product(
    template_database: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    with stack.running(tmp_path_factory.mktemp("log"), ["web"], load=settings.SHIPPED_PACKAGE) as running:
        yield running


@pytest.fixture(scope="module")
def session(product: Stack, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    state = tmp_path_factory.mktemp("session") / "state.json"
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{product.url}/accounts/login/")
    page.locator("input[name=login]").fill(stack.ADMIN)
    page.locator("input[name=password]").fill(stack.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{product.url}/")
    context.storage_state(path=state)
    context.close()
    return state


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """Open a page; collect what the browser complains of."""
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


def fill_in(page: Page, title: str) -> None:
    page.get_by_label("Address of the source").first.fill("https://example.org/agreed")
    page.get_by_label("Its title").first.fill("They agreed")
    page.get_by_label("What happened, in one line").fill(title)
    page.get_by_label("Kind").select_option("dialogue")


def test_the_form_says_what_it_understood_and_what_publishing_does(
    product: Stack, session: Path, browser: Browser
) -> None:
    context = browser.new_context(storage_state=session, reduced_motion="reduce")
    page, complaints = opened(context, product.url + NEW)
    fill_in(page, "Ministers agree on drills")
    page.get_by_label("When").fill("2026년 1월")
    expect(page.locator(".date-reading")).to_contain_text("January 2026, the day not known")
    expect(page.locator(".date-reading")).to_contain_text("Counts from 31 January 2026, its latest day.")
    expect(page.locator(".cells .within")).to_have_count(1)

    page.get_by_role("combobox", name="Actors").press_sequentially("japan")
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Actors").press_sequentially("korea")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.locator(".chip-select .chosen button")
    expect(chosen).to_have_count(2)
    expect(chosen.first).to_contain_text("Japan 日本国")

    first = page.locator("#links-0")
    first.get_by_text("sets back").click()
    expect(first.locator("input[name=links-0-strength] ~ span use").first).to_have_class("mark sets-back")
    first.get_by_text("moderate 2").click()
    expect(first.locator(".publish-effect")).to_contain_text(re.compile(r"R3’s balance from \+\d+ to \+\d+"))

    page.get_by_label("Add a recommendation").fill("R6")
    page.locator("#found").get_by_role("button", name="Add R6").click()
    second = page.locator("#links-1")
    expect(second).to_contain_text("R6")
    expect(second.get_by_text("advances", exact=True).first).to_be_visible()
    expect(second.locator("input[type=radio]").first).to_be_focused()
    expect(first.get_by_label("moderate 2")).to_be_checked()
    page.locator("#links-1").get_by_role("button", name="Remove").click()
    expect(page.locator("#links-1")).to_have_count(0)

    page.get_by_role("button", name="Add another source").click()
    expect(page.get_by_label("Address of the source")).to_have_count(2)
    expect(page.get_by_label("Address of the source").last).to_be_focused()
    page.keyboard.type("https://example.org/second")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Log a development")).to_be_visible()
    page.get_by_label("Its title").last.fill("The second")

    page.get_by_label("What happened, in one line").press("Control+Enter")
    page.wait_for_url(re.compile(r"/developments/2026-01-01-ministers-agree-on-drills/"))
    expect(page.locator("#toasts")).to_contain_text("Published.")
    expect(page.locator("#toasts")).to_contain_text("R3’s judgement is due for review.")
    expect(page.get_by_role("main")).to_contain_text("The second")
    page.goto(f"{product.url}/developments/?q=日本国&dated_from=2026-01-01")
    expect(page.get_by_role("main")).to_contain_text("Ministers agree on drills")
    assert complaints == []
    context.close()


def test_errors_take_the_focus_and_lead_to_their_fields(
    product: Stack, session: Path, browser: Browser
) -> None:
    context = browser.new_context(storage_state=session)
    page, _complaints = opened(context, product.url + NEW)
    page.get_by_label("When").fill("2023-02-30")
    page.get_by_role("button", name=re.compile("^Publish( Ctrl.*)?$")).click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("When")).click()
    expect(page.get_by_label("When")).to_be_focused()
    expect(page.get_by_label("When")).to_have_value("2023-02-30")
    assert page.get_by_label("When").get_attribute("aria-invalid") == "true"
    context.close()


def test_a_related_recommendation_is_suggested_and_added_by_a_key(
    product: Stack, session: Path, browser: Browser
) -> None:
    relate = """
from tracker.documents.models import Recommendation, RelatedRecommendation
first, other = (Recommendation.objects.get(code=code) for code in ("R3", "R1"))
RelatedRecommendation.objects.create(recommendation=first, other=other, relation="narrows")
"""
    product.manage("shell", "-c", relate)
    context = browser.new_context(storage_state=session)
    page, complaints = opened(context, f"{product.url}/developments/new/")
    expect(page.locator("#suggestions")).not_to_contain_text("It may also touch")
    page.get_by_label("What happened, in one line").fill("Typed before")
    page.get_by_label("Add a recommendation").fill("R3")
    page.get_by_role("button", name="Add R3").click()
    expect(page.locator("#suggestions")).to_contain_text("R3 narrows it.")
    page.keyboard.press("Alt+1")
    expect(page.locator(".link-editor")).to_have_count(2)
    expect(page.locator("#suggestions")).not_to_contain_text("It may also touch")
    expect(page.get_by_label("What happened, in one line")).to_have_value("Typed before")
    assert complaints == []
    context.close()


def test_everything_works_without_scripts(product: Stack, session: Path, browser: Browser) -> None:
    context = browser.new_context(storage_state=session, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{product.url}/developments/new/")
    fill_in(page, "Logged without scripts")
    page.get_by_label("When").fill("30 Jan. 2026")
    page.locator("select[name=actors]").select_option(["JP", "KR"])
    page.get_by_role("button", name="Add another source").click()
    expect(page.locator(".date-reading")).to_contain_text("30 January 2026")
    page.get_by_label("Address of the source").last.fill("https://example.org/third")
    page.get_by_label("Its title").last.fill("The third")
    page.get_by_label("Add a recommendation").fill("defence")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Add R3").click()
    page.get_by_label("advances").check()
    page.get_by_label("minor 1").check()
    page.get_by_role("button", name=re.compile("^Publish( Ctrl.*)?$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged without scripts")
    expect(page.get_by_role("main")).to_contain_text("The third")
    expect(page.get_by_role("main")).to_contain_text("advances, minor")
    context.close()
