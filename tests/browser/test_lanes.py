"""The lanes in a real browser: hover, focus and arrow keys, and what works without scripts."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from tests.progress.test_pictures import PUBLISHED, UNTIL, lane, mark
from tracker.progress.pictures import LaneInput, build_figure, development_boxes
from tracker.progress.pictures.figure import GroupInput

SUMMIT = "/developments/summit/"
STATIC = Path(__file__).parents[2] / "static"
PAGE = """<!doctype html><html lang="en"><head><title>Lanes</title>
<link rel="stylesheet" href="/css/main.css"></head><body>{shapes}<main class="wrap page">{lanes}</main>
<script type="module" src="/lanes-test.js"></script></body></html>"""
SCRIPT = """import { enhanceLanes } from "/components/lanes.js"; enhanceLanes(document);
document.body.dataset.ready = "";"""


def lanes() -> list[LaneInput]:
    first = lane(
        mark(
            date(2023, 8, 18), weight=4, development="summit", title="A summit", href="/developments/summit/"
        ),
        mark(date(2025, 3, 1), development="talks", title="Talks", href="/developments/talks/"),
    )
    crowd = [
        mark(
            date(2024, 5, day),
            development=f"call-{day}",
            title=f"Call {day}",
            href=f"/developments/call-{day}/",
        )
        for day in (1, 3, 5, 7)
    ]
    shared = mark(date(2023, 8, 18), "context", 2, development="summit", title="A summit")
    second = lane(*crowd, shared, key="b", code="R2", title="Trade")
    return [first, second, lane(key="c", code="R3", title="Nothing yet")]


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        inputs = lanes()
        figure = build_figure([GroupInput("Area", tuple(inputs))], PUBLISHED, UNTIL)
        if self.path == "/lanes-test.js":
            return self.answer(SCRIPT, "text/javascript")
        if self.path == "/":
            html = render_to_string(
                "components/lanes/figure.html", {"figure": figure, "boxes": development_boxes(inputs)}
            )
            shapes = render_to_string("components/svg/defs.html")
            return self.answer(PAGE.format(shapes=shapes, lanes=html), "text/html")
        return super().do_GET()

    def answer(self, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(STATIC)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def shown(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator("body[data-ready]").wait_for()
    return page


def test_hovering_a_mark_tells_its_development_and_steps_other_lanes_back(shown: Page) -> None:
    shown.locator('[data-developments="summit"]').first.hover()
    box = shown.locator(".lane-box")
    expect(box).to_be_visible()
    expect(box).to_contain_text("A summit")
    expect(box.locator(".moves li")).to_have_count(2)
    expect(shown.locator(".lane.is-on")).to_have_count(2)
    expect(shown.locator(".lane-guide")).to_be_visible()


def test_the_box_stays_while_the_pointer_is_on_it_and_goes_after(shown: Page) -> None:
    shown.locator('[data-developments="talks"]').hover()
    shown.locator(".lane-box").hover()
    shown.wait_for_timeout(300)
    expect(shown.locator(".lane-box")).to_be_visible()
    shown.mouse.move(2, 2)
    expect(shown.locator(".lane-box")).to_be_hidden()


def test_escape_closes_the_box(shown: Page) -> None:
    shown.locator('[data-developments="talks"]').hover()
    shown.keyboard.press("Escape")
    expect(shown.locator(".lane-box")).to_be_hidden()


def test_each_lane_is_one_tab_stop_and_arrows_move_within_and_between(shown: Page) -> None:
    stops = shown.locator('.mark-link[tabindex="0"]')
    expect(stops).to_have_count(2)
    focused = shown.locator(".mark-link:focus")
    stops.first.focus()
    expect(shown.locator(".lane-box")).to_contain_text("A summit")
    shown.keyboard.press("ArrowRight")
    expect(shown.locator('[data-developments="talks"]')).to_be_focused()
    shown.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("data-developments", "call-1 call-3 call-5 call-7")
    shown.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("data-developments", "summit")
    shown.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("data-developments", "summit")


def test_enter_opens_the_development(shown: Page) -> None:
    shown.locator('[data-developments="talks"]').focus()
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/developments/talks/")


def test_a_crowd_lists_its_developments(shown: Page) -> None:
    shown.locator('[data-developments^="call-1"]').hover()
    expect(shown.locator(".lane-box a")).to_have_text(["Call 1", "Call 3", "Call 5", "Call 7"])


def test_marks_keep_their_size_at_any_width(shown: Page) -> None:
    use = shown.locator('[data-developments="summit"] use').first
    wide = use.bounding_box()
    shown.set_viewport_size({"width": 390, "height": 800})
    narrow = use.bounding_box()
    assert wide
    assert narrow
    assert (round(wide["width"], 1), round(wide["height"], 1)) == (
        round(narrow["width"], 1),
        round(narrow["height"], 1),
    )


def test_without_scripts_every_mark_still_leads_to_its_development(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator('[data-developments="talks"]').click()
    page.wait_for_url("**/developments/talks/")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_lanes(page: Page, address: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    page.locator("body[data-ready]").wait_for()
    page.locator(".mark-link").first.focus()
    found = Axe().run(page)
    rules = {violation["id"] for violation in found.response["violations"]}
    assert rules <= {"page-has-heading-one"}, found.generate_report()
