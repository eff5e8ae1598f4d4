"""The page shell and every component in a real browser: both schemes, narrow, by keys, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect

from tests.core.gallery import SLOTS
from tracker.core import assets, slots

TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """Serve the page of all components; yield its address. It asks nothing of a database."""
    assets.build(Path(settings.BUILD_DIR) / "static")
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(
            ROOT_URLCONF="tests.core.gallery",
            MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
        ),
    ):
        patch.setattr(slots, "_slots", SLOTS)
        server = LiveServerThread("localhost", StaticFilesHandler, connections_override={}, port=0)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://localhost:{server.port}/accounts/gallery/"
        server.terminate()


def opened(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """Open a page; collect what the browser complains of."""
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "favicon" not in str(message.location):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": TAGS["runOnly"]}).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("query", ["?wrong=1&toast=1", "?day=another"])
def test_axe_finds_nothing(browser: Browser, gallery: str, scheme: str, width: int, query: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page, _ = opened(context, gallery + query)

    assert violations(page) == []
    context.close()


def test_the_browser_complains_of_nothing(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, complaints = opened(context, gallery + "?toast=1")
    page.wait_for_load_state("networkidle")

    assert complaints == []
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    assert page.evaluate("htmx.config.allowEval") is False
    context.close()


@pytest.mark.parametrize("width", [1440, 901, 899, 390, 320])
def test_nothing_sticks_out_at_any_width(browser: Browser, gallery: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page, _ = opened(context, gallery + "?wrong=1")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_targets_are_large_enough_in_small_layouts(browser: Browser, gallery: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page, _ = opened(context, gallery)
    low = page.evaluate(
        """() => [...document.querySelectorAll('.button, .segmented > *, .tabs a, .unit, .input, a.chip')]
        .filter((each) => each.getClientRects().length && each.getBoundingClientRect().height < 43.5)
        .map((each) => each.outerHTML.slice(0, 120))"""
    )

    assert low == []
    context.close()


def test_the_skip_link_comes_first_and_leads_to_the_page(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
    context.close()


def test_a_slash_enters_the_search_and_is_dead_in_fields(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery)
    page.keyboard.press("/")
    search = page.locator("#top-search")
    expect(search).to_be_focused()
    page.keyboard.type("n/a")

    expect(search).to_have_value("n/a")
    context.close()


def test_n_logs_a_development_until_keys_are_switched_off(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery)
    page.locator("summary", has_text="keys").click()
    page.get_by_label("Single letters work as keys").uncheck()
    page.keyboard.press("Escape")
    page.goto(gallery)
    page.keyboard.press("n")
    expect(page).to_have_url(gallery)
    page.locator("summary", has_text="keys").click()
    page.get_by_label("Single letters work as keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("n")

    expect(page).to_have_url(gallery.replace("accounts/gallery", "developments/new"))
    context.close()


def test_escape_closes_a_popover_and_gives_the_focus_back(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery)
    page.get_by_text("Go to another day").click()
    expect(page.get_by_label("As of", exact=True)).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_label("As of", exact=True)).to_be_hidden()
    expect(page.locator("summary", has_text="Go to another day")).to_be_focused()
    context.close()


def test_another_day_is_asked_for_and_the_pages_other_arguments_stay(browser: Browser, gallery: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _ = opened(context, gallery + "?group=addressee")
    page.get_by_text("Go to another day").click()
    page.get_by_label("As of", exact=True).fill("2024-03-01")
    page.get_by_role("button", name="Go", exact=True).click()

    expect(page).to_have_url(f"{gallery}?as_of=2024-03-01&known_at=&group=addressee")
    context.close()


def test_another_day_is_yellow_and_opens_the_tabs_title(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery + "?day=another")

    expect(page).to_have_title("1 March 2024: States · Policy Tracker")
    expect(page.locator(".asof-line")).to_contain_text("You are looking at 1 March 2024")
    expect(page.locator(".asof-line")).to_have_css("background-color", "rgb(255, 216, 74)")
    context.close()


def test_the_error_summary_is_entered_first_and_leads_to_the_field(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery + "?wrong=1")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link", name="What happened, in one line: This field is required.").click()
    field = page.locator("#id_wrong-title")

    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("This field is required.")
    context.close()


def test_a_toast_stands_until_it_is_dismissed(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery + "?toast=1")
    toast = page.get_by_role("status").get_by_text("Published. R3’s judgement is due for review.")
    expect(toast).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()

    expect(toast).to_be_hidden()
    context.close()


def test_a_part_that_cannot_be_fetched_is_told(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery)
    page.route("**/accounts/gallery/?when*", lambda route: route.fulfill(status=500, body=""))
    page.locator("#id_when").fill("2026-02")

    expect(page.get_by_role("status")).to_contain_text("That did not work, and nothing was changed.")
    expect(page.locator(".date-reading")).to_contain_text("January 2026")
    context.close()


def test_a_date_is_read_a_moment_after_the_last_key(browser: Browser, gallery: str) -> None:
    context = browser.new_context()
    page, _ = opened(context, gallery)
    asked: list[str] = []

    def read(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>February 2026, the day not known</p>", content_type="text/html")

    page.route("**/accounts/gallery/?when*", read)
    page.locator("#id_when").press_sequentially("-02", delay=30)

    expect(page.locator(".date-reading")).to_have_text("February 2026, the day not known")
    assert len(asked) == 1
    context.close()


def test_forced_colours_still_show_what_is_chosen(browser: Browser, gallery: str) -> None:
    context = browser.new_context(forced_colors="active")
    page, _ = opened(context, gallery)
    chosen, other = page.locator(".segmented > a").nth(0), page.locator(".segmented > a").nth(1)
    background = "(each) => getComputedStyle(each).backgroundColor"

    assert chosen.evaluate(background) != other.evaluate(background)
    context.close()


@pytest.mark.parametrize("width", [1000, 390])
def test_small_layouts_reach_every_page_by_the_menu(browser: Browser, gallery: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page, _ = opened(context, gallery)
    page.locator("summary", has_text="Menu").click()
    menu = page.get_by_role("navigation", name="Menu")

    for name in ("Overview", "Developments", "Stalled", "Reports", "Your account"):
        expect(menu.get_by_role("link", name=name)).to_be_visible()
    context.close()
