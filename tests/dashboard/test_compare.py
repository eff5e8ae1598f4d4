"""The page that compares two ends of the essay: what it says, what it offers, what it refuses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.dashboard.helpers import page, queries_of, text
from tests.support.people import person
from tracker.core import clock
from tracker.developments import services
from tracker.developments.models import Development
from tracker.documents.models import Document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("essay")]
HERE = "/documents/chun-2022/compare/"
SINCE = f"{HERE}?from=2024-03-01"
FIVE = f"{SINCE}&recommendation=gradual-agenda"


def test_the_yellow_line_says_which_two_ends(reader: Client) -> None:
    said = text(page(reader, SINCE))
    assert "From 1 March 2024 to 24 November 2026, both as known now." in said
    other = text(page(reader, f"{SINCE}&from_known_at=2026-11-24T07:00:00Z&as_of=2026-11-23"))
    assert (
        "From 1 March 2024, as known on 24 November 2026, 07:00 UTC, to 23 November 2026, as known now."
        in other
    )


def test_both_heads_stand_side_by_side(reader: Client) -> None:
    said = text(page(reader, SINCE))
    assert "Ten of eleven recommendations changed." in said
    assert "Of eleven recommendations, two are partly implemented and one cannot be judged;" in said
    assert "Of eleven recommendations, one is implemented, four partly, one is reversed" in said
    assert "2 →to 4 partly implemented" in said
    assert "Implemented: 1 strictly, 5 with partly ones, of 11" in said
    assert "One recommendation is unchanged: no row differs, and no finding began or ended. R8" in said


def test_a_recommendations_change_is_told_by_groups_that_add_up(reader: Client) -> None:
    said = text(page(reader, FIVE))
    assert "balance +14 →to +25" in said
    assert "momentum +6.99 →to +1.07" in said
    assert "milestones 1 →to 3 of 6" in said
    assert "not assessed →to partly implemented" in said
    names = [
        "We corrected",
        "We judged anew",
        "We learned late",
        "The world moved",
        "Time passed",
        "Together",
    ]
    places = [said.index(name) for name in names]
    assert places == sorted(places)
    heaviest = "Leaders announce a trilateral secretariat, 15 November 2024"
    assert f"The world moved eight links, the heaviest: {heaviest}; two milestones met" in said
    assert "Time passed older evidence faded; nothing logged for 428 days; a promise fell due −6.84" in said
    assert re.search(r"Together ?\+7\+1\+11\+2−5\.92\+372\+372", said)
    assert "Found at the later end alone" in said


def test_empty_groups_say_nothing(reader: Client) -> None:
    said = text(page(reader, FIVE))
    assert "We corrected nothing 00000.0000" in said


@pytest.fixture
def corrected(essay: None) -> Iterator[str]:
    """A link corrected, a development retracted, after tracking began; yields the ends before and after."""
    began = Document.objects.get(key="chun-2022").tracking_began_at
    assert began is not None
    ana = person()
    with clock.fixed_at(began + dt.timedelta(hours=2)):
        first = Development.objects.get(title="Leaders announce a trilateral secretariat")
        links = [
            {
                "recommendation": f"chun-2022/{link.recommendation.key}",
                "effect": link.effect_slug,
                "strength": "minor" if link.recommendation.code == "R5" else link.strength_slug,
            }
            for link in first.links.filter(retracted_at=None).select_related("recommendation")
        ]
        given = {"version": first.version, "links": links, "reason": "It has no budget."}
        services.edit_development(user=ana, key=first.key, given=given)
        second = Development.objects.get(title__startswith="Foreign ministers meet in Brussels")
        services.retract_development(user=ana, key=second.key, reason="It was the meeting in Munich.")
    known = (began + dt.timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    with clock.fixed_at(began + dt.timedelta(hours=3)):
        yield f"{HERE}?from=2026-11-24&as_of=2026-11-24&from_known_at={known}"


def test_what_we_thought_then_is_compared_with_what_we_think_now(reader: Client, corrected: str) -> None:
    said = text(page(reader, corrected))
    assert "advances, minor · 15 November 2024; was advances, major · 15 November 2024" in said
    assert "Because: It has no budget." in said
    assert "counts no longer" in said
    assert "Because: It was the meeting in Munich." in said
    assert "The world moved nothing" in said
    assert "Time passed nothing" in said


def test_a_correction_is_one_row_beside_its_group(reader: Client, corrected: str) -> None:
    said = text(page(reader, f"{corrected}&recommendation=gradual-agenda"))
    assert "We corrected two links, the heaviest:" in said
    assert "two milestones’ meetings" in said  # the links given named no milestone
    assert "All four rows" in said


def test_without_a_day_it_asks_for_one_and_offers_some(reader: Client) -> None:
    html = page(reader, HERE)
    assert "What changed between two days, and why?" in html
    for said in ("The last 30 days", "The last year", "Since the document came out"):
        assert said in html
    assert "from=2025-11-24" in html


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=2022-08-09", "There is nothing to ask before 10 August 2022, when the document came out."),
        (
            "from=2024-03-02&as_of=2024-03-01",
            "2 March 2024 comes after 1 March 2024; give the earlier day first.",
        ),
        ("from=2024-3-1", "“2024-3-1” is not a day; write it as 2024-03-01."),
        ("from=2024-03-01&known_at=2024-03-01", "give the earlier moment first."),
    ],
)
def test_what_cannot_be_compared_is_said_at_its_field(reader: Client, asked: str, sentence: str) -> None:
    html = page(reader, f"{HERE}?{asked}", status=400)
    assert sentence in text(html)
    assert 'aria-invalid="true"' in html


def test_a_recommendation_that_is_none_is_not_found(reader: Client) -> None:
    page(reader, f"{SINCE}&recommendation=none", status=404)


def test_a_moment_before_tracking_began_is_answered_as_of_then(reader: Client) -> None:
    began = Document.objects.get(key="chun-2022").tracking_began_at
    assert began is not None
    said = text(page(reader, f"{SINCE}&from_known_at=2023-01-01"))
    assert f"Tracking began on {began.day} {began:%B %Y}; the earlier end is what it began with." in said


def test_nothing_changed_is_said(reader: Client) -> None:
    assert "Nothing changed but the days that passed." in text(page(reader, f"{HERE}?from=2026-11-23"))
    said = text(page(reader, f"{HERE}?from=2026-11-24"))
    assert "Nothing changed." in said
    assert "Eleven recommendations are unchanged" in said


def test_it_asks_at_most_twelve_queries(reader: Client) -> None:
    assert queries_of(reader, SINCE) <= 12
    assert queries_of(reader, FIVE) <= 12


def test_pages_lead_here_with_their_day(reader: Client) -> None:
    assert f'href="{HERE}"' in page(reader, "/documents/chun-2022/")
    here = "/documents/chun-2022/recommendations/gradual-agenda/"
    assert f'href="{HERE}?recommendation=gradual-agenda"' in page(reader, here)
    assert f'href="{SINCE}"' in page(reader, "/documents/chun-2022/?as_of=2024-03-01")


def test_a_named_day_can_be_the_earlier_end(reader: Client) -> None:
    from tracker.progress.models import NamedDay

    NamedDay.objects.create(name="Board meeting", day=dt.date(2025, 3, 4))
    html = page(reader, f"{HERE}?recommendation=gradual-agenda")
    assert "Since Board meeting, 4 March 2025" in html
    assert "from=2025-03-04&amp;recommendation=gradual-agenda" in html


def test_a_link_taken_off_says_why(reader: Client) -> None:
    began = Document.objects.get(key="chun-2022").tracking_began_at
    assert began is not None
    with clock.fixed_at(began + dt.timedelta(hours=2)):
        first = Development.objects.get(title="Vice foreign ministers meet in Tokyo")
        left = first.links.filter(retracted_at=None).exclude(recommendation__code="R5")
        links = [
            {
                "recommendation": f"chun-2022/{link.recommendation.key}",
                "effect": link.effect_slug,
                "strength": link.strength_slug,
                "rationale": link.rationale,
            }
            for link in left.select_related("recommendation")
        ]
        given = {"version": first.version, "links": links, "reason": "It is not about the agenda."}
        services.edit_development(user=person(), key=first.key, given=given)
    known = (began + dt.timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    five = f"{HERE}?from=2026-11-24&as_of=2026-11-24&from_known_at={known}&recommendation=gradual-agenda"
    with clock.fixed_at(began + dt.timedelta(hours=3)):
        said = text(page(reader, five))
    assert "advances, minor · 18 July 2025; counts no longerBecause: It is not about the agenda." in said
