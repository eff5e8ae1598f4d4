"""Where two of the team judged differently of late, pages say so until one names both."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.developments import world
from tests.support.people import person
from tests.support.worlds import START
from tracker.accounts.models import User
from tracker.core import asof
from tracker.core.asof import AsOf
from tracker.core.errors import InvalidInput
from tracker.documents.models import Recommendation
from tracker.progress import queries, services
from tracker.progress.models import Assessment, Settlement
from tracker.progress.queries import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def r1() -> Recommendation:
    return world.make_document().recommendations.get(key="r1")


@pytest.fixture
def ana(r1: Recommendation) -> User:
    return person()


@pytest.fixture
def bob(r1: Recommendation) -> User:
    return person()


def judge(user: User, recommendation: Recommendation, date: str, status: str, **more: Any) -> Assessment:
    given = {"date": date, "status": status, "rationale": "So.", "reason": "x", **more}
    return services.publish_assessment(user=user, recommendation=recommendation, given=given)


def differently(recommendation: Recommendation, at: AsOf | None = None) -> bool:
    scope = Scope(recommendation_ids=(recommendation.pk,))
    (figures,) = queries.figures(scope, at or asof.present())
    return figures.judged_differently


def test_another_author_s_of_the_last_thirty_days_counts(ana: User, bob: User, r1: Recommendation) -> None:
    judge(ana, r1, "2024-07-01", "in-progress")
    assert not differently(r1)
    judge(ana, r1, "2024-07-02", "reversed")
    assert not differently(r1), "one author changed their mind"
    judge(bob, r1, "2024-08-01", "implemented")
    assert differently(r1), "30 days after the other's newest"
    judge(bob, r1, "2024-08-02", "implemented")
    assert not differently(r1), "31 days after"


def test_the_same_status_is_no_difference(ana: User, bob: User, r1: Recommendation) -> None:
    judge(ana, r1, "2024-07-01", "in-progress", confidence="low")
    judge(bob, r1, "2024-07-02", "in-progress", confidence="high")
    assert not differently(r1)


def test_another_judge_s_verdict_is_not_the_team_s(ana: User, bob: User, r1: Recommendation) -> None:
    judge(ana, r1, "2024-07-01", "in-progress")
    source = {"url": "https://example.org/report", "title": "A report"}
    judge(bob, r1, "2024-07-02", "reversed", judge="korea", source=source)
    assert not differently(r1)


def test_who_takes_the_other_s_place_stands_alone(ana: User, bob: User, r1: Recommendation) -> None:
    judge(ana, r1, "2024-07-01", "in-progress")
    judge(bob, r1, "2024-07-01", "reversed")
    assert not differently(r1)


def test_one_that_names_both_settles_it_for_what_comes_after(
    ana: User, bob: User, r1: Recommendation
) -> None:
    first = judge(ana, r1, "2024-07-01", "in-progress")
    second = judge(bob, r1, "2024-07-05", "reversed")
    assert differently(r1)
    third = judge(ana, r1, "2024-07-06", "in-progress", settles=[first.pk, second.pk])
    assert not differently(r1)
    judge(ana, r1, "2024-07-07", "partly-implemented")
    assert not differently(r1), "what was settled stands against nothing any more"
    judge(bob, r1, "2024-07-08", "reversed")
    assert differently(r1), "the other one has judged anew"
    before = AsOf(dt.date(2024, 7, 5), None, asof.present().now, asof.present().today)
    assert differently(r1, before), "on the day before, nobody had named both"
    services.retract_assessment(user=ana, assessment=third, reason="x")
    assert differently(r1)


def test_a_correction_of_the_same_day_and_status_stays_settled(
    ana: User, bob: User, r1: Recommendation
) -> None:
    first = judge(ana, r1, "2024-07-01", "in-progress")
    second = judge(bob, r1, "2024-07-05", "reversed")
    third = judge(ana, r1, "2024-07-06", "in-progress", settles=[first.pk, second.pk])
    judge(bob, r1, "2024-07-05", "reversed", rationale="Better said.", succeeds=second.pk)
    assert not differently(r1)
    judge(
        ana, r1, "2024-07-06", "in-progress", rationale="Too.", succeeds=third.pk,
        settles=[first.pk, second.pk],
    )  # fmt: skip
    assert not differently(r1), "the correction goes on naming what the one before it named"
    judge(bob, r1, "2024-07-05", "implemented", reason="read again")
    assert differently(r1), "another status was never settled"


def test_what_cannot_be_named_is_told(ana: User, bob: User, r1: Recommendation) -> None:
    other = r1.document.recommendations.get(key="r2")
    elsewhere = judge(ana, other, "2024-07-01", "in-progress")
    later = judge(ana, r1, "2024-07-09", "in-progress")
    gone = judge(ana, r1, "2024-07-01", "in-progress")
    services.retract_assessment(user=ana, assessment=gone, reason="x")
    with pytest.raises(InvalidInput) as caught:
        judge(bob, r1, "2024-07-05", "reversed", settles=[elsewhere.pk, later.pk, gone.pk])
    assert {error.path for error in caught.value.errors} == {"settles.0", "settles.1", "settles.2"}
    with pytest.raises(InvalidInput) as one:
        judge(bob, r1, "2024-07-10", "reversed", settles=[later.pk])
    assert [error.path for error in one.value.errors] == ["settles"]
    source = {"url": "https://example.org/report", "title": "A report"}
    with pytest.raises(InvalidInput) as verdict:
        judge(bob, r1, "2024-07-10", "reversed", judge="korea", source=source, settles=[later.pk, later.pk])
    assert "settles" in {error.path for error in verdict.value.errors}


DAY = dt.date(2024, 6, 1)
moments = st.integers(0, 5).map(lambda hours: START + dt.timedelta(hours=hours))


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few judgements by two people and a package, some retracted, some naming earlier ones."""
    made: list[dict[str, Any]] = []
    for index in range(draw(st.integers(1, 6))):
        published = draw(moments)
        made.append(
            {
                "day": DAY + dt.timedelta(days=draw(st.sampled_from([0, 1, 15, 30, 31, 45]))),
                "status": draw(st.sampled_from(["in-progress", "reversed"])),
                "author": draw(st.sampled_from([0, 1, None])),
                "published_at": published,
                "retracted_at": draw(
                    st.one_of(st.none(), st.none(), moments.map(lambda m: m + dt.timedelta(1)))
                ),
                "names": draw(st.sets(st.integers(0, index - 1), max_size=2)) if index else set(),
            }
        )
    return made


def expected(made: list[dict[str, Any]], day: dt.date, at: dt.datetime) -> bool:
    """The same, worked out row by row."""
    counting = [
        row for row in made
        if row["day"] <= day and row["published_at"] <= at
        and not (row["retracted_at"] is not None and row["retracted_at"] <= at)
    ]  # fmt: skip
    order = {id(row): (row["day"], row["published_at"], made.index(row)) for row in counting}
    counting.sort(key=lambda row: order[id(row)], reverse=True)
    if not counting:
        return False
    newest = counting[0]
    others = [
        row for row in counting
        if row["author"] != newest["author"] and row["day"] >= newest["day"] - dt.timedelta(days=30)
    ]  # fmt: skip
    if not others or others[0]["status"] == newest["status"]:
        return False
    named = [made[each] for row in counting for each in row["names"]]
    return not any((row["day"], row["status"]) == (others[0]["day"], others[0]["status"]) for row in named)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=rows(), days=st.integers(0, 60), at=moments)
def test_it_equals_an_independent_computation(made: list[dict[str, Any]], days: int, at: dt.datetime) -> None:
    live = [(row["day"]) for row in made if row["retracted_at"] is None]
    if len(set(live)) < len(live):
        return
    with transaction.atomic():
        document = world.make_document()
        r1 = document.recommendations.get(key="r1")
        people = [person(), person()]
        saved: list[Assessment] = []
        for row in made:
            author = None if row["author"] is None else people[row["author"]]
            assessment = Assessment.objects.create(
                recommendation=r1, date=row["day"], status=row["status"], rationale="x", author=author
            )
            Settlement.objects.bulk_create(
                Settlement(assessment=assessment, named=saved[each]) for each in row["names"]
            )
            assessment.published_at, assessment.retracted_at = row["published_at"], row["retracted_at"]
            assessment.save()
            saved.append(assessment)
        day = DAY + dt.timedelta(days=days)
        asked = AsOf(day, at, START + dt.timedelta(days=9), (START + dt.timedelta(days=9)).date())
        assert differently(r1, asked) == expected(made, day, at)
        transaction.set_rollback(True)
