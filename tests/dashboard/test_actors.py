"""What an actor did, promised, answered and judged, and an area's promises: each figure leads to its rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.dashboard.helpers import assert_figures_lead_to_rows, page, queries_of, section_of, text
from tests.support.judged import whole_world
from tracker.developments.models import Development, DevelopmentActor
from tracker.documents.models import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def korea(today: dt.date) -> Actor:
    return whole_world()


def test_an_actor_says_what_it_did_promised_answered_and_judged(korea: Actor, reader: Client) -> None:
    said = text(html := page(reader, "/actors/KR/"))
    assert 'Korea <span class="own-name" lang="ko">대한민국</span>' in html
    assert (
        "It took part in six developments. Four of their links are in figures: one advance, two setbacks and "
        "one of context; three links are in no figure; one development moves nothing."
    ) in said
    assert (
        "Of two promises, one is kept; one is overdue, by 327 days. Due days were moved twice, "
        "550 days later in all."
    ) in said
    assert "moved twice, 550 days later" in said
    assert "to 1 Jan 2025, announced 1 June 2024" in said
    assert (
        "Of three recommendations addressed to it, it has answered one: one rejected; one answer is overdue, "
        "unanswered; one answer is still awaited."
    ) in said
    assert "Korea differs from the team on the one recommendation that both judged." in said
    assert "waits on" in text(section_of(html, "waits"))


@pytest.mark.parametrize(("place", "figures"), [("did", 6), ("promised", 4), ("answered", 4), ("judged", 1)])
def test_an_actors_figures_lead_to_their_rows(korea: Actor, reader: Client, place: str, figures: int) -> None:
    assert assert_figures_lead_to_rows(reader, "/actors/KR/", place) == figures
    assert assert_figures_lead_to_rows(reader, "/actors/KR/?as_of=2026-06-01", place) == figures


def test_an_actor_of_another_day_and_moment(korea: Actor, reader: Client) -> None:
    said = text(html := page(reader, "/actors/KR/?as_of=2024-06-15"))
    assert "one is kept; one is not yet due" in said
    assert "Of two recommendations addressed to it, it has answered one: one accepted" in said
    assert "/developments/one/?as_of=2024-06-15" in html
    assert "?as_of=2024-06-15&amp;promise=kept#promised" in html
    then = text(page(reader, "/actors/KR/?as_of=2024-02-15&known_at=2026-01-01T12:00:00Z"))
    assert "It took part in five developments." in then


def test_an_actors_developments_come_by_the_hundred(korea: Actor, reader: Client) -> None:
    before = queries_of(reader, "/actors/KR/")
    day = dt.date(2024, 5, 1)
    made = Development.objects.bulk_create(
        Development(key=f"x{number}", title=f"x{number}", kind="other", date="2024-05-01", earliest=day,
                    latest=day, state="published", published_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
        for number in range(150)
    )  # fmt: skip
    DevelopmentActor.objects.bulk_create(DevelopmentActor(development=each, actor=korea) for each in made)
    assert queries_of(reader, "/actors/KR/") == before <= 12
    first = section_of(page(reader, "/actors/KR/"), "did")
    second = section_of(page(reader, "/actors/KR/?did_page=2"), "did")
    assert "1 to 100 of 156" in text(first)
    assert "101 to 156 of 156" in text(second)
    assert first.count('data-row="development"') + second.count('data-row="development"') == 156


def test_an_area_adds_up_milestones_promises_and_answers(korea: Actor, reader: Client) -> None:
    said = text(html := page(reader, "/areas/area/"))
    assert "1/4 milestones met" in said
    assert (
        "Of three promises, one is kept; one is overdue, by 327 days; one is not yet due. Due days were "
        "moved twice, 550 days later in all."
    ) in said
    assert "One answer is given; one is still awaited." in said
    assert "promised by nobody named" in said
    for place, figures in (("promised", 5), ("answered", 2)):
        assert assert_figures_lead_to_rows(reader, "/areas/area/", place) == figures
    assert queries_of(reader, "/areas/area/") <= 12
    assert "waits on" in text(section_of(page(reader, "/areas/other/"), "waits"))
    assert "waits on" not in text(section_of(html, "waits"))


def test_what_an_actor_did_can_be_searched(korea: Actor, reader: Client) -> None:
    html = page(reader, "/actors/KR/?as_of=2024-06-15")
    assert 'href="/developments/?as_of=2024-06-15&amp;actor=KR"' in html
    assert "Of 7 developments, six match" in text(page(reader, "/developments/?actor=KR"))


def test_before_any_document_there_is_nothing_asked(korea: Actor, reader: Client) -> None:
    assert "No recommendation is addressed to it." in text(page(reader, "/actors/KR/?as_of=2020-01-01"))
    assert "It has no recommendation yet." in text(page(reader, "/areas/area/?as_of=2020-01-01"))


def test_a_choice_that_nothing_fits_says_so(korea: Actor, reader: Client) -> None:
    path = "/actors/KR/?promise=undated&answer=accepts&verdicts=both&did=unlinked&as_of=2023-02-01"
    said = text(page(reader, path))
    for noun in ("promise", "development", "verdict"):
        assert f"No {noun} fits this choice." in said
    assert "No answer fits this choice." not in said
