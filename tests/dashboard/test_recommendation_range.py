"""The range of a recommendation's picture, and its ledger by pages: figures stay exact."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from tests.dashboard.helpers import page, queries_of, text
from tests.support.worlds import WAssessment, WDocument, WLink, WMilestone, World, WRecommendation, save
from tracker.progress import single

pytestmark = pytest.mark.django_db

R6 = "/documents/chun-2022/recommendations/reassure-neighbours/"
MANY = "/documents/many/recommendations/r/"
START = dt.date(2022, 8, 10)


def world(count: int, a_day: int = 1) -> None:
    """A recommendation with so many links, so many a day from the publication on, and five before it."""
    effects = ("advances", "sets-back", "context", "advances")
    strengths = ("minor", "moderate", "major", "minor", "moderate")
    links = [
        WLink(
            f"d-{each:05}",
            effects[each % 4],
            START + dt.timedelta(days=each // a_day % 1500),
            strengths[each % 5],
            standing="reported" if each % 50 == 7 else "confirmed",
        )
        for each in range(count)
    ]
    links += [WLink(f"before-{each}", "advances", dt.date(2021, 5, each + 1)) for each in range(5)]
    recommendation = WRecommendation(
        "r", "R1", "area", links, [WMilestone("m")], [WAssessment(dt.date(2025, 1, 1), "in-progress", "low")]
    )
    save(World([WDocument("many", START, [recommendation])]))


def rows(html: str) -> list[tuple[int, int, bool]]:
    """Return effect, weight and whether it counts of every row of the ledger."""
    found = re.findall(
        r'data-row data-effect="(-?\d)" data-weight="(\d)"[^>]*?( data-counts)?(?: data-m[^>]*)?>', html
    )
    return [(int(effect), int(weight), bool(counts)) for effect, weight, counts in found]


def figure(html: str, name: str) -> tuple[float, str]:
    """Return a figure's value and where it leads."""
    match = re.search(rf'href="([^"]*)" data-figure="{name}" data-value="([^"]*)"', html)
    assert match is not None
    return float(match[2]), match[1].replace("&amp;", "&").split("#")[0]


def test_a_range_shows_its_own_days_and_leaves_the_figures_alone(essay: None, reader: Client) -> None:
    html = page(reader, f"{R6}?since=2024-01-01&until=2025-06-30")
    said = text(html)
    assert "Of 1 January 2024 to 30 June 2025; the figures above are of the whole time." in said
    assert html.count('class="mark-link"') == 5
    assert figure(html, "balance")[0] == -5
    assert "+1" in said.split("sum of weights")[1][:12]
    whole = text(page(reader, f"{R6}?as_of=2025-06-30"))
    momentum = whole.split("halves every 180 days")[1].split()[0]
    assert said.split("halves every 180 days")[1].split()[0] == momentum


def test_a_day_that_cannot_be_read_stays_to_be_mended(essay: None, reader: Client) -> None:
    html = page(reader, f"{R6}?since=2024-13-01&until=2025-06-30")
    assert 'type="text" name="since" value="2024-13-01" aria-invalid="true"' in html
    assert 'type="date" name="until" value="2025-06-30"' in html


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("since=2024-13-01", "From: “2024-13-01” is not a day; write it as 2024-03-01."),
        ("until=soon", "To: “soon” is not a day; write it as 2024-03-01."),
        ("since=2025-06-30&until=2024-01-01", "From 30 June 2025 to 1 January 2024 runs backwards"),
        ("until=2020-01-01", "To: 1 January 2020 lies before "),
        ("since=2027-01-01", "1 January 2027 lies after 24 November 2026"),
    ],
)
def test_a_range_that_cannot_be_is_told_and_the_page_stands(
    essay: None, reader: Client, query: str, says: str
) -> None:
    html = page(reader, f"{R6}?{query}")
    assert says in text(html)
    assert "The whole time is shown." in text(html)
    assert html.count('class="mark-link"') == 11


@pytest.mark.parametrize("query", ["since=2026-11-24", "since=0001-01-01", "until=9999-12-31"])
def test_a_range_at_the_edges_stands(essay: None, reader: Client, query: str) -> None:
    assert "The whole time is shown." not in text(page(reader, f"{R6}?{query}"))
    page(reader, f"{R6}?{query}&view=table")


def test_a_range_is_kept_with_the_day_asked_and_offers_others(essay: None, reader: Client) -> None:
    html = page(reader, f"{R6}?as_of=2025-12-31&since=2025-01-01")
    assert '<input type="hidden" name="as_of" value="2025-12-31">' in html
    assert "as_of=2025-12-31&amp;since=2024-12-31#picture" in html
    assert "as_of=2025-12-31&amp;since=2025-11-24#picture" in html


def test_the_data_table_holds_the_range_with_milestones_and_judgements(essay: None, reader: Client) -> None:
    said = text(page(reader, f"{R6}?view=table&since=2025-09-01&until=2025-11-24"))
    assert "judged reversed" in said
    assert "milestone un-met again" in said
    assert "judged in progress" not in said


def test_each_figure_leads_to_the_rows_that_add_up_to_it(essay: None, reader: Client) -> None:
    html = page(reader, R6)
    for name, effect in (("advances", 1), ("setbacks", -1), ("context", 0)):
        value, url = figure(html, name)
        found = rows(page(reader, R6 + url))
        assert len(found) == value
        assert all(row[0] == effect and row[2] for row in found)
    value, url = figure(html, "balance")
    counted = page(reader, R6 + url)
    assert sum(effect * weight for effect, weight, _ in rows(counted)) == value
    value, url = figure(html, "momentum")
    shares = re.findall(r'data-momentum="([^"]+)"', page(reader, R6 + url))
    assert sum(float(each) for each in shares) == pytest.approx(value, abs=1e-4)
    value, _url = figure(html, "milestones")
    assert html.count('data-row data-met="1"') == value


@pytest.mark.parametrize("a_day", [1, 60, 250])
def test_the_ledger_comes_by_pages_and_its_balance_runs_on(
    reader: Client, today: dt.date, a_day: int
) -> None:
    world(250, a_day)
    pages = [page(reader, f"{MANY}?page={number}") for number in (1, 2, 3)]
    assert [len(rows(html)) for html in pages] == [100, 100, 55]
    assert "1 to 100 of 255" in text(pages[0])
    found = [row for html in pages for row in rows(html)]
    total = sum(effect * weight for effect, weight, counts in found if counts)
    assert total == figure(pages[0], "balance")[0]
    shown = re.findall(r'class="number balance">(.*?)</td>', "".join(pages))
    balances = [int(text(each).replace("−", "-").replace("+", "")) for each in shown if text(each).strip()]
    running, expected = 0, []
    for effect, weight, counts in reversed(found):
        if counts:
            running += effect * weight
            expected.append(running)
    assert expected[-1] == total
    # Each page shows its own rows' balances, then the sum of all.
    at = 0
    for html in pages:
        counting = sum(counts for *_, counts in rows(html))
        assert balances[at : at + counting] == expected[::-1][:counting]
        expected = expected[: len(expected) - counting]
        at += counting + ('class="sum"' in html)
    assert "201 to 255 of 255" in text(page(reader, f"{MANY}?page=99"))


@pytest.mark.parametrize("a_day", [1, 60])
def test_a_narrowed_ledger_comes_by_pages_too_with_the_true_balances(
    reader: Client, today: dt.date, a_day: int
) -> None:
    world(250, a_day)
    balance_of: dict[str, str] = {}
    for number in (1, 2, 3):
        balance_of |= balances(page(reader, f"{MANY}?page={number}"))
    narrowed: dict[str, str] = {}
    for number in (1, 2):
        narrowed |= balances(page(reader, f"{MANY}?effect=advances&page={number}"))
    advances = figure(page(reader, MANY), "advances")[0]
    assert len(narrowed) == advances > 100
    assert narrowed == {place: balance_of[place] for place in narrowed}


def balances(html: str) -> dict[str, str]:
    """Return the balance after each row of the ledger, by the row's place."""
    found = re.findall(r'<tr id="(link-[^"]+)".*?class="number balance">(.*?)</td>', html, flags=re.S)
    return {place: text(cell) for place, cell in found}


def test_very_many_links_are_drawn_by_quarters_and_a_range_leads_to_marks(
    reader: Client, today: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    world(200)
    exact = page(reader, MANY)
    monkeypatch.setattr(single, "MOST_MARKS", 100)
    html = page(reader, MANY)
    assert 'class="quarter advances"' in html
    assert 'data-developments=""' in html
    assert figure(html, "balance") == figure(exact, "balance")
    assert figure(html, "momentum") == figure(exact, "momentum")
    assert "since=2022-10-01&amp;until=2022-12-31#picture" in html
    near = page(reader, f"{MANY}?since=2022-10-01&until=2022-12-31")
    assert 'class="quarter' not in near
    assert near.count('class="mark-link"') > 10


def test_quarters_stand_in_the_data_table_which_comes_by_pages(
    reader: Client, today: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    world(250)
    whole = text(page(reader, f"{MANY}?view=table&marks=2"))
    assert "101 to 200 of 256" in whole
    monkeypatch.setattr(single, "MOST_MARKS", 100)
    html = page(reader, f"{MANY}?view=table")
    assert "Quarter 4 of 2022" in html
    assert "since=2022-10-01&amp;until=2022-12-31&amp;view=table#picture" in html


def test_a_range_ends_where_that_day_did_by_quarters_too(
    reader: Client, today: dt.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    world(900)

    def ends(html: str) -> list[str]:
        return re.findall(r'class="band-end">(?:<a[^>]*>)?<b>([^<]*)</b>', html)[-2:]

    that_day = ends(page(reader, f"{MANY}?as_of=2023-11-11"))
    asked = f"{MANY}?since=2023-02-02&until=2023-11-11"
    assert ends(page(reader, asked)) == that_day
    monkeypatch.setattr(single, "MOST_MARKS", 50)
    monkeypatch.setattr(single, "STEPS", 20)
    html = page(reader, asked)
    assert 'class="quarter' in html
    assert ends(html) == that_day


def test_it_asks_few_queries_however_many_rows_there_are(reader: Client, today: dt.date) -> None:
    world(3)
    few = queries_of(reader, MANY)
    assert few <= 12
    save(World([WDocument("other", START, [])]))


def test_many_rows_ask_no_more_queries(reader: Client, today: dt.date) -> None:
    world(1200)
    assert queries_of(reader, MANY) <= 12
    assert queries_of(reader, f"{MANY}?since=2023-01-01&view=table") <= 12
