"""Each rule at its limits, as tables that an analyst can read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import DAY, PUBLISHED, ago, figures
from tracker.progress.measures import Rhythm
from tracker.stalls.rules import (
    Facts,
    Policy,
    Promise,
    Stall,
    area_findings,
    recommendation_findings,
    silence_chance,
    with_neighbours,
)


def _found(facts: Facts) -> dict[str, dt.date]:
    return {finding.rule: finding.since for finding in recommendation_findings(facts)}


#: Something was logged, and advanced, today.
LIVELY: dict[str, Any] = {"last_development": DAY, "last_advance": DAY}


@pytest.mark.parametrize(
    ("last_development", "since"),
    [(ago(179), None), (ago(180), ago(180)), (ago(900), ago(900)), (None, PUBLISHED)],
)
def test_silent(last_development: dt.date | None, since: dt.date | None) -> None:
    facts = Facts(figures(last_development=last_development, last_advance=DAY))
    assert _found(facts).get("silent") == since


def test_a_young_document_is_not_silent_yet() -> None:
    assert _found(Facts(figures(published_on=ago(179)))) == {}
    assert _found(Facts(figures(published_on=ago(180)))) == {"silent": ago(180)}


@pytest.mark.parametrize(
    ("last_advance", "since"),
    [(ago(364), None), (ago(365), ago(365)), (None, PUBLISHED)],
)
def test_no_advance_whatever_else_happened(last_advance: dt.date | None, since: dt.date | None) -> None:
    facts = Facts(figures(last_development=DAY, last_advance=last_advance))
    assert _found(facts).get("no-advance") == since


@pytest.mark.parametrize(
    ("momentum", "setbacks", "holds"),
    [
        (-0.5, 3, True),
        (-0.5 + 1e-12, 3, True),
        (-0.4999, 3, False),
        (-0.5, 2, False),
        (-9.0, 7, True),
        (0.0, 3, False),
    ],
)
def test_reversing(momentum: float, setbacks: int, holds: bool) -> None:
    facts = Facts(
        figures(
            **LIVELY,
            momentum=momentum,
            setbacks_since_advance=setbacks,
            first_setback_since_advance=ago(40),
        )
    )
    assert _found(facts).get("reversing") == (ago(40) if holds else None)


@pytest.mark.parametrize(
    ("target", "dues", "since"),
    [
        (None, [], None),
        (DAY, [], None),
        (ago(1), [], ago(1)),
        (None, [DAY], None),
        (None, [ago(1), ago(30)], ago(30)),
        (ago(60), [ago(30)], ago(60)),
        (ago(10), [ago(30)], ago(30)),
    ],
)
def test_overdue(target: dt.date | None, dues: list[dt.date], since: dt.date | None) -> None:
    promises = tuple(Promise("It is done", due) for due in dues)
    assert _found(Facts(figures(**LIVELY, target_date=target), promises=promises)).get("overdue") == since


def _rhythm(gaps: int, span: int, silence: int) -> Rhythm:
    return Rhythm(gaps + 1, ago(silence + span), ago(silence))


@pytest.mark.parametrize(
    ("gaps", "span", "silence", "holds"),
    [
        (3, 30, 59, False),  # not yet sixty days
        (3, 30, 60, True),  # (30 / 90) ** 3 = 0.037
        (3, 40, 60, False),  # (40 / 100) ** 3 = 0.064
        (2, 2, 300, False),  # two gaps are no rhythm
        (12, 1000, 300, True),  # (1000 / 1300) ** 12 = 0.043
        (12, 1100, 300, False),  # (1100 / 1400) ** 12 = 0.055
    ],
)
def test_off_rhythm_by_itself(gaps: int, span: int, silence: int, holds: bool) -> None:
    rhythm = _rhythm(gaps, span, silence)
    assert ("off-rhythm" in _found(Facts(figures(last_development=DAY, rhythm=rhythm)))) is holds


def test_off_rhythm_borrows_from_its_area() -> None:
    rhythm = _rhythm(3, 30, 60)
    alone = Facts(figures(last_development=DAY, rhythm=rhythm))
    slow = Facts(figures(recommendation_id=2, last_development=DAY, rhythm=_rhythm(2, 400, 1)))
    other_area = Facts(figures(recommendation_id=3, area_id=2, last_development=DAY, rhythm=_rhythm(9, 9, 1)))
    lent, _, _ = with_neighbours([alone, slow, other_area])
    assert (lent.other_gaps, lent.other_span) == (2, 400)
    # a = 2 + 3, b = 2·200 + 30: (430 / 490) ** 5 = 0.52
    assert "off-rhythm" in _found(alone)
    assert "off-rhythm" not in _found(lent)


def test_the_chance_of_a_silence_by_hand() -> None:
    assert silence_chance(428, 10, 870) == pytest.approx((870 / 1298) ** 10)
    assert silence_chance(428, 10, 870, other_gaps=4, other_span=400) == pytest.approx((1070 / 1498) ** 12)


@given(
    st.integers(1, 40), st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 40), st.integers(0, 5000)
)
def test_a_longer_silence_is_never_likelier(gaps: int, span: int, gap: int, others: int, other: int) -> None:
    chance = silence_chance(gap, gaps, span, others, other)
    assert 0 < chance <= 1
    assert silence_chance(gap + 1, gaps, span, others, other) <= chance


@pytest.mark.parametrize("status", ["implemented", "abandoned", "superseded", "not-assessable"])
def test_what_is_settled_is_never_stalled(status: str) -> None:
    assert _found(Facts(figures(status=status, target_date=ago(500)))) == {}


def test_what_is_reversed_is_not_settled() -> None:
    assert set(_found(Facts(figures(status="reversed")))) == {"silent", "no-advance"}


def test_every_threshold_can_be_another() -> None:
    policy = Policy(silent_days=10, no_advance_days=20, reversing_setbacks=1, reversing_momentum=-0.1,
                    off_rhythm_days=1, off_rhythm_gaps=1, off_rhythm_chance=0.99)  # fmt: skip
    found = _found(
        Facts(
            figures(
                last_development=ago(20), rhythm=Rhythm(2, ago(40), ago(20)), momentum=-0.1,
                setbacks_since_advance=1, first_setback_since_advance=ago(5),
            ),
            policy,
        )
    )  # fmt: skip
    assert list(found) == ["silent", "no-advance", "reversing", "off-rhythm"]


@given(
    st.integers(0, 1500), st.integers(0, 1500), st.floats(-5, 5, allow_nan=False), st.integers(0, 6),
    st.one_of(st.none(), st.integers(-50, 50)),
)  # fmt: skip
def test_since_is_never_after_the_day_and_rules_come_in_the_tables_order(
    logged: int, advanced: int, momentum: float, setbacks: int, target: int | None
) -> None:
    facts = Facts(
        figures(
            last_development=ago(min(logged, advanced)),
            last_advance=ago(advanced),
            momentum=momentum,
            setbacks_since_advance=setbacks,
            first_setback_since_advance=ago(advanced) if setbacks else None,
            target_date=None if target is None else ago(target),
        )
    )
    found = recommendation_findings(facts)
    order = ["silent", "no-advance", "reversing", "overdue", "off-rhythm"]
    assert [order.index(each.rule) for each in found] == sorted(order.index(each.rule) for each in found)
    assert all(each.since <= DAY for each in found)


DEFAULTS = Policy()


def _stall(number: int, **given: Any) -> Stall:
    facts = Facts(figures(recommendation_id=number, **given))
    return Stall(facts, recommendation_findings(facts))


def _area(*stalls: Stall, policy: Policy = DEFAULTS) -> dict[str, dt.date]:
    return {each.rule: each.since for each in area_findings(stalls, policy, DAY)}


QUIET = {"last_development": ago(200), "last_advance": ago(400)}
STALLED_BUT_ADVANCED = {"last_development": DAY, "last_advance": ago(179), "target_date": ago(1)}
SOUND = {"last_development": ago(5), "last_advance": ago(200)}


def test_an_area_is_stalled_when_half_of_its_unsettled_are_and_none_advanced_lately() -> None:
    assert _area(_stall(1, **QUIET), _stall(2, **SOUND)) == {"recommendations-stalled": ago(200)}
    assert _area(_stall(1, **QUIET), _stall(2, **SOUND), _stall(3, **SOUND)) == {}
    assert _area(_stall(1, **QUIET), _stall(2, **STALLED_BUT_ADVANCED)) == {}


def test_an_area_is_silent_when_every_unsettled_one_is() -> None:
    later = {"last_development": ago(190), "last_advance": ago(300)}
    assert _area(_stall(1, **QUIET), _stall(2, **later)) == {
        "recommendations-stalled": ago(300),
        "silent": ago(190),
    }


def test_settled_ones_do_not_count_for_an_area() -> None:
    lively_but_settled = _stall(2, last_development=DAY, last_advance=DAY, status="implemented")
    assert set(_area(_stall(1, **QUIET), lively_but_settled)) == {"recommendations-stalled", "silent"}
    assert _area(lively_but_settled) == {}


def test_an_area_without_any_advance_counts_from_its_documents_publication() -> None:
    assert _area(_stall(1)) == {"recommendations-stalled": PUBLISHED, "silent": PUBLISHED}


def test_an_areas_share_and_days_are_its_policys() -> None:
    rows = (_stall(1, **QUIET), _stall(2, **SOUND))
    assert _area(*rows, policy=Policy(area_share=0.6)) == {}
    assert _area(*rows, policy=Policy(area_days=201)) == {}
