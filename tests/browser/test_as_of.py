"""The as-of date is moved in the browser, and the figures are those of an example worked out by hand.

A plan of 1 January 2024 whose momentum halves every 100 days asks one thing, R1, with two milestones:

* 31 January 2024, a moderate advance (+2) that opens the office;
* 10 May 2024, 100 days later, a major advance (+4) that passes the law;
* 18 August 2024, another 100 days later, a minor setback (−1) that repeals the law.

======================  =======  =========================================  ==========  ====
as of                   balance  momentum                                   milestones  days
======================  =======  =========================================  ==========  ====
1 March 2024            2        2 × 2^(−30/100) = 2 × 0.81225 = 1.62       1 of 2      30
10 May 2024             2 + 4    2 × 1/2 + 4 = 5.00                         2 of 2      0
26 November 2024        6 − 1    2 × 1/8 + 4 × 1/4 − 1 × 1/2 = 0.75         1 of 2      100
======================  =======  =========================================  ==========  ====

Judged partly implemented on 1 June 2024. Then the advance of 10 May is corrected to a minor one (+1): on 26
November 2024 the balance is 2 + 1 − 1 = 2 and the momentum 2 × 1/8 + 1/4 − 1/2 = 0.00, and as known
before the correction they are what they were.
"""

from __future__ import annotations

import datetime as dt
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import stack
from tests.support.stack import Stack

PAGE = "/documents/plan/recommendations/act/"
DOCUMENT = """\
document: {key: plan, title: A plan, published_on: 2024-01-01, half_life: 100}
areas:
  - {key: trade, name: Trade}
recommendations:
  - key: act
    code: R1
    area: trade
    title: Act
    statement: There should be a law, and an office.
    milestones:
      - {key: office, title: The office opens}
      - {key: law, title: The law is passed}
    assessments:
      - {date: 2024-06-01, status: partly-implemented, rationale: The office is there., confidence: high}
"""
DEVELOPMENTS = """\
key,date,title,summary,actors,kind,standing,source_title,source_publisher,source_url,source_date
opens,2024-01-31,The office opens,,,other,confirmed,It opens,News,https://example.org/1,2024-01-31
passed,2024-05-10,The law is passed,,,other,confirmed,It is passed,News,https://example.org/2,2024-05-10
repealed,2024-08-18,The law is repealed,,,other,confirmed,It is repealed,News,https://example.org/3,2024-08-18
"""
LINKS = """\
development,recommendation,effect,strength,attribution,meets,unmeets,rationale
opens,act,advances,moderate,unknown,office,,
passed,act,advances,major,unknown,law,,
repealed,act,sets-back,minor,unknown,,law,
"""


@pytest.fixture
def product(
    template_database: str, static_files: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    folder: Path = tmp_path_factory.mktemp("as-of")
    package = folder / "plan"
    package.mkdir()
    for name, text in {
        "document.yaml": DOCUMENT,
        "developments.csv": DEVELOPMENTS,
        "links.csv": LINKS,
    }.items():
        (package / name).write_text(text, encoding="utf-8")
    with stack.running(folder / "data", ["web"], load=package) as running:
        yield running


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/")
    page.locator("input[name=login]").fill(stack.ADMIN)
    page.locator("input[name=password]").fill(stack.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{url}/")


def go(page: Page, day: str, known: str = "") -> None:
    """Move to another day by the control, with the keyboard."""
    page.get_by_text("Go to another day").click()
    page.get_by_label("As known at").fill(known)
    page.get_by_label("As of", exact=True).fill(day)
    page.get_by_label("As of", exact=True).press("Enter")
    page.wait_for_url(f"**as_of={day}**")


def figures(page: Page, **expected: str) -> None:
    """Hold the page's figures to the example's."""
    for name, words in expected.items():
        expect(page.locator(f'main [data-figure="{name}"]:visible').last).to_have_text(words)


def correct(product: Stack) -> None:
    """Correct the law's advance to a minor one, through the API."""
    token = product.manage("create_api_token", stack.ADMIN).stdout.strip()

    def ask(method: str, given: Any = None) -> Any:
        request = urllib.request.Request(
            f"{product.url}/api/v1/developments/passed/",
            data=json.dumps(given).encode() if given else None,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    links = [{"recommendation": "plan/act", "effect": "advances", "strength": "minor", "meets": ["law"]}]
    version = ask("GET")["version"]
    ask("PATCH", {"version": version, "links": links, "reason": "It was a law in name only."})


def test_moving_the_date_finds_the_figures_worked_out_by_hand(product: Stack, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    sign_in(page, product.url)
    page.goto(product.url + PAGE)

    go(page, "2024-03-01")
    figures(
        page, balance="+2", momentum="+1.62", milestones="1 of 2", advances="1 advance", days="30 days ago"
    )
    figures(page, status="Not assessed", setbacks="0 setbacks")
    expect(page).to_have_title("1 March 2024: R1 Act · Policy Tracker")
    expect(page.locator(".asof-line")).to_contain_text("You are looking at 1 March 2024")

    go(page, "2024-05-10")
    figures(page, balance="+6", momentum="+5.00", milestones="2 of 2", advances="2 advances", days="that day")

    go(page, "2024-11-26")
    figures(
        page, balance="+5", momentum="+0.75", milestones="1 of 2", setbacks="1 setback", days="100 days ago"
    )
    figures(page, status="Partly implemented")

    before = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    correct(product)
    page.reload()
    figures(page, balance="+2", momentum="0.00", milestones="1 of 2", days="100 days ago")
    go(page, "2024-11-26", before)
    figures(page, balance="+5", momentum="+0.75", milestones="1 of 2", days="100 days ago")
    expect(page.locator(".asof-line")).to_contain_text("as known on")

    # The question goes along, and back.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Overview").click()
    expect(page.locator(".asof-line")).to_contain_text("You are looking at 26 November 2024")
    expect(page.locator('main [data-figure="balance"]:visible').first).to_have_text("+5")
    page.get_by_role("link", name="Back to today").click()
    expect(page.locator('main [data-figure="balance"]:visible').first).to_have_text("+2")


def test_what_cannot_be_asked_is_said_at_its_field_and_what_was_typed_is_kept(
    product: Stack, browser: Browser
) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False).new_page()
    sign_in(page, product.url)
    page.goto(product.url + PAGE)
    page.get_by_text("Go to another day").click()
    page.get_by_label("As known at").fill("last Tuesday")
    page.get_by_role("button", name="Go", exact=True).click()
    field = page.get_by_label("As known at")
    expect(field).to_have_value("last Tuesday")
    said = "“last Tuesday” is not a moment; write it as 2024-03-01 or"
    expect(page.locator("#asof-known-error")).to_contain_text(said)

    field.fill("")
    page.get_by_label("As of", exact=True).fill("2023-12-31")
    page.get_by_role("button", name="Go", exact=True).click()
    said = "There is nothing to ask before 1 January 2024, when the document came out."
    expect(page.locator("#asof-day-error")).to_have_text(said)
    page.get_by_role("link", name="As of 1 January 2024").click()
    expect(page.locator(".asof-line")).to_contain_text("You are looking at 1 January 2024")
