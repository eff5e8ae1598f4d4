"""Pages of documents of any number and size: none, bare, small, large; their queries do not grow."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from tests.dashboard.helpers import many, page, queries_of, text
from tests.support.worlds import (
    START,
    WAssessment,
    WDocument,
    WLink,
    WMeeting,
    WMilestone,
    World,
    WRecommendation,
    save,
)

pytestmark = pytest.mark.django_db


def test_without_documents_home_says_what_to_do(editor: Client, reader: Client) -> None:
    assert "No document is tracked yet." in text(page(reader, "/"))
    assert "Load a package" not in text(page(reader, "/"))
    assert "Load a package" in text(page(editor, "/"))


def test_with_several_documents_home_lists_them(reader: Client, today: dt.date) -> None:
    documents = [many(2, "first"), many(1, "second"), WDocument("future", dt.date(2030, 1, 1), [])]
    save(World(documents))
    said = text(page(reader, "/"))
    assert "Three documents are tracked." in said
    assert "Of two recommendations, two are implemented." in said
    assert "Not out yet on this day" in said


def test_the_list_of_documents_says_which_are_unwatched_and_what_is_silent(
    reader: Client, today: dt.date
) -> None:
    watched, quiet = many(2, "watched"), many(3, "quiet")
    for recommendation in watched.recommendations + quiet.recommendations:
        recommendation.assessments = [WAssessment(dt.date(2025, 1, 1), "in-progress", "high")]
    for recommendation in quiet.recommendations:
        recommendation.checks = []
    save(World([watched, quiet]))
    said = text(page(reader, "/"))
    assert (
        "Of three recommendations, none is implemented; all three unsettled have had nothing logged" in said
    )
    assert said.count("Unwatched") == 1
    assert "Nobody has looked since tracking began on 1 January 2026" in said
    assert queries_of(reader, "/") <= 12
    assert "Unwatched" not in text(page(reader, "/?as_of=2026-05-01"))


def test_a_document_without_recommendations_says_so(reader: Client, editor: Client, today: dt.date) -> None:
    save(World([WDocument("bare", dt.date(2022, 1, 1), [])]))
    said = text(page(reader, "/documents/bare/"))
    assert "This document has no recommendation yet." in said
    assert "Add a recommendation" not in said
    assert "Add a recommendation" in text(page(editor, "/documents/bare/"))


def test_it_asks_at_most_twelve_queries_whatever_its_size(reader: Client, today: dt.date) -> None:
    save(World([many(3, "small"), many(60, "large", links=5)]))
    for query in ("", "?open=all", "?open=area-1", "?view=table", "?group=addressee", "?attribution=unknown"):
        for document in ("small", "large"):
            assert queries_of(reader, f"/documents/{document}/{query}") <= 12


def test_over_forty_recommendations_boxes_become_bars_and_areas_start_folded(
    reader: Client, today: dt.date
) -> None:
    save(World([many(120)]))
    html = page(reader, "/documents/many/")
    assert 'class="unit-bar"' in html
    assert 'class="unit"' not in html
    assert html.count('class="lane lane-fold"') == 3
    assert 'class="lane"' not in html
    assert "1 to 50 of 120" in text(html)
    last = page(reader, "/documents/many/?page=3")
    assert re.findall(r'data-key="many-(\d+)"', last) == [str(number) for number in range(101, 121)]


def test_one_area_opens_at_a_time_and_all_come_by_fifty(reader: Client, today: dt.date) -> None:
    save(World([many(180)]))
    opened = page(reader, "/documents/many/?open=area-1")
    assert opened.count('class="lane"') == 60
    assert opened.count('class="lane lane-fold"') == 2
    assert opened.count('aria-expanded="true"') == 1
    every = page(reader, "/documents/many/?open=all")
    assert every.count('class="lane"') == 50
    assert "Lanes 1 to 50 of 180" in text(every)
    assert "lane-fold" not in every


def test_an_area_of_very_many_links_is_drawn_by_quarters_even_when_open(
    reader: Client, today: dt.date
) -> None:
    save(World([many(1, links=1050)]))
    html = page(reader, "/documents/many/?open=all")
    assert "mark-link" not in html
    assert html.count('class="column advances"') == 1
    assert "1,050 advances" in text(html).replace("\u00a0", " ")


def test_a_group_opens_in_place_where_scripts_run(reader: Client, today: dt.date) -> None:
    save(World([many(60)]))
    response = reader.get(
        "/documents/many/?open=area-1", headers={"HX-Request": "true", "HX-Target": "lanes"}
    )
    html = response.content.decode()
    assert html.lstrip().startswith('<section class="section" id="lanes"')
    assert html.count('class="lane"') == 20
    assert "where-each-stands" not in html
    assert "HX-Request" in response["Vary"]


def test_moved_promises_other_judges_and_checks_are_told(reader: Client, today: dt.date) -> None:
    day = dt.date(2023, 1, 1)
    recommendation = WRecommendation(
        "a",
        "A",
        "area",
        [
            WLink("d1", "advances", day, "major"),
            WLink("d2", "sets-back", dt.date(2026, 11, 1), standing="reported"),
        ],
        [
            WMilestone(
                "moved",
                due=dt.date(2024, 6, 30),
                moves=[
                    (dt.date(2024, 6, 1), dt.date(2025, 1, 1)),
                    (dt.date(2024, 12, 1), dt.date(2025, 8, 14)),
                ],
                promised_by=["KR"],
            ),
            WMilestone("met", meetings=[WMeeting("d1", met=True, latest=day)]),
        ],
        [
            WAssessment(dt.date(2024, 1, 1), "in-progress", "low"),
            WAssessment(dt.date(2024, 2, 1), "implemented", judge="JP"),
        ],
        [(dt.date(2026, 11, 15), START)],
    )
    save(World([WDocument("doc", dt.date(2022, 1, 1), [recommendation])]))
    said = text(page(reader, "/documents/doc/recommendations/a/"))
    assert "due 14 August 2025, moved twice, 410 days later than first said, overdue for 467 days" in said
    assert "promised by KR" in said
    assert "One of its two milestones was promised; the other is the team’s." in said
    assert "by JP differs from the team’s" in said
    assert "reported, in no figure" in said
    overview = text(page(reader, "/documents/doc/"))
    assert "1 strictly, of the 1 it judged" in overview
    assert "Implemented, by JP" in overview
    assert "differs from the team’s" in overview
    assert "Nobody has looked" not in overview


def test_a_recommendations_queries_do_not_grow_with_its_rows(reader: Client, today: dt.date) -> None:
    save(World([many(3, "small", links=1), many(60, "large", links=12)]))
    small = queries_of(reader, "/documents/small/recommendations/small-1/")
    large = queries_of(reader, "/documents/large/recommendations/large-1/")
    assert small == large <= 12


def test_an_area_spans_documents(reader: Client, today: dt.date) -> None:
    save(World([many(3, "first"), many(3, "second")]))
    html = page(reader, "/areas/area-1/")
    assert "first-1" in html
    assert "second-1" in html
    assert "first-2" not in html


def test_their_queries_do_not_grow_with_their_rows(reader: Client, today: dt.date) -> None:
    save(World([many(3, "small")]))
    few = queries_of(reader, "/areas/area-1/")
    save_more()
    assert queries_of(reader, "/areas/area-1/") == few <= 12


def save_more() -> None:
    from tracker.documents.models import Area, Recommendation

    documents = World([many(60, "large", links=4)])
    for recommendation in documents.documents[0].recommendations:
        recommendation.area = f"x-{recommendation.area}"
    save(documents)
    Recommendation.objects.filter(area__key="x-area-1").update(area=Area.objects.get(key="area-1"))
