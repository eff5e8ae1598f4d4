"""Folded groups and lanes by quarters: bars add up, stand in their quarters, and share one scale."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progress.test_pictures import PUBLISHED, UNTIL, lane
from tracker.progress.pictures import (
    COMPACT,
    FoldInput,
    GroupInput,
    QuarterSum,
    build_figure,
    build_scale,
    discs,
    quarter_starts,
)
from tracker.progress.pictures.quarters import Bars, QuarterScale, build_bars, quarter_scale

STARTS = quarter_starts(PUBLISHED, UNTIL)
SCALE = build_scale(PUBLISHED, UNTIL)
sums = st.lists(
    st.builds(
        lambda quarter, effect, weight, back: QuarterSum(quarter, effect, weight, max(weight - back, 0)),
        st.integers(1, len(STARTS)),
        st.sampled_from([1, -1]),
        st.integers(1, 500),
        st.integers(0, 500),
    ),
    max_size=12,
    unique_by=lambda each: (each.quarter, each.effect),
)


def drawn(path: str) -> list[tuple[int, int, float]]:
    """Return the bars of a path as (x, width, height above the line)."""
    found, at = [], 0
    for move, x, width, height in re.findall(r"([Mm])(\d+) [\d.]+h(\d+)v(-?[\d.]+)h-\d+z", path):
        at = int(x) if move == "M" else at + int(x)
        found.append((at, int(width), -float(height)))
    return found


def test_quarters_begin_with_publication_and_then_on_the_first_of_a_quarter() -> None:
    assert STARTS[:3] == [PUBLISHED, date(2022, 10, 1), date(2023, 1, 1)]
    assert STARTS[-1] == date(2026, 10, 1)
    assert quarter_starts(PUBLISHED, PUBLISHED) == [PUBLISHED]
    assert len(quarter_starts(date(9999, 10, 2), date.max)) == 1


@given(sums)
def test_bars_are_as_high_as_their_weights_and_stand_in_their_quarters(given_sums: list[QuarterSum]) -> None:
    size = quarter_scale([given_sums], 54)
    bars = build_bars(given_sums, STARTS, SCALE, size)
    for effect, front, back in (
        (1, bars.advances, bars.advances_back),
        (-1, bars.setbacks, bars.setbacks_back),
    ):
        mine = sorted((each for each in given_sums if each.effect == effect), key=lambda each: each.quarter)
        expected = [each.front * size.unit * effect for each in mine if each.front]
        assert [height for _, _, height in drawn(front)] == pytest.approx(expected, abs=0.06)
        whole = [each.weight * size.unit * effect for each in mine if each.front < each.weight]
        assert [height for _, _, height in drawn(back)] == pytest.approx(whole, abs=0.06)
        total = (UNTIL - PUBLISHED).days
        for (x, width, _), each in zip(drawn(front), (one for one in mine if one.front), strict=True):
            first = (STARTS[each.quarter - 1] - PUBLISHED).days / total * 1000
            assert x == pytest.approx(first, abs=0.51)
            assert width >= 1
            assert x + width <= 1000


@given(st.lists(sums, max_size=4), st.sampled_from([(54.0, None), (34.0, 20.0), (66.0, 37.0)]))
def test_no_bar_leaves_its_row(rows: list[list[QuarterSum]], row: tuple[float, float | None]) -> None:
    height, line = row
    size = quarter_scale(rows, height, line)
    assert line is None or size.line == line
    for each in rows:
        for one in each:
            reached = size.line - one.effect * one.weight * size.unit
            assert -0.06 <= reached <= height + 0.06


def test_context_and_quarters_beyond_the_axis_have_no_bar() -> None:
    given_sums = [QuarterSum(1, 0, 9, 9), QuarterSum(0, 1, 9, 9), QuarterSum(len(STARTS) + 1, 1, 9, 9)]
    assert build_bars(given_sums, STARTS, SCALE, QuarterScale(1.0, 54, 36)) == Bars()


def test_a_folded_groups_silence_is_paler_where_somebody_looked() -> None:
    since, looked = date(2025, 9, 22), date(2026, 5, 1)
    groups = [
        GroupInput("Quiet", (), fold=FoldInput((), since, looked)),
        GroupInput("Never looked", (), fold=FoldInput((), since, None)),
        GroupInput("Looked before", (), fold=FoldInput((), since, date(2025, 1, 1))),
        GroupInput("Lively", (), fold=FoldInput((QuarterSum(2, 1, 4, 4),))),
    ]
    figure = build_figure(groups, PUBLISHED, UNTIL)
    assert figure.folds
    pales = [[hatch.looked_at for hatch in group.fold.hatches] for group in figure.groups if group.fold]
    assert pales == [[True, False], [False], [False], []]
    quiet = figure.groups[0].fold
    assert quiet
    assert quiet.hatches[0].x == figure.scale.x(since)
    assert quiet.hatches[0].width + quiet.hatches[1].width == pytest.approx(
        figure.scale.until_x - figure.scale.x(since), abs=0.002
    )


def test_folded_groups_share_one_scale_and_lanes_another() -> None:
    large, small = (QuarterSum(3, 1, 800, 800),), (QuarterSum(3, 1, 8, 8), QuarterSum(3, -1, 4, 4))
    groups = [
        GroupInput("A", (), fold=FoldInput(large)),
        GroupInput("B", (), fold=FoldInput(small)),
        GroupInput("C", (lane(quarters=small),)),
    ]
    figure = build_figure(groups, PUBLISHED, UNTIL, size=COMPACT)
    first, second, third = figure.groups
    assert first.fold
    assert second.fold
    assert first.fold.size == second.fold.size
    heights = [drawn(each.fold.bars.advances)[0][2] for each in (first, second) if each.fold]
    assert heights[0] == pytest.approx(heights[1] * 100, rel=0.2)
    columns = third.lanes[0].columns
    assert columns
    assert drawn(columns.advances)[0][2] > heights[1]
    assert third.lanes[0].marks == ()


def test_more_than_eight_discs_become_one_a_status() -> None:
    few = discs(["implemented", "in-progress"])
    assert [(each.status, each.count) for each in few] == [("implemented", 1), ("in-progress", 1)]
    many = discs(["implemented"] * 5 + ["reversed"] * 4)
    assert [(each.status, each.count) for each in many] == [("implemented", 5), ("reversed", 4)]


def test_the_axis_begins_with_the_earliest_development_even_where_none_is_drawn() -> None:
    groups = [GroupInput("A", (), fold=FoldInput())]
    figure = build_figure(groups, PUBLISHED, UNTIL, first=PUBLISHED - timedelta(days=900))
    assert figure.scale.start == date(2020, 1, 1)
