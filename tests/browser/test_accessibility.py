"""Every page, in both colour schemes, wide and narrow: axe finds nothing, and no content policy is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from tests.support import stack
from tests.support.stack import Stack

DEVELOPMENT = "2024-05-27-cjk-summit"
REVERSED = "/documents/chun-2022/recommendations/reassure-neighbours"
PAGES = [
    "/",
    "/documents/chun-2022/?group=addressee",
    "/documents/chun-2022/?group=status&show=stalled",
    "/documents/chun-2022/?as_of=2024-03-01",
    "/documents/chun-2022/?as_of=2020-01-01",
    f"{REVERSED}/",
    f"{REVERSED}/?as_of=2024-03-01",
    f"{REVERSED}/assess/",
    f"{REVERSED}/edit/",
    "/documents/chun-2022/recommendations/rok-open-agenda/",
    "/documents/chun-2022/recommendations/new/",
    "/documents/chun-2022/edit/",
    "/documents/new/",
    "/packages/load/",
    "/areas/trilateral-framework/",
    "/actors/JP/",
    "/developments/",
    "/developments/?q=summit&effect=advances",
    "/developments/new/",
    "/developments/new/?recommendation=chun-2022/restore-defence-ties",
    f"/developments/{DEVELOPMENT}/",
    f"/developments/{DEVELOPMENT}/edit/",
    f"/developments/{DEVELOPMENT}/retract/",
    "/stalled/",
    "/reports/",
    "/how-figures-are-made/",
    "/account/",
    "/no-such-page/",
    "/admin/",
    "/api/v1/reference/",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: Others' interfaces, which we only place: held to the standard itself, not to good practice beyond it.
OTHERS = {"/admin/"}


@pytest.fixture(scope="module")
def shipped(
    template_database: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    with stack.running(tmp_path_factory.mktemp("pages"), ["web"], load=settings.SHIPPED_PACKAGE) as running:
        running.manage("scan_stalls")
        yield running


@pytest.fixture(scope="module")
def signed_in(shipped: Stack, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    state = tmp_path_factory.mktemp("session") / "state.json"
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{shipped.url}/accounts/login/")
    page.locator("input[name=login]").fill(stack.ADMIN)
    page.locator("input[name=password]").fill(stack.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{shipped.url}/")
    context.storage_state(path=state)
    context.close()
    return state


def complaints(context: BrowserContext, url: str, rules: dict[str, list[str]]) -> list[str]:
    """Return what axe and the content policy complain of on a page."""
    page = context.new_page()
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or message.type == "error":
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    response = page.goto(url)
    assert response is not None
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=rules).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    for violation in found:
        nodes = "; ".join(f"{node['html'][:160]} {node['target']}" for node in violation["nodes"][:3])
        said.append(f"{violation['id']}: {violation['help']}: {nodes}")
    if wide > 0:
        said.append(f"the page scrolls sideways by {wide} px")
    return [text for text in said if "the server responded with a status of 4" not in text]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_no_policy_is_broken(
    shipped: Stack, signed_in: Path, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        storage_state=signed_in,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    found = {
        path: said
        for path in PAGES
        if (
            said := complaints(
                context,
                shipped.url + path,
                {"runOnly": RULES["runOnly"][:-1]} if path in OTHERS else RULES,
            )
        )
    }
    context.close()
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_can_be_done_by_anybody(shipped: Stack, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    assert complaints(context, f"{shipped.url}/accounts/login/", RULES) == []
    assert complaints(context, f"{shipped.url}/accounts/password/reset/", RULES) == []
    context.close()
