"""Pages by keys alone: rows are gone through and acted on, places reached, forms sent and left."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support import stack
from tests.support.stack import Stack


@pytest.fixture(scope="module")
def shipped(
    template_database: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    with stack.running(tmp_path_factory.mktemp("keys"), ["web"], load=settings.SHIPPED_PACKAGE) as running:
        running.manage("scan_stalls")
        yield running


@pytest.fixture(scope="module")
def visitor(shipped: Stack, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=shipped.url)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(stack.ADMIN)
    page.locator("input[name=password]").fill(stack.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{shipped.url}/")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    opened = visitor.new_page()
    yield opened
    opened.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def chosen(page: Page) -> Locator:
    return page.locator("[data-rows] > .chosen")


def named(page: Page) -> list[str]:
    """The keys that the open list names."""
    shown = page.locator(".keys dl > div:visible dt")
    return [" ".join(text.split()) for text in shown.all_inner_texts()]


def test_stalled_rows_are_gone_through_and_acted_on(page: Page) -> None:
    page.goto("/stalled/")
    rows = page.locator(".stalled-row")
    press(page, "a", "j")
    expect(rows.first).to_have_class(re.compile("chosen"))
    expect(rows.first.locator("h3 a")).to_be_focused()
    press(page, "j")
    expect(chosen(page)).to_have_count(1)
    expect(rows.nth(1).locator("h3 a")).to_be_focused()
    expect(rows.nth(1)).to_have_css("border-left-width", "4px")
    press(page, "a")
    expect(rows.nth(1).get_by_role("button", name="Acknowledge", exact=True)).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    press(page, "Escape", "s")
    expect(rows.nth(1).get_by_role("button", name="Snooze", exact=True)).to_be_visible()
    press(page, "Escape", "k")
    title = rows.first.locator("h3 a").inner_text()
    press(page, "Enter")
    expect(page.locator("h1")).to_contain_text(title)


def test_c_records_that_nothing_new_was_found_for_the_chosen_row(page: Page) -> None:
    page.goto("/stalled/")
    press(page, "j", "c")
    expect(page.get_by_role("status").first).to_contain_text("ooked")


def test_recommendations_follow_one_another(page: Page) -> None:
    page.goto("/documents/chun-2022/")
    press(page, "j", "j")
    second = chosen(page).locator("a").first
    title = second.inner_text()
    expect(second).to_be_focused()
    press(page, "Enter")
    expect(page.locator("h1")).to_contain_text(title)
    here = page.url
    press(page, "j")
    expect(page).not_to_have_url(here)
    expect(page.locator(".breadcrumb")).to_be_visible()
    press(page, "k")
    expect(page).to_have_url(here)
    press(page, "?")
    assert {"j", "k", "n", "c"} <= set(named(page))
    assert "j k" not in named(page)


@pytest.mark.parametrize(
    ("letter", "path"),
    [("o", "/"), ("d", "/developments/"), ("s", "/stalled/"), ("r", "/reports/")],
)
def test_g_leads_to_the_pages(shipped: Stack, page: Page, letter: str, path: str) -> None:
    page.goto("/account/")
    press(page, "g", letter)
    expect(page).to_have_url(f"{shipped.url}{path}")


def test_the_list_names_the_keys_that_work_here_and_those_alone(page: Page) -> None:
    page.goto("/account/")
    press(page, "?")
    assert named(page) == ["/", "n", "g", "Esc", "?"]
    page.goto("/stalled/")
    press(page, "?")
    assert named(page) == ["/", "n", "j k", "Enter", "a", "s", "c", "g", "Esc", "?"]
    page.goto("/developments/?state=published")
    press(page, "?")
    assert named(page) == ["/", "n", "j k", "Enter", "g", "Esc", "?"]
    page.locator(".keys").get_by_label("Single letters work as keys").uncheck()
    assert named(page) == ["Esc"]
    press(page, "Escape", "j")
    expect(chosen(page)).to_have_count(0)
    page.locator("summary", has_text="keys").click()
    page.locator(".keys").get_by_label("Single letters work as keys").check()
    press(page, "Escape", "j", "Enter")
    expect(page).to_have_url(re.compile(r"/developments/[^/?]+/$"))


def test_a_form_is_sent_and_left_by_keys(shipped: Stack, page: Page) -> None:
    page.goto("/developments/new/")
    press(page, "?")
    assert named(page)[-4:] == ["Ctrl ↵", "Esc", "Esc", "?"]
    press(page, "Escape", "Escape")
    expect(page).to_have_url(f"{shipped.url}/developments/")
    page.goto("/developments/new/")
    page.get_by_label("What happened, in one line").fill("Ministers are to meet")
    press(page, "Control+Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    press(page, "Escape")
    expect(page.locator("h1")).to_have_text("Edit a draft")
    expect(page.get_by_label("What happened, in one line")).to_have_value("Ministers are to meet")
    expect(page.get_by_text("Kept as a draft.")).to_be_visible()
    page.goto("/documents/chun-2022/recommendations/reassure-neighbours/assess/")
    page.locator("textarea").first.focus()
    press(page, "Control+Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
