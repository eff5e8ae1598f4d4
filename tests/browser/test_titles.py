"""Titles with long words, and what a recommendation waits on, in small layouts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

STATIC = Path(__file__).parents[2] / "static"
STYLES = "".join((STATIC / each).read_text() for each in ("css/base.css", "components/bands.css"))
WORD = '=HYPERLINK("http://evil","click")' * 6
PAGE = f"""
<style>{STYLES}</style><h1>{WORD}</h1><h2>{WORD}</h2><h3>{WORD}</h3>
<div class="bands"><div class="band waits">
<div class="band-label"><span>waits on <a href="/">R3</a></span></div>
</div></div>
"""


@pytest.mark.parametrize("width", [320, 390])
def test_long_words_break_and_what_is_waited_on_keeps_its_code(browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.set_content(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("link", name="R3")).to_be_visible()
    page.close()
