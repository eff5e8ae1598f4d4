"""What an actor did, promised and answered, and what others judged, as of a day and as known at a moment."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.judged import LATER, answers_of, judged_world
from tests.support.worlds import START
from tracker.core.asof import AsOf
from tracker.documents.models import Actor, Recommendation
from tracker.progress import acts, answers, promises
from tracker.progress.acts import ActChoice, Acts
from tracker.progress.queries import EVERYTHING, Scope, parameters
from tracker.progress.reading import read_parts
from tracker.progress.verdicts import compared

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 24)


def asof(day: dt.date = DAY, known_at: dt.datetime | None = None) -> AsOf:
    now = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    return AsOf(day, known_at, now, now.date())


@pytest.fixture
def world() -> Actor:
    return judged_world()


def did(actor: Actor, when: AsOf, show: str = "", page: int = 1) -> Acts:
    return acts.acts(acts.OF_ACTOR, {"actor": actor.pk}, when, ActChoice(show, page))


def test_developments_come_newest_first_with_sums_that_add_up(world: Actor) -> None:
    found = did(world, asof())
    keys = [each.key for each in found.rows]
    assert keys == ["alone", "corrected", "reported", "two", "one", "before"]
    totals = found.totals
    assert (totals.developments, totals.unlinked, totals.links) == (6, 1, 7)
    assert (totals.advances, totals.setbacks, totals.context, totals.no_figure) == (1, 2, 1, 3)
    links = [link for each in found.rows for link in each.links]
    assert len(links) == totals.links
    for effect, count in ((1, totals.advances), (-1, totals.setbacks), (0, totals.context)):
        assert sum(link.counts and link.effect == effect for link in links) == count


def test_a_moment_before_a_correction_answers_as_it_was(world: Actor) -> None:
    then = did(world, asof(dt.date(2024, 2, 15), START))
    assert [each.key for each in then.rows] == ["corrected", "reported", "two", "one", "before"]
    assert then.rows[0].date.latest == dt.date(2024, 2, 1)
    assert then.totals.context == 2
    now = did(world, asof(dt.date(2024, 2, 15)))
    assert "corrected" not in [each.key for each in now.rows]


def test_documents_that_are_not_out_move_nothing_yet(world: Actor) -> None:
    before = did(world, asof(dt.date(2023, 2, 1)))
    assert [each.key for each in before.rows] == ["one", "before"]
    assert [link.document_key for link in before.rows[0].links] == ["early", "early"]


@pytest.mark.parametrize(
    ("show", "keys"),
    [
        ("advances", ["one"]),
        ("sets-back", ["corrected", "two"]),
        ("context", ["one"]),
        ("no-figure", ["reported", "one", "before"]),
        ("unlinked", ["alone"]),
    ],
)
def test_each_sum_leads_to_its_developments(world: Actor, show: str, keys: list[str]) -> None:
    found = did(world, asof(), show)
    assert [each.key for each in found.rows] == keys
    assert found.found == len(keys)
    assert found.totals == did(world, asof()).totals


def test_a_page_beyond_the_last_is_the_last(world: Actor) -> None:
    assert did(world, asof(), page=7).rows == did(world, asof()).rows
    nobody = Actor.objects.create(key="X", name="X")
    assert did(nobody, asof(), page=3) == Acts(acts.ActTotals(), 0, ())


def promised(which: str, when: AsOf, **more: int) -> list[promises.PromiseRow]:
    found = read_parts(
        {"promises": (promises.promises_statement(which), promises.COLUMNS)},
        {**parameters(when, EVERYTHING), **more},
    )
    return [promises.promise_of(row, when.day) for row in found["promises"]]


def test_promises_stand_as_announced_by_the_day(world: Actor) -> None:
    rows = promised(promises.BY_ACTOR, asof(), actor=world.pk)
    assert [each.promise.outcome for each in rows] == ["kept-on-time", "overdue"]
    assert [each.promise.moved_days for each in rows] == [0, 550]
    assert [by.key for by in rows[1].by] == ["JP", "KR"]
    assert rows[0].met_by == "one"
    then = promised(promises.BY_ACTOR, asof(dt.date(2024, 6, 15)), actor=world.pk)
    assert [(each.promise.outcome, each.promise.due) for each in then][1] == (
        "not-yet-due",
        dt.date(2025, 1, 1),
    )


def test_an_areas_promises_are_those_made_or_due(world: Actor) -> None:
    area = Recommendation.objects.get(document__key="early", key="a").area_id
    rows = promised(promises.OF_AREA, asof(), area=area)
    assert [each.promise.given for each in rows] == [
        dt.date(2023, 1, 1), dt.date(2024, 6, 30), dt.date(2027, 1, 1),
    ]  # fmt: skip


def test_answers_are_given_awaited_or_unanswered(world: Actor) -> None:
    answers_of(world)

    def answered(day: dt.date) -> list[tuple[str, str]]:
        statement = answers.answers_statement(answers.OF_ACTOR)
        given = {**parameters(asof(day), EVERYTHING), "actor": world.pk}
        found = read_parts({"answers": (statement, answers.COLUMNS)}, given)["answers"]
        rows = answers.answers_of(found, day)
        return [(each.state, each.newest.position if each.newest else "") for each in rows]

    assert answered(DAY) == [("given", "rejects"), ("unanswered", ""), ("awaited", "")]
    assert answered(dt.date(2023, 6, 1)) == [("given", "accepts"), ("awaited", "")]
    assert answered(dt.date(2022, 6, 1)) == [("awaited", "")]


def test_only_the_newest_verdict_of_a_judge_counts(world: Actor) -> None:
    def verdicts(when: AsOf) -> list[tuple[str, str, list[tuple[str, str]], bool]]:
        return [
            (row.code, row.team, [(each.judge.key, each.status) for each in row.verdicts], row.differing)
            for row in compared(Scope(), when)
        ]

    second = ("R2", "not-assessed", [("KR", "implemented")], False)
    then = asof(DAY, LATER)
    assert verdicts(then) == [
        ("R1", "in-progress", [("JP", "in-progress"), ("KR", "implemented")], True), second,
    ]  # fmt: skip
    assert verdicts(asof()) == [
        ("R1", "in-progress", [("JP", "in-progress"), ("KR", "partly-implemented")], True), second,
    ]  # fmt: skip
    assert verdicts(asof(dt.date(2023, 6, 1))) == [
        ("R1", "not-assessed", [("KR", "partly-implemented")], False)
    ]
    assert verdicts(asof(dt.date(2022, 6, 1))) == []
