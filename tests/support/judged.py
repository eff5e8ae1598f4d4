"""A small world with an actor that was asked, did, promised, answered and judged things."""

from __future__ import annotations

import datetime as dt

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
from tracker.developments.models import Development, DevelopmentActor, DevelopmentSource
from tracker.documents.models import (
    Actor,
    Dependency,
    DueMove,
    Recommendation,
    RecommendationAddressee,
    Response,
    Source,
)

LATER = START + dt.timedelta(days=30)
LATEST = START + dt.timedelta(days=60)


def judged_world() -> Actor:
    """Two documents, one not out in 2024; an actor with six developments, one of them linked to nothing."""
    d = dt.date
    first = WRecommendation(
        "a",
        "R1",
        "area",
        [
            WLink("before", "advances", d(2021, 5, 1)),
            WLink("one", "advances", d(2023, 1, 1), "major"),
            WLink("two", "sets-back", d(2023, 6, 1)),
            WLink("reported", "advances", d(2024, 1, 1), standing="reported"),
            WLink("corrected", "context", d(2024, 2, 1), retracted_at=LATER),
            WLink("corrected", "sets-back", d(2024, 3, 1), published_at=LATER),
            WLink("others", "advances", d(2024, 3, 1)),
        ],
        [
            WMilestone(
                "kept",
                due=d(2023, 1, 1),
                meetings=[WMeeting("one", met=True, latest=d(2023, 1, 1))],
                promised_by=["KR"],
            ),
            WMilestone(
                "moved",
                due=d(2024, 6, 30),
                moves=[(d(2024, 6, 1), d(2025, 1, 1)), (d(2025, 1, 1), d(2026, 1, 1))],
                promised_by=["JP", "KR"],
            ),
            WMilestone("due", due=d(2027, 1, 1)),
            WMilestone("plain"),
        ],
        [
            WAssessment(d(2024, 1, 1), "in-progress"),
            WAssessment(d(2023, 1, 1), "partly-implemented", judge="KR"),
            WAssessment(d(2024, 2, 1), "implemented", judge="KR", retracted_at=LATEST),
            WAssessment(d(2024, 1, 1), "in-progress", judge="JP"),
        ],
    )
    second = WRecommendation(
        "b",
        "R2",
        "other",
        [WLink("one", "context", d(2023, 1, 1))],
        assessments=[WAssessment(d(2024, 2, 1), "implemented", judge="KR")],
    )
    late = WRecommendation("c", "R1", "area", [WLink("one", "advances", d(2023, 1, 1))])
    save(
        World(
            [
                WDocument("early", d(2022, 1, 1), [first, second]),
                WDocument("late", d(2025, 1, 1), [late]),
            ]
        )
    )
    Development.objects.create(
        key="alone", title="alone", kind="other", date="2024-05-01", earliest=d(2024, 5, 1),
        latest=d(2024, 5, 1), state="published", published_at=START,
    )  # fmt: skip
    actor = Actor.objects.get(key="KR")
    took_part = Development.objects.exclude(key="others")
    DevelopmentActor.objects.bulk_create(
        DevelopmentActor(development=each, actor=actor) for each in took_part
    )
    return actor


def answers_of(actor: Actor) -> None:
    """One answer given and later changed, one overdue, one awaited; by the order of the documents."""
    one, two, three = Recommendation.objects.order_by("document__published_on", "code")
    Response.objects.create(recommendation=one, actor=actor, position="accepts", date=dt.date(2023, 1, 1))
    Response.objects.create(recommendation=one, actor=actor, position="rejects", date=dt.date(2025, 1, 1))
    Response.objects.create(recommendation=two, actor=actor, due=dt.date(2024, 1, 1))
    Response.objects.create(recommendation=three, actor=actor, due=dt.date(2027, 1, 1))


def whole_world() -> Actor:
    """The same with what is asked, answered and waited for, and one source on which some of it rests."""
    actor = judged_world()
    Actor.objects.filter(pk=actor.pk).update(name="Korea", own_name="대한민국", own_language="ko")
    answers_of(actor)
    one, two, three = Recommendation.objects.order_by("document__published_on", "code")
    RecommendationAddressee.objects.bulk_create(
        RecommendationAddressee(recommendation=each, actor=actor) for each in (one, two, three)
    )
    Dependency.objects.create(recommendation=two, depends_on=one)
    source = Source.objects.get(canonical_url="https://example.org/KR")
    DueMove.objects.filter(due=dt.date(2025, 1, 1)).update(source=source)
    Response.objects.filter(position="accepts").update(source=source)
    resting = Development.objects.filter(key__in=["one", "two", "alone", "corrected"])
    DevelopmentSource.objects.bulk_create(
        DevelopmentSource(development=each, source=source) for each in resting
    )
    actor.refresh_from_db()
    return actor
