"""Other judges' verdicts stand beside the team's; where they differ is counted, and leads to rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.dashboard.helpers import assert_figures_lead_to_rows, page, queries_of, section_of, text
from tests.support.judged import whole_world
from tests.support.worlds import WAssessment, WDocument, World, WRecommendation, save

pytestmark = pytest.mark.django_db

URL = "/documents/early/judges/"


@pytest.fixture
def world(today: dt.date) -> None:
    whole_world()


def test_it_says_where_they_differ_with_each_denominator(world: None, reader: Client) -> None:
    said = text(html := page(reader, URL))
    assert "Other judges differ from the team on the one recommendation that both judged." in said
    assert 'Korea</a> <span class="own-name" lang="ko">대한민국</span>' in html
    assert "1 strictly, 2 with partly ones, of the 2 it judged; one differs of one that both judged" in said
    assert "0 strictly, of the 1 it judged; none differs of one that both judged" in said


def test_each_verdict_is_dated_and_sourced(world: None, reader: Client) -> None:
    html = page(reader, URL)
    said = text(html)
    assert "Partly implemented, by Korea1 Jan 2023" in said
    assert 'href="https://example.org/KR"' in html
    assert "what rests on it" in said
    assert "the team has not judged it" in said
    assert "the same as the team’s" in said
    assert said.count("differs from the team’s") == 1


def test_every_figure_leads_to_its_rows(world: None, reader: Client) -> None:
    html = page(reader, URL)
    before = html[html.index("<h1") : html.index('id="verdicts"')]
    assert assert_figures_lead_to_rows(reader, URL, "verdicts", before) == 9


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 2),
        ("?show=differ", 1),
        ("?show=both", 1),
        ("?judge=JP", 1),
        ("?judge=JP&show=differ", 0),
        ("?judge=X", 0),
    ],
)
def test_it_is_narrowed_by_judge_and_to_where_they_differ(
    world: None, reader: Client, query: str, rows: int
) -> None:
    assert section_of(page(reader, URL + query), "verdicts").count('data-row="recommendation"') == rows


def test_another_day_and_moment_answer_as_it_was(world: None, reader: Client) -> None:
    said = text(html := page(reader, f"{URL}?as_of=2023-06-01"))
    assert "The team has not judged the one recommendation that Korea has." in said
    assert "the team judged none of them" in said
    assert "/actors/KR/?as_of=2023-06-01" in html
    then = text(page(reader, f"{URL}?known_at=2026-02-15"))
    assert "2 strictly, of the 2 it judged" in then
    page(reader, f"{URL}?as_of=2021-01-01", 400)


def test_without_other_judges_it_says_so(today: dt.date, reader: Client) -> None:
    save(World([WDocument("bare", dt.date(2022, 1, 1), [])]))
    assert "No verdict of another judge is recorded." in text(page(reader, "/documents/bare/judges/"))
    page(reader, "/documents/nothing/judges/", 404)


def test_its_queries_do_not_grow_and_rows_come_by_the_hundred(today: dt.date, reader: Client) -> None:
    def judged(key: str, count: int) -> WDocument:
        day = dt.date(2024, 1, 1)
        verdicts = [WAssessment(day, "implemented", judge="KR"), WAssessment(day, "in-progress", judge="JP")]
        recommendations = [
            WRecommendation(f"{key}-{number}", f"R{number}", "area", assessments=list(verdicts))
            for number in range(count)
        ]
        return WDocument(key, dt.date(2022, 1, 1), recommendations)

    save(World([judged("few", 1), judged("many", 120)]))
    assert queries_of(reader, "/documents/few/judges/") == queries_of(reader, "/documents/many/judges/") <= 12
    assert "1 to 100 of 120" in text(page(reader, "/documents/many/judges/"))
    assert "101 to 120 of 120" in text(page(reader, "/documents/many/judges/?page=2"))


def test_the_overview_counts_where_they_differ(world: None, reader: Client) -> None:
    html = page(reader, "/documents/early/")
    assert "Other judges differ from the team on the one recommendation that both judged." in text(html)
    assert 'href="/documents/early/judges/?show=differ#verdicts"' in html
    assert text(html).count("differs from the team’s") == 1
    then = page(reader, "/documents/early/?as_of=2024-06-15")
    assert 'href="/documents/early/judges/?as_of=2024-06-15&amp;show=differ#verdicts"' in then


def test_a_recommendation_says_of_the_newest_verdict_alone_whether_it_differs(
    world: None, reader: Client
) -> None:
    said = text(page(reader, "/documents/early/recommendations/a/?known_at=2026-02-15"))
    assert said.count("differs from the team’s") == 1
    assert "Implemented, by Korea differs from the team’s" in said
    assert "the team has not judged it" in text(page(reader, "/documents/early/recommendations/b/"))


def test_a_status_is_named_on_other_scales(world: None, reader: Client) -> None:
    said = text(page(reader, "/documents/early/recommendations/a/"))
    assert "On other scales" in said
    assert "In the Works" in said
    how = text(page(reader, "/how-figures-are-made/"))
    assert "What others call it" in how
    assert "Closed—Superseded" in how
