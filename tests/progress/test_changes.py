"""Why a row counts at one end alone, an example worked by hand, and lines that add up as shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.progress import histories
from tests.progress.histories import BASE, History, Version, hour
from tracker.core.asof import AsOf
from tracker.core.errors import InvalidInput
from tracker.progress import changed_rows, ends, queries
from tracker.progress.changes import Circumstance, Row, Why, why
from tracker.progress.deltas import allot, deltas
from tracker.progress.queries import Scope

LINK, MEETING, JUDGEMENT = Row.LINK, Row.MEETING, Row.JUDGEMENT
NEW = Circumstance(entered=True)
LATE = Circumstance(entered=True, late=True)
LATE_PAST = Circumstance(entered=True, late=True, past=True)
ADDED = Circumstance(entered=True, late=True, past=True, known_development=True)


@pytest.mark.parametrize(
    ("row", "at", "group"),
    [
        (LINK, Circumstance(entered=False, past=True), Why.CORRECTED),
        (LINK, Circumstance(entered=True, corrects=True, late=True, past=True, first=False), Why.CORRECTED),
        # Corrected to a day after the earlier one: still a correction of what stood.
        (LINK, Circumstance(entered=True, corrects=True, late=True, first=False), Why.CORRECTED),
        (JUDGEMENT, Circumstance(entered=True, corrects=True, late=True, first=False), Why.CORRECTED),
        (JUDGEMENT, NEW, Why.JUDGED_ANEW),
        (JUDGEMENT, LATE, Why.JUDGED_ANEW),
        (JUDGEMENT, LATE_PAST, Why.LEARNED_LATE),
        (LINK, ADDED, Why.JUDGED_ANEW),
        # The successor of one that was known but did not count yet: not a link made anew.
        (LINK, Circumstance(entered=True, late=True, past=True, first=False), Why.LEARNED_LATE),
        (LINK, Circumstance(entered=True, late=True, first=False), Why.WORLD_MOVED),
        (LINK, LATE_PAST, Why.LEARNED_LATE),
        (LINK, LATE, Why.WORLD_MOVED),
        (LINK, NEW, Why.WORLD_MOVED),
        (MEETING, ADDED, Why.LEARNED_LATE),
        (MEETING, NEW, Why.WORLD_MOVED),
    ],
)  # fmt: skip
def test_a_row_falls_under_the_first_group_that_fits(row: Row, at: Circumstance, group: Why) -> None:
    assert why(row, at) is group


def day(number: int) -> dt.date:
    return BASE + dt.timedelta(days=number)


def _link(development: str, on: int, effect: int, weight: int, published: int, **more: Any) -> Version:
    return Version(
        "link", development, day(on), hour(published), earliest=day(on), effect=effect, weight=weight, **more
    )


@pytest.mark.django_db
def test_an_example_worked_by_hand() -> None:
    """From day 280 as known after ten hours, to day 460 as known now; half-life 180 days.

    Day 280 has a major advance (4), and a minor setback of day 100 (−1 · ½): balance +3, momentum 3.5.
    Day 460 has the advance corrected to moderate (2 · ½ = 1), the same setback (−1 · ¼), a moderate
    advance of day 280 that was logged late (2 · ½ = 1), a minor advance of day 100 by a development known
    before (1 · ¼), and a major setback of that very day (−4): balance 0, momentum −2.
    Corrected −2 and (2 − 4) · ½ = −1; judged anew +1 and +0.25; learned late +2 and +1; the world −4 and −4;
    what stood at 3.5 faded by half, −1.75. Together −3 and −5.5.
    """
    first = _link("a", 280, 1, 4, 0, retracted=hour(20))
    history = History(
        [
            [
                first,
                _link("a", 280, 1, 2, 20, succeeds=first),
                _link("b", 100, -1, 1, 0),
                _link("c", 280, 1, 2, 20),
                _link("x", 100, 1, 1, 20),
                _link("e", 460, -1, 4, 20),
                Version("meeting", "a", day(280), hour(0), earliest=day(280), met=True),
                Version("meeting", "e", day(460), hour(20), earliest=day(460), met=False),
                Version("judgement", "", day(150), hour(0), status="in-progress"),
                Version("judgement", "", day(460), hour(20), status="reversed"),
            ],
            [_link("x", 100, 1, 1, 0)],
        ]
    )
    scope = Scope(document_ids=(histories.save(history).pk,))
    now = hour(1000)
    earlier = AsOf(day(280), hour(10), now, now.date())
    later = AsOf(day(460), None, now, now.date())
    before, after = queries.figures(scope, earlier)[0], queries.figures(scope, later)[0]
    assert (before.balance, before.momentum, before.milestones_met) == (3, 3.5, 1)
    assert (after.balance, after.momentum, after.milestones_met) == (0, -2.0, 0)
    moves = changed_rows.moved(scope, earlier, later).moves[after.recommendation_id]
    parts = deltas(before, after, moves)
    assert {group: (part.balance, part.momentum) for group, part in parts.items()} == {
        Why.CORRECTED: (-2, -1.0),
        Why.JUDGED_ANEW: (1, 0.25),
        Why.LEARNED_LATE: (2, 1.0),
        Why.WORLD_MOVED: (-4, -4.0),
        Why.TIME_PASSED: (0, -1.75),
    }
    assert {group: part.milestones_met for group, part in parts.items() if part.milestones_met} == {
        Why.WORLD_MOVED: -1
    }
    assert parts[Why.JUDGED_ANEW].status == ("in-progress", "reversed")
    assert [part.days_since_development for part in parts.values()] == [0, 0, 0, -180, 180]
    assert [part.days_since_advance for part in parts.values()] == [0, 0, 0, 0, 180]


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(st.one_of(st.just(0.0), st.floats(-20, 20)), min_size=1, max_size=5),
    st.floats(-50, 50),
    st.sampled_from([2, 4]),
)
def test_lines_as_shown_add_up_to_the_ends_as_shown(parts: list[float], before: float, digits: int) -> None:
    parts = [part if abs(part) > 1e-9 else 0.0 for part in parts]
    after = before + sum(parts)
    shown = allot(parts, before, after, digits)
    if any(parts):
        assert round(before, digits) + sum(shown) == pytest.approx(round(after, digits), abs=1e-9)
    assert all(told == 0 for part, told in zip(parts, shown, strict=True) if part == 0)
    assert all(abs(part - told) < 2 / 10**digits for part, told in zip(parts, shown, strict=True))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "from"),
        ({"from": "1 March"}, "from"),
        ({"from": "2024-03-01", "as_of": "2024-02-30"}, "as_of"),
        ({"from": "2024-03-02", "as_of": "2024-03-01"}, "from"),
        ({"from": "2024-03-01", "known_at": "2024-01-01"}, "from_known_at"),
        ({"from": "2024-03-01", "from_known_at": "2024-01-02", "known_at": "2024-01-01"}, "from_known_at"),
        ({"from": "2024-03-01", "from_known_at": "2024-01-01T10:00"}, "from_known_at"),
    ],
)
def test_two_ends_neither_of_which_goes_back(asked: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ends.read(asked)
    assert [each.path for each in refused.value.errors] == [field]


def test_each_moment_is_now_unless_given() -> None:
    both = ends.read({"from": "2024-03-01"})
    assert both.same_moment
    assert both.earlier.k == both.later.k == "infinity"
    one = ends.read({"from": "2024-03-01", "from_known_at": "2024-03-01"})
    assert not one.same_moment
