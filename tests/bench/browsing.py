"""What a browser fetches of a page, first and again, and how quickly a picture answers a pointer.

Chromium asks the real web process; bytes are those that came over the wire, headers included. A hover is
the main thread's work for its event and for the frame that shows it, less that of a frame without one; a
frame lasts 16.7 ms.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from tests.bench import pages
from tests.support import databases, environment
from tests.support.browser import chromium
from tests.support.stack import Stack

REQUESTS, FIRST, AGAIN, FRAME = 8, 300, 40, 1000 / 60
_HOVERED = 40

#: Moves the pointer over so many marks, a frame each, or waits for as many frames with none; returns how
#: many marks there are, and the milliseconds from each event until its frame was begun.
_HOVER = """async ([count, hover]) => {
  const marks = [...document.querySelectorAll("[data-lanes] .mark-link")];
  const step = Math.max(Math.floor(marks.length / count), 1);
  const found = [];
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  for (let at = 0; at < marks.length && found.length < count; at += step) {
    await frame();
    const begun = performance.now();
    if (hover) marks[at].dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    found.push(performance.now() - begun);
    await frame();
  }
  return [marks.length, found];
}"""


@dataclass
class Fetched:
    """What came over the wire since it was last asked."""

    bytes: dict[str, float] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)

    def listen(self, session: CDPSession) -> None:
        """Count from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _asked(self, event: dict[str, Any]) -> None:
        self.names[event["requestId"]] = event["request"]["url"]

    def _answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    def take(self) -> tuple[int, float, list[tuple[str, float]]]:
        """Return the number of requests that went out, their kB and each one's, and begin anew."""
        sent = {key: name for key, name in self.names.items() if key not in self.cached}
        each = [
            (name.rpartition("/static/")[2] or name, self.bytes.get(key, 0) / 1000)
            for key, name in sent.items()
            if name.startswith("http")
        ]
        self.bytes.clear()
        self.names.clear()
        self.cached.clear()
        return len(each), sum(size for _name, size in each), each


def bench(database: str, session: str) -> Iterator[str]:
    """Look at the pages; a machine without Chromium is told so."""
    path = chromium()
    if path is None:
        yield "No Chromium on this machine: bytes, requests and hover are not measured."
        return
    assert environment.VALKEY is not None
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), databases.url_of(database), environment.VALKEY.url_of(0))
        try:
            stack.start("web")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path)
                for page in pages.SEEN:
                    context = browser.new_context(viewport={"width": 1440, "height": 900})
                    yield from _look(context, stack.url, page, session)
                    context.close()
                browser.close()
        finally:
            stack.close()


def _look(context: BrowserContext, url: str, asked: pages.Page, session: str) -> Iterator[str]:
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page, fetched = context.new_page(), Fetched()
    tools = context.new_cdp_session(page)
    fetched.listen(tools)
    page.goto(f"{url}{asked.address}", wait_until="networkidle")
    first = fetched.take()
    page.reload(wait_until="networkidle")
    again = fetched.take()
    yield (
        f"  {asked.name:30} first {first[0]:2} requests of {REQUESTS}, {first[1]:6.1f} kB of {FIRST};"
        f" reload {again[0]} requests, {again[1]:5.1f} kB of {AGAIN}; {_hover(page, tools)}"
    )
    if first[0] > REQUESTS or first[1] > FIRST:
        yield from (f"      {size:6.1f} kB  {name}" for name, size in first[2])


def _hover(page: Page, tools: CDPSession) -> str:
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(_HOVER, [_HOVERED, True])
    idle, _ = _worked(page, tools, hover=False)
    work, (count, took) = _worked(page, tools, hover=True)
    if not took:
        return "no marks to hover"
    each = max(work - idle, 0) / len(took)
    event = statistics.median(took)
    return f"hover {each:.1f} ms of {FRAME:.1f}, its event {event:.1f} ({count:,} marks)"


def _worked(page: Page, tools: CDPSession, *, hover: bool) -> tuple[float, Any]:
    """Return the milliseconds that the page's main thread worked meanwhile, whoever else used the machine."""

    def worked() -> float:
        told = tools.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in told if each["name"] == "TaskDuration")) * 1000

    before = worked()
    found = page.evaluate(_HOVER, [_HOVERED, hover])
    return worked() - before, found
