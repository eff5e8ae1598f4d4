"""What stands beside a recommendation: promises and their moves, responses, what it waits on, who looked."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from tests.dashboard.helpers import page, text
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

PATH = "/documents/doc/recommendations/"
DAY = dt.date(2023, 1, 1)


@pytest.fixture
def three(today: dt.date) -> None:
    """Three recommendations of which the second waits on the first, and the third on the second."""
    from tracker.documents.models import Actor, DueMove, Recommendation, Response, Source

    moved = WMilestone(
        "moved",
        due=dt.date(2024, 6, 30),
        moves=[(dt.date(2024, 6, 1), dt.date(2025, 1, 1)), (dt.date(2027, 1, 1), dt.date(2028, 1, 1))],
        promised_by=["KR"],
    )
    met = WMilestone("met", meetings=[WMeeting("d1", met=True, latest=DAY)])
    checks = [(dt.date(2026, 1, 1) + dt.timedelta(days=each), START) for each in range(14)]
    save(
        World(
            [
                WDocument(
                    "doc",
                    dt.date(2022, 1, 1),
                    [
                        WRecommendation(
                            "first",
                            "R1",
                            "area",
                            [],
                            [],
                            [
                                WAssessment(dt.date(2023, 1, 1), "in-progress", "low"),
                                WAssessment(dt.date(2025, 1, 1), "partly-implemented", "low"),
                            ],
                        ),
                        WRecommendation(
                            "second", "R2", "area", [WLink("d1", "advances", DAY)], [moved, met], [], checks
                        ),
                        WRecommendation("third", "R3", "area"),
                    ],
                )
            ]
        )
    )
    first, second, third = Recommendation.objects.order_by("code")
    second.depends_on.add(first)
    third.depends_on.add(second)
    Recommendation.objects.filter(pk=second.pk).update(review_every=30)
    source = Source.objects.create(
        url="https://example.org/a", canonical_url="https://example.org/a", title="A statement"
    )
    DueMove.objects.update(source=source)
    korea, _ = Actor.objects.get_or_create(key="KR", defaults={"name": "KR"})
    second.addressees.add(korea)
    Response.objects.create(
        recommendation=second, actor=korea, position="accepts", date=dt.date(2024, 2, 1), source=source
    )


def test_it_says_what_it_waits_on_and_what_waits_on_it(three: None, reader: Client) -> None:
    html = page(reader, f"{PATH}second/")
    said = text(html)
    assert "Waits on R1 (partly implemented)." in said
    assert "R3 (not assessed) waits on it." in said
    assert html.count('class="band waits"') == 1
    assert 'aria-label="R1, Do what is asked: partly implemented"' in html


def test_what_it_waits_on_stands_as_of_the_day_asked(three: None, reader: Client) -> None:
    assert "Waits on R1 (in progress)." in text(page(reader, f"{PATH}second/?as_of=2024-01-01"))


def test_milestones_lead_to_what_met_them_and_who_announced_each_move(three: None, reader: Client) -> None:
    html = page(reader, f"{PATH}second/")
    assert '<a href="/developments/d1/">met 1 January 2023</a>' in html
    assert '<a href="/actors/KR/">KR</a>' in html
    assert "to 1 January 2025, announced 1 June 2024" in text(html)
    assert "1 January 2028" not in text(html)
    assert html.count('data-row data-met="1"') == 1


def test_a_response_stands_with_its_source(three: None, reader: Client) -> None:
    html = page(reader, f"{PATH}second/")
    assert "accepts, 1 February 2024" in text(html)
    assert html.count('<a href="https://example.org/a" rel="noreferrer">A statement</a>') == 2
    assert "no response on record" in text(page(reader, f"{PATH}second/?as_of=2024-01-01"))


def test_it_lists_who_looked_and_when_the_next_look_is_due(three: None, reader: Client) -> None:
    html = page(reader, f"{PATH}second/")
    said = text(html)
    assert "Looked at every 30 days; the next look was due on 13 February 2026, 284 days ago." in said
    newest = html.split('<ul class="looks">')[1]
    assert newest.count("<li>") == 10
    assert "14 January 2026" in newest
    assert "4 earlier" in said
    assert re.search(r"Looked\s+Nobody has looked since", text(page(reader, f"{PATH}third/")))


def test_it_names_who_judged_and_who_stand_against_each_other(three: None, reader: Client) -> None:
    from tests.support.people import person
    from tracker.documents.models import Recommendation
    from tracker.progress.services import publish_assessment

    first = Recommendation.objects.get(key="first")
    given = {"status": "abandoned", "rationale": "They will not.", "reason": "Seen at last."}
    ana = person(first_name="Ana", last_name="Lim")
    publish_assessment(user=ana, recommendation=first, given={**given, "date": "2025-01-20"})
    verdict = {"judge": "KR", "source": {"url": "https://example.org/v", "title": "A verdict"}}
    publish_assessment(user=ana, recommendation=first, given={**given, **verdict, "date": "2025-01-21"})
    said = text(page(reader, f"{PATH}first/"))
    assert "20 January 2025 · Ana Lim · cites nothing" in said
    assert "1 January 2025 · the package · cites nothing" in said
    assert "21 January 2025 · entered by Ana Lim · cites nothing" in said
    assert (
        "no judgement names both. Ana Lim: abandoned, 20 January 2025; "
        "the package: partly implemented, 1 January 2025."
    ) in said
    assert "the package: partly" not in text(page(reader, f"{PATH}first/?as_of=2025-01-10"))
