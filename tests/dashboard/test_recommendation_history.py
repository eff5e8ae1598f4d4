"""All changes of a recommendation: what was taken back, by whom and why; a correction is one line."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.dashboard.helpers import page, text
from tests.support.people import person
from tests.support.worlds import WAssessment, WDocument, WLink, World, WRecommendation, save
from tracker.core import history
from tracker.developments.models import Link
from tracker.progress.link_words import without_rationale_words
from tracker.progress.models import Assessment

pytestmark = pytest.mark.django_db

PATH = "/documents/doc/recommendations/r/"
DAY = dt.date(2023, 1, 1)
THEN = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def one(today: dt.date) -> None:
    """One recommendation with two links and a judgement."""
    links = [WLink("d1", "advances", DAY), WLink("d2", "advances", DAY)]
    judged = [WAssessment(dt.date(2025, 1, 1), "in-progress", "low")]
    save(
        World(
            [WDocument("doc", dt.date(2022, 1, 1), [WRecommendation("r", "R1", "area", links, [], judged)])]
        )
    )


def changes(reader: Client) -> str:
    """Return the words of the list."""
    return text(page(reader, PATH).split('<ul class="changes">')[1].split("</ul>")[0])


def test_what_was_taken_back_stands_with_who_and_why(one: None, reader: Client) -> None:
    ana = person("editor", username="ana")
    with history.acting(ana.pk, reason="It was another meeting."):
        Link.objects.filter(development__key="d1").update(retracted_at=THEN, retracted_by=ana)
    with history.acting(ana.pk, reason="Judged by the wrong text."):
        Assessment.objects.update(retracted_at=THEN, retracted_by=ana)
    said = changes(reader)
    assert said.count("took back the link of") == 1
    assert "(It was another meeting.)" in said
    assert "took back the judgement of 1 January 2025: in progress (Judged by the wrong text.)" in said
    assert "ana" in said.lower()


def test_a_correction_is_one_line_with_its_reason(one: None, reader: Client) -> None:
    ana = person("editor", username="ana")
    old = Link.objects.get(development__key="d1")
    with history.acting(ana.pk, reason="It weighs more."):
        Link.objects.filter(pk=old.pk).update(retracted_at=THEN, retracted_by=ana)
        new = Link.objects.get(pk=old.pk)
        new.pk, new.weight, new.retracted_at, new.retracted_by = None, 4, None, None
        new.published_at, new.published_by, new.succeeds, new.reason = THEN, ana, old, "It weighs more."
        new.save(force_insert=True)
    said = changes(reader)
    assert said.count("corrected the link of") == 1
    assert said.count("It weighs more.") == 1
    assert "took back" not in said


def test_it_says_of_which_links_some_have_no_rationale() -> None:
    assert without_rationale_words(0, 7, 9) == ""
    assert without_rationale_words(1, 7, 7) == "One link has no rationale."
    assert without_rationale_words(8, 7, 9) == (
        "Of all nine links, reported and earlier ones too, eight have no rationale."
    )


def test_an_answer_after_its_due_day_is_called_late(one: None, reader: Client) -> None:
    from tracker.documents.models import Actor, Recommendation, Response

    asked = Recommendation.objects.get()
    actor = Actor.objects.create(key="KR", name="Korea")
    asked.addressees.add(actor)
    given = {"recommendation": asked, "actor": actor}
    Response.objects.create(**given, position="accepts", date=dt.date(2023, 5, 1))
    Response.objects.create(**given, due=dt.date(2023, 4, 1))
    assert "accepts, 1 May 2023; due 1 April 2023, 30 days late" in text(page(reader, PATH))
    for path in ("/actors/KR/", "/areas/area/"):
        assert "due 1 April 2023, 30 days late" in text(page(reader, path))
