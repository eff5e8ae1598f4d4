"""What a browser fetches: few requests, few bytes, and next to nothing when it comes again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext

from tests.bench.browsing import AGAIN, FIRST, REQUESTS, Fetched
from tests.support import stack
from tests.support.stack import Stack

OVERVIEW = "/documents/chun-2022/"
PAGES = [
    OVERVIEW,
    f"{OVERVIEW}?open=all",
    f"{OVERVIEW}recommendations/reassure-neighbours/",
    "/developments/",
    "/developments/new/",
    "/stalled/",
]


@pytest.fixture(scope="module")
def shipped(
    template_database: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    with stack.running(tmp_path_factory.mktemp("weight"), ["web"], load=settings.SHIPPED_PACKAGE) as running:
        yield running


@pytest.fixture
def visitor(shipped: Stack, browser: Browser) -> Iterator[BrowserContext]:
    """Yield a browser with nothing kept but that an administrator is signed in."""
    first = browser.new_context()
    page = first.new_page()
    page.goto(f"{shipped.url}/accounts/login/")
    page.locator("input[name=login]").fill(stack.ADMIN)
    page.locator("input[name=password]").fill(stack.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{shipped.url}/")
    state = first.storage_state()
    first.close()
    context = browser.new_context(storage_state=state)
    yield context
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_visit_fetches_little_and_a_reload_the_page_alone(
    shipped: Stack, visitor: BrowserContext, address: str
) -> None:
    page, fetched = visitor.new_page(), Fetched()
    fetched.listen(visitor.new_cdp_session(page))
    page.goto(f"{shipped.url}{address}", wait_until="networkidle")
    first = fetched.take()
    page.reload(wait_until="networkidle")
    again = fetched.take()

    assert first[0] <= REQUESTS, first[2]
    assert first[1] <= FIRST, first[2]
    assert again[0] == 1, again[2]
    assert again[1] <= AGAIN, again[2]
