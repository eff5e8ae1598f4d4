"""A source says what rests on it: developments, moves of due days, responses and verdicts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.dashboard.helpers import assert_figures_lead_to_rows, page, queries_of, section_of, text
from tests.support.judged import whole_world
from tracker.documents.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(today: dt.date) -> str:
    whole_world()
    source = Source.objects.get(canonical_url="https://example.org/KR")
    source.publisher, source.date, source.read_on = "Yonhap", "2024-02", dt.date(2024, 2, 3)
    source.save()
    return f"/sources/{source.pk}/"


def test_it_says_what_it_is_and_what_rests_on_it(url: str, reader: Client) -> None:
    said = text(html := page(reader, url))
    assert "Yonhap, February 2024" in said
    assert "3 February 2024" in said
    assert "none recorded" in said
    assert 'href="https://example.org/KR"' in html
    assert "Beside developments, one move of a due day, one response and two verdicts rest on it." in said
    assert (
        "Four developments rest on it. Four of their links are in figures: one advance, two setbacks" in said
    )
    assert "one development moves nothing" in said
    for place, rows in (("moves", 1), ("responses", 1), ("verdicts", 2)):
        assert section_of(html, place).count("<tr>") == rows + 1


def test_its_figures_lead_to_their_rows(url: str, reader: Client) -> None:
    assert assert_figures_lead_to_rows(reader, url, "did") == 6


def test_another_day_and_moment_answer_as_it_was(url: str, reader: Client) -> None:
    then = text(html := page(reader, f"{url}?as_of=2023-02-01"))
    assert "One development rests on it." in then
    assert "one response and one verdict rest on it" in then
    assert "/recommendations/a/?as_of=2023-02-01" in html
    assert "three verdicts" in text(page(reader, f"{url}?known_at=2026-02-15"))
    nothing = text(page(reader, f"{url}?as_of=2022-02-01"))
    assert "No developments rest on it." in nothing


def test_it_asks_few_queries(url: str, reader: Client) -> None:
    assert queries_of(reader, url) <= 12


def test_an_unknown_source_is_not_found(reader: Client) -> None:
    page(reader, "/sources/999999/", 404)


def test_ledgers_and_developments_lead_to_it(url: str, reader: Client) -> None:
    assert f'href="{url}"' in page(reader, "/documents/early/recommendations/a/")
    assert f'href="{url}?as_of=2024-06-15"' in page(reader, "/developments/one/?as_of=2024-06-15")
    assert "Of 7 developments, four match" in text(
        page(reader, "/developments/?source=https://example.org/KR")
    )
