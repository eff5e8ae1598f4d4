"""The range of a recommendation's picture: what lies outside is not drawn, lines go on as they stood."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.progress.pictures import LaneInput, MarkInput, MilestoneInput, StatusInput, build_bands
from tracker.progress.pictures.bands import Course, balance_points, course_of, momentum_points
from tracker.progress.pictures.crowded import QuarterInput, build_quarters
from tracker.progress.pictures.scale import TimeScale, build_scale
from tracker.progress.pictures.shapes import BANDED
from tracker.progress.pictures.window import Window, window, window_days, window_names

PUBLISHED, UNTIL = date(2022, 8, 10), date(2026, 11, 24)
DAYS = (UNTIL - PUBLISHED).days
HALF_LIFE = 180

days = st.integers(-400, DAYS).map(lambda each: PUBLISHED + timedelta(days=each))
marks = st.lists(
    st.builds(
        lambda day, effect, weight: MarkInput(
            f"d-{day}", "Title", "", day, day, effect, weight, background=day < PUBLISHED
        ),
        days,
        st.sampled_from(["advances", "sets-back", "context"]),
        st.sampled_from([1, 2, 4]),
    ),
    max_size=30,
)
ranges = st.tuples(days, days).map(sorted).filter(lambda pair: pair[1] > max(pair[0], PUBLISHED))


def lane(**given: object) -> LaneInput:
    return LaneInput("r", "R1", "Title", PUBLISHED, **given)  # type: ignore[arg-type]


def cut(course: Course, since: date, until: date) -> Course:
    """Return a course from ``since`` on, with what is carried in added up as the database does."""
    before = [(day, moved) for day, moved, _ in course.steps if day < since]
    inside = tuple(step for step in course.steps if since <= step[0] <= until)
    carried = sum(moved * 2 ** (-(since - day).days / HALF_LIFE) for day, moved in before)
    return Course(sum(moved for _, moved in before), carried, inside)


def value_on(points: list[tuple[float, float]], share: float) -> float:
    """Return the last value that a line has at a place."""
    return next(value for x, value in reversed(points) if x <= share + 1e-9)


def share_of(scale: TimeScale, day: date) -> float:
    first = max(scale.start, scale.published)
    return (day - first).days / max((scale.until - first).days, 1)


@given(marks, ranges, st.floats(0, 1))
def test_a_range_never_changes_the_balance_or_momentum_of_a_day(
    given_marks: list[MarkInput], asked: list[date], at: float
) -> None:
    since, until = asked
    whole, part = build_scale(PUBLISHED, UNTIL), window(PUBLISHED, since, until, is_today=False)
    first = max(since, PUBLISHED)
    day = first + timedelta(days=round((until - first).days * at))
    course = course_of(given_marks)
    ranged = cut(course, since, until)
    true = sum(moved for on, moved, _ in course.steps if on <= day)
    assert value_on(balance_points(course.balance_moves, whole), share_of(whole, day)) == true
    assert value_on(balance_points(ranged.balance_moves, part, ranged.balance), share_of(part, day)) == true
    last = momentum_points(ranged.momentum_moves, part, HALF_LIFE, start=ranged.momentum)[-1][1]
    expected = sum(
        moved * 2 ** (-(until - on).days / HALF_LIFE) for on, moved, _ in course.steps if on <= until
    )
    assert last == pytest.approx(expected, abs=1e-6)


@given(marks, ranges)
def test_nothing_outside_the_range_is_drawn_and_what_lasts_is_cut(
    given_marks: list[MarkInput], asked: list[date]
) -> None:
    since, until = asked
    scale = window(PUBLISHED, since, until, is_today=False)
    inside = [mark for mark in given_marks if since <= mark.latest <= until]
    bands = build_bands(
        lane(
            marks=tuple(inside),
            statuses=(
                StatusInput(date(2023, 1, 1), "in-progress"),
                StatusInput(date(2025, 1, 1), "reversed"),
            ),
            milestones=(MilestoneInput("m", ((date(2023, 6, 1), True), (date(2025, 6, 1), False))),),
            checks=(date(2024, 1, 1),),
            silent_since=date(2025, 6, 1),
        ),
        scale,
        HALF_LIFE,
        course=cut(course_of(given_marks), since, until),
    )
    drawn = bands.lane
    assert sum(mark.count for mark in drawn.marks) == len(inside)
    places = [mark.x for mark in drawn.marks] + [disc.x for disc in drawn.discs]
    places += [each.x for each in drawn.milestones] + list(drawn.ticks)
    places += [x for each in drawn.ribbons for x in (each.x1, each.x2)]
    places += [x for each in drawn.hatches for x in (each.x, each.x + each.width)]
    assert all(-0.001 <= x <= 100.001 for x in places)
    assert len(drawn.milestones) == (since <= date(2023, 6, 1) <= until) + (
        since <= date(2025, 6, 1) <= until
    )
    for band in (bands.balance, bands.momentum):
        assert 0 <= band.start_x <= 100
        assert band.width >= 0


@given(ranges)
def test_the_axis_runs_from_the_first_day_to_the_last(asked: list[date]) -> None:
    since, until = asked
    scale = window(PUBLISHED, since, until, is_today=False)
    assert (scale.x(since), scale.x(until)) == (0.0, 100.0)
    lines = window_days(scale)
    assert lines == sorted(lines)
    assert len(lines) <= 40
    names = window_names(scale)
    assert [name.x for name in names] == sorted(name.x for name in names)


def test_a_range_of_one_day_stands() -> None:
    scale = window(PUBLISHED, UNTIL, UNTIL, is_today=True)
    assert isinstance(scale, Window)
    bands = build_bands(lane(), scale, HALF_LIFE, course=Course(3, 1.5))
    assert bands.balance.line.value == 3
    assert scale.until_words == "today"


def test_quarters_stack_what_steps_back_behind_what_is_in_front_on_one_scale() -> None:
    scale = build_scale(PUBLISHED, UNTIL)
    first, second = build_quarters(
        [
            QuarterInput(date(2023, 1, 1), "advances", 10, 20),
            QuarterInput(date(2023, 1, 1), "advances", 5, 10, front=False),
            QuarterInput(date(2023, 4, 1), "sets-back", 3, 15),
            QuarterInput(date(2023, 4, 1), "context", 2, 2),
        ],
        scale,
        BANDED,
    )
    assert [piece.dim for piece in first.pieces] == [False, True]
    assert first.pieces[0].y + first.pieces[0].height == BANDED.line
    assert second.pieces[0].height == pytest.approx(first.pieces[0].height * 0.75, abs=0.01)
    assert first.label == ("Quarter 1 of 2023: 15 advances of weight 30, no setbacks of weight 0, no context")
    assert (second.since, second.until) == (date(2023, 4, 1), date(2023, 6, 30))
