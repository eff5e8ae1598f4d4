"""Figures and findings equal an independent computation, for any history, day and moment."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.progress.oracle import Oracle
from tests.support.worlds import (
    EFFECTS,
    START,
    STRENGTHS,
    UTC,
    WAssessment,
    WDocument,
    WLink,
    WMeeting,
    WMilestone,
    World,
    WRecommendation,
    save,
)
from tracker.core.asof import AsOf
from tracker.documents.models import Document
from tracker.stalls.queries import progress_object

BASE = dt.date(2022, 1, 1)
STATUSES = ["not-started", "in-progress", "partly-implemented", "implemented", "reversed", "abandoned",
            "superseded", "not-assessable"]  # fmt: skip

#: Few days and moments, so that ties are common.
days = st.one_of(
    st.integers(-100, 1500).map(lambda n: BASE + dt.timedelta(days=n)),
    st.integers(200, 1000).map(lambda n: BASE + dt.timedelta(days=n)),
    st.integers(0, 8).map(lambda n: BASE + dt.timedelta(days=90 * n)),
)
moments = st.integers(0, 8).map(lambda n: START + dt.timedelta(hours=7 * n))


@st.composite
def lives(draw: st.DrawFn) -> dict[str, Any]:
    """When a row was published, and retracted: perhaps never."""
    published = draw(st.one_of(st.just(START), moments, st.none()))
    retracted = None
    if published is not None and draw(st.booleans()):
        retracted = max(published, draw(moments))
    return {"published_at": published, "retracted_at": retracted}


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    """The days of a development."""
    latest = draw(days)
    return {"latest": latest, "earliest": latest - dt.timedelta(days=draw(st.sampled_from([0, 0, 1, 30])))}


@st.composite
def any_links(draw: st.DrawFn) -> list[WLink]:
    """Links of any kind and life, one live version each at most for a development."""
    made = []
    for name in draw(st.lists(st.integers(0, 30), unique=True, max_size=14)):
        first = WLink(
            development=f"d{name}",
            effect=draw(st.sampled_from(sorted(EFFECTS))),
            strength=draw(st.sampled_from(sorted(STRENGTHS))),
            standing=draw(st.sampled_from(["confirmed", "confirmed", "confirmed", "reported"])),
            looked=draw(st.booleans()),
            **draw(spans()),
            **draw(lives()),
        )
        made.append(first)
        if first.retracted_at is not None and draw(st.booleans()):
            effect = draw(st.sampled_from(sorted(EFFECTS)))
            made.append(WLink(f"d{name}", effect, published_at=first.retracted_at, **draw(spans())))
    return made


@st.composite
def rhythms(draw: st.DrawFn) -> list[WLink]:
    """Advances at a steady pace, then nothing."""
    begin, pace = draw(st.integers(0, 300)), draw(st.integers(1, 60))
    return [
        WLink(f"d{n}", "advances", BASE + dt.timedelta(days=begin + n * pace))
        for n in range(draw(st.integers(2, 9)))
    ]


@st.composite
def declines(draw: st.DrawFn) -> list[WLink]:
    """An advance, and setbacks from its very day on: their earliest days and keys decide the order."""
    day = draw(st.integers(200, 800))
    places = draw(st.permutations(range(8)))
    made = [WLink(f"d{places[0]}", "advances", BASE + dt.timedelta(days=day))]
    for place in places[1 : draw(st.integers(3, 8))]:
        latest = BASE + dt.timedelta(days=day + draw(st.sampled_from([0, 0, 0, 40, 90])))
        earliest = latest - dt.timedelta(days=draw(st.sampled_from([0, 0, 1])))
        strength = draw(st.sampled_from(["moderate", "major"]))
        made.append(WLink(f"d{place}", "sets-back", latest, strength, earliest))
    return made


links = st.one_of(any_links(), rhythms(), declines())


@st.composite
def milestones(draw: st.DrawFn) -> list[WMilestone]:
    """Milestones, some due, some moved, some met."""
    made = []
    for index in range(draw(st.integers(0, 3))):
        due = draw(st.one_of(st.none(), days))
        announced = sorted(draw(st.lists(days, max_size=2))) if due else []
        names = draw(st.lists(st.integers(0, 30), unique=True, max_size=3))
        made.append(
            WMilestone(
                key=f"m{index}",
                due=due,
                moves=[(each, draw(days)) for each in announced],
                meetings=[
                    WMeeting(
                        development=f"d{name}", met=draw(st.booleans()), **draw(spans()), **draw(lives())
                    )
                    for name in names
                ],
            )
        )
    return made


@st.composite
def assessments(draw: st.DrawFn) -> list[WAssessment]:
    """Judgements of the team and of another; no two live ones of one judge and day."""
    seen: set[tuple[dt.date, str]] = set()
    made: list[WAssessment] = []
    for _ in range(draw(st.integers(0, 4))):
        row = WAssessment(
            date=draw(days),
            status=draw(st.sampled_from(STATUSES)),
            confidence=draw(st.sampled_from(["", "low", "high"])),
            judge=draw(st.sampled_from(["", "", "KR"])),
            **draw(lives()),
        )
        if row.retracted_at is None and row.published_at is not None:
            if (row.date, row.judge) in seen:
                continue
            seen.add((row.date, row.judge))
        if any(each.published_at == row.published_at and each.date == row.date for each in made):
            continue
        made.append(row)
    return made


@st.composite
def recommendations(draw: st.DrawFn) -> list[WRecommendation]:
    """A document's recommendations, in two areas that documents share."""
    return [
        WRecommendation(
            key=f"r{index}",
            code=f"R{index * 7}",
            area=draw(st.sampled_from(["defence", "trade"])),
            links=draw(links),
            milestones=draw(milestones()),
            assessments=draw(assessments()),
            checks=draw(st.lists(st.tuples(days, moments), max_size=2)),
            target_date=draw(st.one_of(st.none(), st.none(), days)),
            policy=draw(st.sampled_from([{}, {}, {"silent_days": 60}, {"reversing_momentum": 0.0}])),
        )
        for index in draw(st.lists(st.integers(0, 20), unique=True, min_size=1, max_size=4))
    ]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """One or two documents with shared areas."""
    documents = [
        WDocument(
            key=f"doc{index}",
            published_on=BASE + dt.timedelta(days=draw(st.integers(0, 200))),
            recommendations=draw(recommendations()),
            half_life=draw(st.sampled_from([1, 90, 180, 1000])),
            tracking_began_at=draw(st.sampled_from([START, START + dt.timedelta(hours=20), None])),
        )
        for index in range(draw(st.integers(1, 2)))
    ]
    return World(
        documents,
        policy=draw(st.sampled_from([{}, {}, {"no_advance_days": 100, "area_share": 0.7}])),
        area_policies=draw(st.sampled_from([{}, {"trade": {"area_days": 30, "off_rhythm_chance": 0.3}}])),
    )


def _asked(world: World, day: dt.date, known_at: dt.datetime | None) -> None:
    now = START + dt.timedelta(days=30)
    asof = AsOf(day=day, known_at=known_at, now=now, today=now.date())
    for wdocument in world.documents:
        if day < wdocument.published_on:
            continue
        document = Document.objects.get(key=wdocument.key)
        answer = _without_words(progress_object(document, asof))
        expected = Oracle(world, day, known_at).progress(wdocument.key)
        for entry, wanted in zip(answer["recommendations"], expected["recommendations"], strict=True):
            assert entry.pop("momentum") == pytest.approx(wanted.pop("momentum"), abs=0.00005001)
            assert entry == wanted
        assert answer["areas"] == expected["areas"]


def _without_words(answer: dict[str, Any]) -> dict[str, Any]:
    for entry in (*answer["recommendations"], *answer["areas"]):
        for finding in entry["findings"]:
            assert finding.pop("reason").endswith(".")
    return answer


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    world=worlds(),
    asked=st.lists(st.tuples(days, st.one_of(st.none(), moments)), min_size=2, max_size=5),
)
def test_any_history_is_answered_as_an_independent_computation_does(
    world: World, asked: list[tuple[dt.date, dt.datetime | None]]
) -> None:
    with transaction.atomic():
        save(world)
        for day, known_at in asked:
            _asked(world, day, known_at)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_day_millennia_away_is_answered_too() -> None:
    world = World(
        [
            WDocument(
                "doc",
                dt.date(1, 1, 1),
                [
                    WRecommendation(
                        "r1",
                        "R1",
                        "defence",
                        links=[
                            WLink("d1", "advances", dt.date(1, 1, 2)),
                            WLink("d2", "sets-back", dt.date(2000, 1, 1)),
                        ],
                    )
                ],
                half_life=1,
            )
        ]
    )
    save(world)
    _asked(world, dt.date(9999, 12, 31), None)
    _asked(world, dt.date(2000, 1, 1), dt.datetime(9999, 12, 31, tzinfo=UTC))
