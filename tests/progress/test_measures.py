"""Balance, momentum and judgements, worked out by hand and held by properties."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import DAY, ago, figures
from tracker.progress.measures import (
    Rhythm,
    decay,
    judgements,
    momentum_since,
    running,
    share,
    unwatched,
)


@dataclass(frozen=True)
class Move:
    """A link's sign times its weight, and the day it counts from."""

    value: int
    latest: dt.date


def momentum(rows: list[Move], day: dt.date, half_life: int = 180) -> float:
    """Momentum as the queries work it out: added up on the day of the last move, then decayed."""
    last = max((row.latest for row in rows), default=None)
    at_last = sum(row.value * decay((last - row.latest).days, half_life) for row in rows if last)
    return momentum_since(at_last, last, day, half_life)


moves = st.lists(
    st.builds(
        Move,
        st.sampled_from([-4, -2, -1, 1, 2, 4]),
        st.integers(0, 3000).map(ago),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([], 0.0),
        ([(4, 0)], 4.0),
        ([(4, 180)], 2.0),
        ([(-4, 540)], -0.5),
        ([(4, 0), (-2, 180)], 3.0),
        ([(1, 0), (-2, 180)], 0.0),
    ],
)
def test_momentum_by_hand(rows: list[tuple[int, int]], value: float) -> None:
    assert momentum([Move(weight, ago(days)) for weight, days in rows], DAY) == value


@given(moves, st.integers(1, 1000))
def test_momentum_is_the_sum_of_its_shares(rows: list[Move], half_life: int) -> None:
    shares = math.fsum(share(row.value, row.latest, DAY, half_life) for row in rows)
    assert momentum(rows, DAY, half_life) == pytest.approx(shares, abs=1e-8)


@given(moves, st.integers(0, 100_000))
def test_time_alone_never_changes_the_sign(rows: list[Move], days: int) -> None:
    now, later = momentum(rows, DAY), momentum(rows, DAY + dt.timedelta(days=days))
    assert (now > 0) >= (later > 0)
    assert (now < 0) >= (later < 0)
    assert abs(later) <= abs(now)


@given(st.integers(0, 3000))
def test_what_cancels_out_is_nothing_on_every_day(days: int) -> None:
    rows = [Move(1, ago(0)), Move(-2, ago(180))]
    assert momentum(rows, DAY + dt.timedelta(days=days)) == 0


@given(st.lists(st.integers(-4, 4)))
def test_the_last_running_balance_is_the_balance(values: list[int]) -> None:
    assert (running(values) or [0])[-1] == sum(values)


def test_a_rhythm_counts_distinct_days() -> None:
    assert (Rhythm().gaps, Rhythm().span) == (0, 0)
    assert (Rhythm(1, DAY, DAY).gaps, Rhythm(1, DAY, DAY).span) == (0, 0)
    assert (Rhythm(4, ago(30), DAY).gaps, Rhythm(4, ago(30), DAY).span) == (3, 30)


def test_the_band_leaves_out_what_cannot_be_judged() -> None:
    rows = [
        figures(status="implemented", assessed_on=ago(30)),
        figures(status="partly-implemented", assessed_on=ago(90), last_advance=ago(10)),
        figures(status="not-assessable", assessed_on=ago(900), last_advance=ago(10)),
        figures(),
    ]
    band = judgements(rows)
    assert (band.total, band.implemented, band.with_partly, band.judged) == (4, 1, 2, 2)
    assert (band.newer_evidence, band.first, band.last) == (1, ago(90), ago(30))


def test_evidence_of_the_day_of_a_judgement_is_not_newer() -> None:
    assert not figures(status="in-progress", assessed_on=ago(9), last_advance=ago(9)).due_for_review
    assert figures(
        status="in-progress", assessed_on=ago(9), last_setback=ago(8), newer_setbacks=1
    ).due_for_review
    assert figures(status="in-progress", assessed_on=ago(9), cited_retracted=1).due_for_review


def test_a_document_is_unwatched_after_thirty_days_without_anybody_looking() -> None:
    began = ago(100)
    nobody = unwatched([figures()], began, DAY, 30)
    assert nobody is not None
    assert (nobody.since, nobody.began) == (None, began)
    assert unwatched([figures(last_checked=ago(29))], began, DAY, 30) is None
    lapsed = unwatched([figures(last_checked=ago(30)), figures()], began, DAY, 30)
    assert lapsed is not None
    assert lapsed.since == ago(30)


def test_settled_recommendations_need_nobody_to_look() -> None:
    settled = figures(status="implemented", last_checked=DAY)
    assert unwatched([settled], None, DAY, 30) is None
    nobody = unwatched([settled, figures()], None, DAY, 30)
    assert nobody is not None
