"""The overview says what became of a document, draws it, and lists it; whatever its size, in few queries."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.dashboard.helpers import page, text

pytestmark = pytest.mark.django_db

URL = "/documents/chun-2022/"


def test_it_opens_with_what_became_of_the_document(essay: None, reader: Client) -> None:
    said = text(page(reader, URL))
    assert (
        "Of eleven recommendations, one is implemented, four partly, one is reversed and one cannot be "
        "judged; eight of the nine unsettled have had nothing logged for 180 days or more."
    ) in said
    assert "the latest was on 30 January 2026. Five of seven areas are stalled." in said
    assert "Nobody has looked since tracking began on 24 November 2026" in said
    assert "1 strictly, 5 with partly ones, of 11" in said
    assert "Judged between 7 December 2023 and 30 January 2026; four of nine have newer evidence." in said
    assert "None of the 107 links is recorded as having come of the document." in said
    assert "58 developments since publication, two of them only reported" in said


def test_the_home_page_is_the_overview_of_the_one_document(essay: None, reader: Client) -> None:
    assert "Of eleven recommendations" in text(page(reader, "/"))


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("status=reversed", ["R6"]),
        ("status=partly-implemented", ["R3", "R4", "R5", "R9"]),
        ("rule=silent", ["R1", "R2", "R4", "R5", "R6", "R8", "R9", "R10"]),
        ("newer=1", ["R1", "R2", "R4", "R5"]),
        ("show=stalled&status=not-started", ["R10"]),
        ("sort=-days&status=in-progress", ["R1", "R2"]),
        ("sort=days&show=stalled&rule=reversing", ["R6"]),
        ("status=abandoned", []),
        ("status=nonsense&rule=none&page=x&sort=up&group=all", [f"R{n}" for n in range(1, 12)]),
    ],
)
def test_each_figure_leads_to_exactly_its_rows(
    essay: None, reader: Client, query: str, rows: list[str]
) -> None:
    html = page(reader, f"{URL}?{query}")
    assert re.findall(r'<th scope="row"><span class="coded"><span class="code">(\w+)', html) == rows


def test_the_findings_figures_are_links(essay: None, reader: Client) -> None:
    html = page(reader, URL)
    for query in ("status=implemented", "status=reversed", "rule=silent", "newer=1"):
        assert f'href="?{query}#lanes"' in html


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("area", ["Trilateral framework", "Defence cooperation"]),
        ("addressee", ["Japan", "Republic of Korea", "United States"]),
        ("status", ["Implemented", "Partly implemented"]),
    ],
)
def test_lanes_are_grouped(essay: None, reader: Client, group: str, headings: list[str]) -> None:
    html = page(reader, f"{URL}?group={group}")
    found = [text(each) for each in re.findall(r"<h3>(.*?)</h3>", html)]
    assert found[: len(headings)] == headings


def test_a_lane_says_itself_and_every_mark_leads_to_its_development(essay: None, reader: Client) -> None:
    html = page(reader, URL)
    assert (
        "R6, Ease neighbours&#x27; concerns and keep room to persuade China: reversed; three advances, eight "
        "setbacks, no context; 365 days since anything was logged"
    ) in html
    assert html.count('class="mark-link"') == 123
    assert 'href="/developments/2023-08-18-camp-david-summit/"' in html


def test_the_picture_has_a_data_table(essay: None, reader: Client) -> None:
    html = page(reader, f"{URL}?view=table")
    assert "mark-link" not in html
    assert html.count("Third Freedom Edge") >= 3
    assert "milestone un-met again" in text(html)
    assert "As a picture" in text(html)


def test_another_day_has_findings_and_nothing_to_do(essay: None, editor: Client) -> None:
    said = text(html := page(editor, f"{URL}?as_of=2024-03-01"))
    assert (
        "two are partly implemented and one cannot be judged; two of the ten unsettled have had nothing"
        in said
    )
    assert "An advance has been logged in the 180 days to 1 March 2024 in four of seven areas" in said
    assert "Findings" in said
    assert "Nobody has looked" not in said
    assert "Edit this document" not in said
    assert "as_of=2024-03-01" in html
    assert 'href="/developments/2023-08-18-camp-david-summit/?as_of=2024-03-01"' in html


def test_before_the_document_there_is_nothing_to_ask(essay: None, reader: Client) -> None:
    said = text(page(reader, f"{URL}?as_of=2022-08-09", 400))
    assert "There is nothing to ask before 10 August 2022, when the document came out." in said


def test_an_earlier_moment_is_answered_as_tracking_began(essay: None, reader: Client) -> None:
    said = text(page(reader, f"{URL}?known_at=2026-01-01"))
    assert "Tracking began on 24 November 2026" in said


def test_an_unknown_document_is_not_found(reader: Client) -> None:
    page(reader, "/documents/nothing/", 404)


def test_signed_out_it_leads_to_sign_in(client: Client) -> None:
    response = client.get(URL)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_nothing_in_it_is_inline(essay: None, reader: Client) -> None:
    html = page(reader, URL)
    assert not re.search(r"<[^>]*\sstyle=", html)
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=", html)
