"""Comparing documents of any size: pages of fifty, long lists cut with their count, and twelve queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.dashboard.helpers import many, page, queries_of, text
from tests.support.worlds import WDocument, WLink, World, WRecommendation, save

pytestmark = pytest.mark.django_db


def test_over_fifty_changed_recommendations_come_in_pages(reader: Client, today: dt.date) -> None:
    save(World([many(120)]))
    here = "/documents/many/compare/?from=2023-01-01"
    html = page(reader, here)
    assert html.count('class="compare-card"') == 50
    assert "1 to 50 of 120" in text(html)
    assert page(reader, f"{here}&page=3").count('class="compare-card"') == 20


def test_queries_do_not_grow(reader: Client, today: dt.date) -> None:
    save(World([many(3, "small", links=1), many(60, "large", links=12)]))
    small = queries_of(reader, "/documents/small/compare/?from=2023-01-01")
    large = queries_of(reader, "/documents/large/compare/?from=2023-01-01")
    assert small == large <= 12


def test_hundreds_of_rows_are_counted_and_the_heaviest_listed(reader: Client, today: dt.date) -> None:
    day = dt.date(2025, 1, 1)
    links = [
        WLink(f"d{each}", "advances", day + dt.timedelta(days=each), "major" if each == 7 else "minor")
        for each in range(130)
    ]
    title = "한국 정부는 협력 의제를 열린 자세로 논의해야 한다 " * 8
    one = WRecommendation("r", "R1", "area", links, title=title)
    save(World([WDocument("doc", dt.date(2022, 1, 1), [one])]))
    html = page(reader, "/documents/doc/compare/?from=2024-01-01")
    said = text(html)
    assert "Its one recommendation changed." in said
    assert "130 links, the heaviest: d7, 8 January 2025" in said
    assert "All 130 rows" in said
    assert "30 more, lighter ones. R1 alone" in said
    here = "/documents/doc/compare/?from=2024-01-01&recommendation=r"
    assert "1 to 100 of 130" in text(page(reader, here))
    rest = text(page(reader, f"{here}&page=2"))
    assert "The world moved 130 links All 130 rows" in rest
    assert "101 to 130 of 130" in rest


def test_a_document_without_recommendations_says_that_nothing_changed(reader: Client, today: dt.date) -> None:
    save(World([WDocument("bare", dt.date(2022, 1, 1), [])]))
    said = text(page(reader, "/documents/bare/compare/?from=2024-01-01"))
    assert "Nothing changed but the days that passed." in said
