"""Every page, in both colour schemes, wide and narrow: axe finds nothing, and no content policy is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.support import stack
from tests.support.stack import Stack

DEVELOPMENT = "2024-05-27-cjk-summit"
REVERSED = "/documents/chun-2022/recommendations/reassure-neighbours"
PAGES = [
    "/",
    f"{REVERSED}/",
    f"{REVERSED}/assess/",
    f"{REVERSED}/edit/",
    "/documents/chun-2022/recommendations/rok-open-agenda/",
    "/documents/chun-2022/recommendations/new/",
    "/documents/chun-2022/edit/",
    "/documents/new/",
    "/packages/load/",
    "/documents/chun-2022/compare/",
    "/areas/trilateral-framework/",
    "/actors/JP/",
    "/documents/chun-2022/judges/",
    "/sources/1/",
    "/developments/",
    "/developments/new/",
    f"/developments/{DEVELOPMENT}/",
    f"/developments/{DEVELOPMENT}/edit/",
    f"/developments/{DEVELOPMENT}/retract/",
    "/stalled/",
    "/looks/",
    "/documents/chun-2022/looks/",
    "/reports/",
    "/how-figures-are-made/",
    "/account/",
    "/no-such-page/",
    "/admin/",
    "/api/v1/reference/",
]
#: The same pages asked otherwise: looked at once, narrow and dark.
ASKED_OTHERWISE = [
    "/documents/chun-2022/?group=addressee",
    "/documents/chun-2022/?group=status&show=stalled",
    "/documents/chun-2022/?open=none",
    "/documents/chun-2022/?group=addressee&open=JP&attribution=convergent",
    "/documents/chun-2022/?view=table&rows=links",
    "/documents/chun-2022/?as_of=2024-03-01",
    "/documents/chun-2022/?as_of=2020-01-01",
    f"{REVERSED}/?as_of=2024-03-01",
    f"{REVERSED}/?since=2024-01-01&until=2025-06-30&attribution=convergent",
    f"{REVERSED}/?since=2024-13-01&view=table",
    "/documents/chun-2022/compare/?from=2024-03-01",
    "/documents/chun-2022/compare/?from=2024-03-01&recommendation=gradual-agenda",
    "/actors/JP/?as_of=2024-03-01&promise=overdue",
    "/developments/?q=summit&effect=advances",
    "/developments/?document=chun-2022&counts=1&attribution=unknown",
    "/developments/new/?recommendation=chun-2022/restore-defence-ties",
    "/days/?as_of=2024-03-01",
    "/?as_of=yesterday&known_at=noon",
]
#: Only what is wrong is of interest, and every asset has been loaded by the page itself.
BRIEF: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STANDARD = {**BRIEF, "runOnly": LEVELS}
RULES = {**BRIEF, "runOnly": [*LEVELS, "best-practice"]}
CONTRAST = {**BRIEF, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
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


def hear(page: Page) -> list[str]:
    """Return a list that fills with what the browser complains of, content policy first."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 4" in message.text
        if "Content Security Policy" in message.text or (message.type == "error" and not refused):
            said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """Return what axe finds on the page as it is shown now."""
    page.evaluate("document.getAnimations().forEach(each => each.finish())")
    return [
        f"{found['id']}: {found['help']}: "
        + "; ".join(f"{node['html'][:160]} {node['target']}" for node in found["nodes"][:3])
        for found in Axe().run(page, options=rules).response["violations"]
    ]


def complaints(page: Page, rules: dict[str, Any], *, briefly: bool = False) -> list[str]:
    """Return what is wrong with a loaded page, wide and narrow, light and dark.

    Only colours differ between the schemes, so that the second is asked for contrast alone. Briefly, axe
    looks once, where there is least room, and both widths are measured.
    """
    found: list[str] = []
    light, dark = ("light", rules), ("dark", CONTRAST)
    for width, brief in ((1440, []), (390, [("dark", rules)])):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, asked in brief if briefly else [light, dark]:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found += [f"{width} px, {scheme}: {text}" for text in violations(page, asked)]
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            found.append(f"{width} px: the page scrolls sideways by {beyond} px")
    return found


@pytest.mark.parametrize("path", PAGES + ASKED_OTHERWISE)
def test_axe_finds_nothing_and_no_policy_is_broken(
    shipped: Stack, signed_in: Path, browser: Browser, path: str
) -> None:
    context = browser.new_context(storage_state=signed_in)
    page = context.new_page()
    said = hear(page)
    page.goto(shipped.url + path)
    found = complaints(page, STANDARD if path in OTHERS else RULES, briefly=path in ASKED_OTHERWISE)
    context.close()
    assert found + said == []


DISAGREE = """
from tracker.accounts.models import User
from tracker.documents.models import Recommendation
from tracker.progress import services
r = Recommendation.objects.get(key="reassure-neighbours")
for number, status in enumerate(("reversed", "in-progress")):
    user = User.objects.create_user(f"judge-{number}", role="analyst")
    given = {"date": f"2026-11-0{number + 1}", "status": status, "rationale": "So.", "reason": "x"}
    services.publish_assessment(user=user, recommendation=r, given=given)
print(services.save_draft(user=user, recommendation=r, given={"rationale": "Both."}).pk)
"""


def test_a_draft_of_what_was_judged_differently_can_be_written_by_anybody(
    shipped: Stack, signed_in: Path, browser: Browser
) -> None:
    draft = shipped.manage("shell", "-v", "0", "-c", DISAGREE).stdout.split()[-1]
    context = browser.new_context(storage_state=signed_in)
    page = context.new_page()
    said = hear(page)
    page.goto(f"{shipped.url}{REVERSED}/assess/drafts/{draft}/")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("This judgement settles both").wait_for()
    found = complaints(page, RULES)
    context.close()
    assert found + said == []


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
def test_signing_in_can_be_done_by_anybody(shipped: Stack, browser: Browser, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said = hear(page)
    page.goto(shipped.url + path)
    found = complaints(page, RULES)
    context.close()
    assert found + said == []
