"""Groups of lanes open and fold in place, in a real browser; without scripts the same links lead there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.support import stack
from tests.support.stack import Stack

FOLDED = "/documents/chun-2022/?open=none"


@pytest.fixture(scope="module")
def shipped(
    template_database: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    with stack.running(tmp_path_factory.mktemp("folds"), ["web"], load=settings.SHIPPED_PACKAGE) as running:
        yield running


def sign_in(page: Page, running: Stack) -> None:
    page.goto(f"{running.url}/accounts/login/")
    page.locator("input[name=login]").fill(stack.ADMIN)
    page.locator("input[name=password]").fill(stack.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{running.url}/")


def test_a_group_opens_in_place_and_back_folds_it_again(shipped: Stack, page: Page) -> None:
    sign_in(page, shipped)
    page.goto(shipped.url + FOLDED)
    page.evaluate("document.body.dataset.same = ''")
    expect(page.locator(".lane-fold")).to_have_count(7)
    page.get_by_role("link", name="Open Defence cooperation").click()
    expect(page.locator(".lane-fold")).to_have_count(6)
    expect(page.locator("body[data-same]")).to_have_count(1)
    assert "open=defence-cooperation" in page.url
    expect(page.get_by_role("link", name="Fold Defence cooperation")).to_be_focused()
    page.locator(".mark-link").first.hover()
    expect(page.locator(".lane-box")).to_be_visible()
    page.keyboard.press("Escape")
    page.go_back()
    expect(page.locator(".lane-fold")).to_have_count(7)
    expect(page.locator("#where-each-stands")).to_have_count(1)


def test_without_scripts_the_same_link_opens_the_group(shipped: Stack, page: Page, browser: Browser) -> None:
    sign_in(page, shipped)
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(shipped.url + FOLDED)
    plain.get_by_role("link", name="Open Defence cooperation").click()
    expect(plain.locator(".lane-fold")).to_have_count(6)
    expect(plain.locator(".mark-link").first).to_be_visible()
    context.close()
