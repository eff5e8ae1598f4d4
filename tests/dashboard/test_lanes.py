"""The lanes of a page: folded and opened, told apart by how they came about, or as rows."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from tests.dashboard.helpers import many, page, text
from tests.support.worlds import WDocument, WLink, World, WRecommendation, save
from tracker.developments.models import Link
from tracker.documents.models import Recommendation

pytestmark = pytest.mark.django_db
URL = "/documents/chun-2022/"


def headings(html: str) -> list[str]:
    return [text(each).strip() for each in re.findall(r"<h3>(.*?)</h3>", html, re.S)]


def test_few_lanes_can_be_folded_and_opened_again(essay: None, reader: Client) -> None:
    opened = page(reader, URL)
    assert "lane-fold" not in opened
    assert "Fold areas" in text(opened)
    assert "Open all areas" not in text(opened)
    folded = page(reader, f"{URL}?open=none")
    assert folded.count('class="lane lane-fold"') == 7
    assert "mark-link" not in folded
    assert "Open all areas" in text(folded)
    assert "Fold areas" not in text(folded)


def test_a_folded_area_says_what_is_stalled_met_and_how_long_ago(essay: None, reader: Client) -> None:
    html = page(reader, f"{URL}?open=none")
    row = text(html[html.index('id="group-trilateral-framework"') : html.index('id="group-defence')])
    assert "3 of 3 stalled" in row
    assert "5/12 met" in row
    assert "428days" in row
    assert (
        "Trilateral framework: four recommendations; 24 advances, six setbacks; 428 days since anything was"
        in html
    )
    assert html.count('class="column advances"') == 6 + 1  # one in the key


@pytest.mark.parametrize(
    ("group", "key", "lanes"),
    [("area", "defence-cooperation", 1), ("addressee", "JP", 8), ("status", "partly-implemented", 4)],
)
def test_one_group_opens_with_its_own_address(
    essay: None, reader: Client, group: str, key: str, lanes: int
) -> None:
    html = page(reader, f"{URL}?group={group}&open={key}")
    assert html.count('class="lane"') == lanes
    assert html.count('aria-expanded="true"') == 1
    assert re.search(r'aria-expanded="true" aria-label="Fold [^"]+" hx-get="\?group=\w+&amp;open=none', html)


def test_folding_keeps_what_else_was_chosen(essay: None, reader: Client) -> None:
    html = page(reader, f"{URL}?open=none&show=stalled&as_of=2025-12-01&attribution=unknown")
    found = re.findall(r'class="fold-toggle"[^>]*href="([^"]*)"', html)
    assert found
    for href in found:
        assert "show=stalled" in href
        assert "as_of=2025-12-01" in href
        assert "attribution=unknown" in href


def test_links_step_back_where_others_are_asked_for(essay: None, reader: Client) -> None:
    html = page(reader, f"{URL}?attribution=convergent")
    assert "All 107Came of it 0Anyway 9Unknown 98" in text(html)
    marks = re.findall(r'class="mark-link( dim)?"', html)
    assert 0 < marks.count("") < marks.count(" dim")
    folded = page(reader, f"{URL}?attribution=convergent&open=none")
    assert 'class="column advances dim"' in folded
    assert 'class="column sets-back"' in folded


def test_links_that_came_of_the_document_are_counted_and_lead_to_their_rows(
    reader: Client, today: dt.date
) -> None:
    save(World([many(2, links=3)]))
    link = Link.objects.get(development__key="d-many-1-0")
    link.recommendation = Recommendation.objects.get(key="many-2")
    link.pk, link.attribution = None, "attributed"
    link.save(force_insert=True)
    html = page(reader, "/documents/many/")
    assert "One of the 7 links is recorded as having come of the document." in text(html)
    (url,) = re.findall(r'href="(\?[^"]*)#lanes" data-figure="attributed" data-value="1"', html)
    rows = page(reader, f"/documents/many/{url.replace('&amp;', '&')}")
    assert re.findall(r'data-row="link" data-effect="(\w+)"', rows) == ["advances"]


def test_the_data_table_comes_by_the_hundred(essay: None, reader: Client) -> None:
    html = page(reader, f"{URL}?view=table&rows=links")
    assert "1 to 100 of 107" in text(html)
    assert html.count('data-row="link"') == 100
    assert page(reader, f"{URL}?view=table&rows=links&marks=2").count('data-row="link"') == 7
    everything = page(reader, f"{URL}?view=table&marks=2")
    assert "milestone" in text(everything)


def test_very_many_links_are_read_a_page_at_a_time(reader: Client, today: dt.date) -> None:
    save(World([many(1, links=1010)]))
    html = page(reader, "/documents/many/?view=table&marks=11")
    assert "1,001 to 1,010 of 1,010" in text(html)
    assert html.count('data-row="link"') == 10
    assert "Links in figures, without milestones and judgements" in text(html)


def test_a_lane_says_what_it_waits_on(essay: None, reader: Client) -> None:
    html = page(reader, URL)
    assert "(waits on R3, R4, R5)" in text(html)
    assert "365 days since anything was logged; waits on R3, R4 and R5" in html


def test_silence_is_paler_where_somebody_looked_and_the_table_says_when(
    reader: Client, today: dt.date
) -> None:
    looked = [(dt.date(2026, 11, 15), dt.datetime(2026, 11, 15, tzinfo=dt.UTC))]
    recommendations = [
        WRecommendation("a", "R1", "area", [WLink("d1", "advances", dt.date(2024, 1, 1))], checks=looked),
        WRecommendation("b", "R2", "area", [WLink("d2", "advances", dt.date(2024, 1, 1))]),
    ]
    save(World([WDocument("doc", dt.date(2022, 1, 1), recommendations)]))
    html = page(reader, "/documents/doc/")
    assert "hatch looked-at" in html
    assert 'class="check-tick"' in html
    said = text(html)
    assert "last looked 9 days ago, nothing new" in said
    assert "nobody has looked since" in said
    assert "hatch looked-at" in page(reader, "/documents/doc/?open=none")
