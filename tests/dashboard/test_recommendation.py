"""A recommendation's page: every figure adds up in view, and says why it is flagged."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from tests.dashboard.helpers import page, text
from tests.support.people import client_of, person
from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.dashboard import queries
from tracker.dashboard.asked import PageChoice
from tracker.dashboard.queries.overview import nobody_looked
from tracker.documents.models import Document, Recommendation
from tracker.stalls.queries import examine_document

pytestmark = pytest.mark.django_db

R6 = "/documents/chun-2022/recommendations/reassure-neighbours/"
R8 = "/documents/chun-2022/recommendations/rok-open-agenda/"
MINUS = "\u2212"


@pytest.fixture
def analyst(db: None) -> Client:
    return client_of(person("analyst"))


def numbers(html: str, column: str) -> list[float]:
    """Return a ledger column's figures, newest first, the sum last."""
    cells = re.findall(rf'<td class="number{column}">(.*?)</td>', html)
    shown = [text(cell).replace(MINUS, "-") for cell in cells]
    return [float(cell) for cell in shown if cell]


def test_it_says_what_became_of_it(essay: None, reader: Client) -> None:
    said = text(page(reader, R6))
    assert (
        "Judged reversed, with none of its two milestones met and one un-met again: three advances are "
        "outweighed by eight setbacks, and nothing has been logged since 24 November 2025."
    ) in said
    assert "An effect the document expects, not an act it asks for; paragraph 9." in said
    assert "365 days ago" in said
    assert "24 Nov 2025, a setback" in said


def test_the_ledger_adds_up_in_view(essay: None, reader: Client) -> None:
    html = page(reader, R6)
    *weights, balance = numbers(html, " not-small")[::2]
    *shares, momentum = numbers(html, " not-small")[1::2]
    assert sum(weights) == balance == -5
    assert momentum == -1.53
    assert sum(shares) == pytest.approx(momentum, abs=0.006 * len(shares))
    balances = numbers(html, " balance")
    assert balances[0] == -5
    assert balances[-2] == weights[-1]


def test_its_flags_have_their_sentences_and_what_one_can_do(essay: None, analyst: Client) -> None:
    said = text(html := page(analyst, R6))
    assert "Its last seven moves were setbacks, and its momentum is −1.53 (limit −0.50)." in said
    assert "Nothing logged for 365 days, to today; nobody has looked since" in said
    assert "Looked, nothing new" in said
    assert "Acknowledge" in said
    assert "/developments/new/?recommendation=chun-2022%2Freassure-neighbours" in html


def test_a_reader_sees_flags_without_actions(essay: None, reader: Client) -> None:
    said = text(page(reader, R6))
    assert "reversing" in said
    assert "Looked, nothing new" not in said
    assert "Log a development here" not in said


def test_another_day_has_findings_without_actions(essay: None, analyst: Client) -> None:
    said = text(page(analyst, f"{R6}?as_of=2026-06-01"))
    assert "Its last seven moves were setbacks" in said
    assert "Looked, nothing new" not in said
    assert "Assess again" not in said


def test_milestones_assessments_and_addressees_stand_beside_it(essay: None, reader: Client) -> None:
    said = text(html := page(reader, R6))
    assert "met 27 May 2024; un-met again 24 November 2025" in said
    assert "not met, no due date" in said
    assert "cites three developments" in said
    assert '<span class="own-name" lang="ko">대한민국</span>' in html
    assert "no response on record" in said
    assert "Waits on R3 (partly implemented), R4 (partly implemented) and R5 (partly implemented)." in said


def test_before_the_document_comes_last_in_no_figure(essay: None, reader: Client) -> None:
    html = page(reader, "/documents/chun-2022/recommendations/address-history/")
    assert "Before the document came out, in no figure" in html
    assert (
        html.index('class="sum"')
        < html.index("Before the document came out")
        < html.index('class="background')
    )


def test_nothing_logged_says_so_and_what_to_do(essay: None, analyst: Client) -> None:
    said = text(page(analyst, R8))
    assert "Nothing is logged for R8 yet." in said
    assert "It has been 1,567 days since the document came out; nobody has looked." in said
    assert "Log the first development" in said
    assert "nothing has been logged for it since the document came out." in said


def test_links_are_told_apart_by_whether_they_came_of_the_document(essay: None, reader: Client) -> None:
    html = page(reader, f"{R6}?attribution=convergent")
    assert "Anyway 2" in re.sub(r"\s+", " ", text(html))
    assert html.count(" data-row data-effect") == 2
    assert html.count("would have come anyway") == 3
    assert "Two links that would have come anyway; together they add −5 to the balance" in text(html)
    assert html.count('class="mark-link dim"') == 9


def test_the_picture_has_a_data_table(essay: None, reader: Client) -> None:
    html = page(reader, f"{R6}?view=table")
    assert "mark-link" not in html
    assert "judged reversed" in html


def test_it_leads_to_its_neighbours_and_its_area(essay: None, reader: Client) -> None:
    html = page(reader, R6)
    assert 'href="/documents/chun-2022/recommendations/gradual-agenda/"' in html
    assert 'href="/documents/chun-2022/recommendations/rok-recognise-mechanism/"' in html
    assert 'href="/areas/regional-reassurance/"' in html


def test_an_unknown_recommendation_is_not_found(essay: None, reader: Client) -> None:
    page(reader, "/documents/chun-2022/recommendations/nothing/", 404)


@pytest.mark.parametrize("day", [dt.date(2023, 12, 1), dt.date(2025, 6, 30), dt.date(2026, 11, 24)])
def test_it_is_judged_as_its_whole_document_is(essay: None, day: dt.date) -> None:
    asof = AsOf(day, None, clock.now(), clock.today())
    document = Document.objects.get(key="chun-2022")
    whole = examine_document(document, asof)
    for found in Recommendation.objects.filter(document=document).select_related("document", "area"):
        alone = queries.recommendation(found, asof, PageChoice())
        assert alone.stall.findings == whole.stalls[found.pk].findings
        assert alone.figures == whole.stalls[found.pk].figures
        assert alone.unwatched == nobody_looked(document, whole.of_document(document.pk), asof)
