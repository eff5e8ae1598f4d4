"""Why a judgement is due for review: the sentences, and the facts behind them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.developments import world
from tests.support.facts import DAY, ago, figures
from tests.support.people import person
from tracker.accounts.models import User
from tracker.core import asof
from tracker.core.asof import AsOf
from tracker.developments import services as developments
from tracker.documents.models import Recommendation
from tracker.progress import limits, queries, services
from tracker.progress.choices import Status
from tracker.progress.measures import Figures
from tracker.progress.models import Assessment
from tracker.progress.queries import Scope
from tracker.progress.reviews import reasons
from tracker.stalls.models import StallPolicy
from tracker.stalls.queries import examine


def judged(**given: Any) -> Figures:
    return figures(**{"status": "in-progress", "assessed_on": ago(100), **given})


def test_nothing_speaks_against_a_judgement_that_nothing_followed() -> None:
    assert reasons(judged(), 365) == ()
    assert reasons(figures(), 365) == ()


def test_each_reason_is_a_sentence_of_a_fixed_pattern() -> None:
    every = judged(
        assessed_on=ago(400),
        newer_advances=2,
        newer_setbacks=1,
        cited_retracted=1,
        cited_corrected=14,
        milestones_changed=(
            ("The pact is signed", True),
            ("The office is open", False),
            ("It is funded", True),
        ),
    )
    assert reasons(every, 365) == (
        "Two advances and one setback are newer than the judgement.",
        "A development it cites was retracted.",
        "Fourteen developments it cites were corrected.",
        "Two milestones were met since: “The pact is signed” and “It is funded”.",
        "A milestone was lost since: “The office is open”.",
        "It is 400 days old (limit 365).",
    )
    assert reasons(judged(newer_setbacks=1)) == ("One setback is newer than the judgement.",)
    assert reasons(judged(newer_advances=1234)) == (
        "One thousand two hundred and thirty-four advances are newer than the judgement.",
    )


def test_it_is_due_from_the_day_after_the_limit() -> None:
    assert reasons(judged(assessed_on=ago(365)), 365) == ()
    assert reasons(judged(assessed_on=ago(366)), 365) == ("It is 366 days old (limit 365).",)
    assert reasons(judged(assessed_on=ago(366)), None) == ()


counts = st.integers(0, 40)


@given(
    status=st.sampled_from([*Status.values, "not-assessed"]),
    age=st.one_of(st.none(), st.integers(0, 3000)),
    limit=st.one_of(st.none(), st.integers(1, 1000)),
    advances=counts,
    setbacks=counts,
    retracted=counts,
    corrected=counts,
    milestones=st.lists(st.tuples(st.text(min_size=1, max_size=9), st.booleans()), max_size=4),
)
def test_there_is_a_reason_for_each_thing_that_moved_and_no_other(
    status: str, age: int | None, limit: int | None, advances: int, setbacks: int, retracted: int,
    corrected: int, milestones: list[tuple[str, bool]],
) -> None:  # fmt: skip
    found = reasons(
        judged(
            status=status,
            assessed_on=None if age is None else DAY - dt.timedelta(days=age),
            newer_advances=advances,
            newer_setbacks=setbacks,
            cited_retracted=retracted,
            cited_corrected=corrected,
            milestones_changed=tuple(milestones),
        ),
        limit,
    )
    if age is None or status == "not-assessable":
        assert found == ()
        return
    ages = status not in ("abandoned", "superseded")
    expected = [
        bool(advances or setbacks),
        bool(retracted),
        bool(corrected),
        any(met for _title, met in milestones),
        any(not met for _title, met in milestones),
        ages and limit is not None and age > limit,
    ]
    assert len(found) == sum(expected)
    for sentence in found:
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    for title, _met in milestones:
        assert any(f"“{title}”" in sentence for sentence in found)


@pytest.fixture
def r1(db: None) -> Recommendation:
    return world.make_document().recommendations.get(key="r1")


@pytest.fixture
def ana(r1: Recommendation) -> User:
    return person()


def judge(user: User, recommendation: Recommendation, **changes: Any) -> Assessment:
    given = {"date": "2024-07-01", "status": "in-progress", "rationale": "They act."} | changes
    return services.publish_assessment(user=user, recommendation=recommendation, given=given)


def said(recommendation: Recommendation, at: AsOf | None = None) -> tuple[str, ...]:
    """Return what speaks against its judgement, its age left out."""
    (found,) = queries.figures(Scope(recommendation_ids=(recommendation.pk,)), at or asof.present())
    return reasons(found)


def test_later_advances_and_setbacks_count_and_nothing_else_does(ana: User, r1: Recommendation) -> None:
    judge(ana, r1)
    world.log(ana, date="2024-07-01", title="The same day")
    world.log(ana, date="2024-07-02", title="Context", links=[world.link(effect="context")])
    world.log(ana, date="2024-07-02", title="Reported", standing="reported")
    assert said(r1) == ()
    world.log(ana, date="2024-07-02", title="An advance")
    world.log(ana, date="2024-07", title="A setback", links=[world.link(effect="sets-back")])
    assert said(r1) == ("One advance and one setback are newer than the judgement.",)
    now = asof.present()
    assert said(r1, AsOf(dt.date(2024, 7, 2), None, now.now, now.today)) == (
        "One advance is newer than the judgement.",
    )
    judge(ana, r1, date="2024-07-03", status="not-assessable", reason="x")
    assert said(r1) == ()


def test_what_it_cites_counts_when_retracted(ana: User, r1: Recommendation) -> None:
    first, second = world.log(ana), world.log(ana, title="Another")
    judge(ana, r1, cites=[first.key, second.key])
    developments.retract_development(user=ana, key=first.key, reason="x")
    assert said(r1) == ("A development it cites was retracted.",)
    developments.retract_development(user=ana, key=second.key, reason="x")
    assert said(r1) == ("Two developments it cites were retracted.",)


CORRECTED = ("A development it cites was corrected.",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"links": [world.link(strength="major")]}, CORRECTED),
        ({"links": [world.link(effect="sets-back")]}, CORRECTED),
        ({"date": "2024-05-30"}, CORRECTED),
        ({"standing": "reported"}, CORRECTED),
        ({"links": [world.link("essay/r2")]}, CORRECTED),
        ({"links": [world.link(meets=["held", "again"])]}, CORRECTED),
        ({"links": [world.link(rationale="Better said")]}, ()),
        ({"links": [world.link(attribution="attributed")]}, ()),
        ({"title": "Ministers met in Seoul"}, ()),
        ({"links": [world.link(), world.link("essay/r2")]}, ()),
    ],
)
def test_what_it_cites_counts_when_corrected_in_what_moves_figures(
    ana: User, r1: Recommendation, change: dict[str, Any], expected: tuple[str, ...]
) -> None:
    meets = change.get("links") == [world.link(meets=["held", "again"])]
    cited = world.log(ana, links=[world.link(unmeets=["held"])] if meets else [world.link()])
    other = world.log(ana, title="Not cited")
    judge(ana, r1, cites=[cited.key])
    world.edit(ana, other, links=[world.link(strength="minor")], reason="x")
    world.edit(ana, cited, **change, reason="Read again")
    assert said(r1) == expected
    judge(ana, r1, date="2024-07-02", cites=[cited.key])
    assert said(r1) == ()


def test_a_correction_taken_back_leaves_nothing_to_review(ana: User, r1: Recommendation) -> None:
    cited = world.log(ana)
    judge(ana, r1, cites=[cited.key])
    before = asof.present()
    world.edit(ana, cited, links=[world.link(strength="major")], reason="x")
    then = AsOf(before.day, before.now, before.now, before.today)
    assert said(r1) == CORRECTED
    assert said(r1, then) == ()
    world.edit(ana, cited, links=[world.link()], reason="x")
    assert said(r1) == ()


def test_a_milestone_met_or_lost_since_counts(ana: User, r1: Recommendation) -> None:
    world.log(ana, date="2024-06-01", links=[world.link(effect="context", meets=["again"])])
    judge(ana, r1)
    met = world.log(ana, date="2024-07-05", title="Met", links=[world.link(effect="context", meets=["held"])])
    world.log(
        ana, date="2024-07-06", title="Met again", links=[world.link(effect="context", meets=["again"])]
    )
    assert said(r1) == ("A milestone was met since: “It is held”.",)
    world.log(ana, date="2024-07-07", title="Lost", links=[world.link(effect="context", unmeets=["again"])])
    assert said(r1) == (
        "A milestone was met since: “It is held”.",
        "A milestone was lost since: “It is again”.",
    )
    developments.retract_development(user=ana, key=met.key, reason="x")
    assert said(r1) == ("A milestone was lost since: “It is again”.",)


def test_the_policy_says_how_old_a_judgement_may_be(ana: User, r1: Recommendation) -> None:
    day = asof.present().day
    judge(ana, r1, date=(day - dt.timedelta(days=100)).isoformat())

    def stall() -> Any:
        return examine(Scope(area_ids=(r1.area_id,)), asof.present()).stalls[r1.pk]

    assert (stall().review, stall().due_for_review) == ((), False)
    StallPolicy.objects.create(review_days=99)
    assert stall().review == ("It is 100 days old (limit 99).",)
    assert stall().figures.due_for_review
    StallPolicy.objects.create(recommendation=r1, review_days=1000)
    assert stall().review == ()
    assert limits.review_days(r1.pk, r1.area_id) == 1000
