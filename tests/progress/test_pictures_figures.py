"""Bands, sparklines and evidence bars agree with the figures that they draw."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.progress.test_pictures import PUBLISHED, UNTIL, lane, many_marks, mark
from tracker.progress.pictures import (
    MarkInput,
    build_bands,
    build_evidence_bar,
    build_scale,
    build_sparklines,
    build_weight_bar,
    daily_moves,
    evidence_scale,
    momentum_at_samples,
    weights_of,
)
from tracker.progress.pictures.bands import balance_points, momentum_points
from tracker.progress.pictures.sparkline import SAMPLES, sample


def momentum(marks: list[MarkInput], day: date, half_life: float) -> float:
    return sum(
        each.signed_weight * 2 ** (-(day - each.latest).days / half_life)
        for each in marks
        if each.counts and each.latest <= day
    )


@given(many_marks, st.sampled_from([30, 180, 1000]))
def test_the_momentum_line_ends_at_todays_momentum(marks: list[MarkInput], half_life: int) -> None:
    scale = build_scale(PUBLISHED, UNTIL)
    points = momentum_points(daily_moves(marks), scale, half_life)
    assert points[-1][1] == pytest.approx(momentum(marks, UNTIL, half_life), abs=1e-6)


@given(many_marks)
def test_the_momentum_line_is_exact_at_every_event(marks: list[MarkInput]) -> None:
    scale = build_scale(PUBLISHED, UNTIL)
    points = momentum_points(daily_moves(marks), scale, 180)
    total = (UNTIL - PUBLISHED).days
    for day, _ in daily_moves(marks):
        here = [value for share, value in points if share == (day - PUBLISHED).days / total]
        assert here[-1] == pytest.approx(momentum(marks, day, 180), abs=1e-6)


@given(many_marks)
def test_the_lines_never_go_back_in_time(marks: list[MarkInput]) -> None:
    scale = build_scale(PUBLISHED, UNTIL)
    for points in (
        momentum_points(daily_moves(marks), scale, 180),
        balance_points(daily_moves(marks), scale),
    ):
        shares = [share for share, _ in points]
        assert shares == sorted(shares)
        assert (shares[0], shares[-1]) == (0, 1)


@given(many_marks)
def test_the_balance_ends_at_the_sum_of_weights(marks: list[MarkInput]) -> None:
    points = balance_points(daily_moves(marks), build_scale(PUBLISHED, UNTIL))
    assert points[-1][1] == sum(each.signed_weight for each in marks if each.counts)


def test_the_peak_is_named_where_it_is_not_todays() -> None:
    turned = lane(
        mark(date(2024, 1, 1), weight=4),
        mark(date(2025, 1, 1), "sets-back", 4, development="b"),
        mark(date(2025, 2, 1), "sets-back", 2, development="c"),
        silent_since=date(2025, 2, 1),
    )
    scale = build_scale(PUBLISHED, UNTIL)
    bands = build_bands(turned, scale, 180)
    assert (bands.balance.peak_words, bands.balance.peak_x) == ("+4", scale.x(date(2024, 1, 1)))
    assert bands.balance.line.value == -2
    assert bands.balance.line.above
    assert bands.balance.line.below
    assert len(bands.momentum.quiet) == 1


def test_a_recommendation_without_links_has_level_bands() -> None:
    bands = build_bands(lane(), build_scale(PUBLISHED, UNTIL), 180)
    assert (bands.balance.line.above, bands.balance.line.below, bands.balance.peak_words) == ("", "", "")
    assert bands.momentum.line.end == bands.momentum.line.zero


def sampled(moves: list[tuple[date, int]], half_life: int = 180) -> list[float]:
    added = sample(moves, PUBLISHED, UNTIL, half_life)
    return momentum_at_samples(added, (UNTIL - PUBLISHED).days, half_life)


def test_sparklines_share_one_scale() -> None:
    moves = [[(date(2026, 11, 24), 4)], [(date(2026, 11, 24), -4)], []]
    up, down, level = build_sparklines([sampled(each) for each in moves])
    assert (up.sign, down.sign, level.sign) == ("advance", "setback", "level")
    assert up.zero == down.zero == level.zero
    assert up.end < up.zero < down.end
    assert (up.above, up.below, down.above, down.below) == (True, False, False, True)
    assert level.area == ""


@given(many_marks, st.sampled_from([30, 180, 1000]))
def test_samples_are_the_momentum_at_the_end_of_each_stretch(marks: list[MarkInput], half_life: int) -> None:
    values = sampled(daily_moves(marks), half_life)
    assert values[-1] == pytest.approx(momentum(marks, UNTIL, half_life), abs=1e-6)
    total = (UNTIL - PUBLISHED).days
    for stretch, value in enumerate(values):
        at = stretch * total / SAMPLES
        true = sum(
            each.signed_weight * 2 ** (-(at - (each.latest - PUBLISHED).days) / half_life)
            for each in marks
            if each.counts and (each.latest - PUBLISHED).days <= at
        )
        assert value == pytest.approx(true, abs=1e-6)


@given(many_marks)
def test_a_sparklines_steps_add_up_to_where_it_ends(marks: list[MarkInput]) -> None:
    (line,) = build_sparklines([sampled(daily_moves(marks))])
    start, steps = line.path.removeprefix("M0 ").split("l")
    numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
    assert sum(numbers[::2]) == SAMPLES
    assert int(start) + sum(numbers[1::2]) == line.end


@given(st.lists(many_marks, max_size=4))
def test_a_tables_bars_are_as_wide_as_a_recommendations_own(rows: list[list[MarkInput]]) -> None:
    scale = evidence_scale([weights_of(row) for row in rows])
    for row in rows:
        ordered = sorted((mark for mark in row if mark.counts), key=lambda mark: (mark.latest, mark.earliest))
        bar = build_weight_bar([mark.signed_weight for mark in ordered], weights_of(row), scale)
        own = build_evidence_bar(row, scale)
        for side, path in (("setback", bar.setbacks), ("advance", bar.advances)):
            widths = [float(each) for each in re.findall(r"2h([\d.]+)", path)]
            assert widths == pytest.approx(
                [block.width for block in own.blocks if block.side == side], abs=0.06
            )


@given(st.lists(many_marks, max_size=4))
def test_evidence_blocks_are_as_wide_as_weights_on_one_scale(rows: list[list[MarkInput]]) -> None:
    scale = evidence_scale([weights_of(row) for row in rows])
    for row in rows:
        bar = build_evidence_bar(row, scale)
        setbacks, advances = weights_of(row)
        if not scale.plain:
            for side, weight in (("setback", setbacks), ("advance", advances)):
                blocks = [block for block in bar.blocks if block.side == side]
                assert sum(block.width + 1 for block in blocks) == pytest.approx(weight * scale.unit, abs=0.1)
        for block in bar.blocks:
            assert block.x >= -0.01
            assert block.x + block.width <= scale.width + 0.01
            left = block.x + block.width <= scale.centre
            assert left == (block.side == "setback")


@pytest.mark.parametrize(
    ("sides", "unit", "plain"), [((12, 25), 4, False), ((10, 51), 2, False), ((1, 240), None, True)]
)
def test_the_evidence_scale_halves_over_60_and_is_plain_over_240(
    sides: tuple[int, int], unit: float | None, plain: bool
) -> None:
    scale = evidence_scale([sides])
    assert scale.plain is plain
    assert unit is None or scale.unit == unit


def test_reported_and_earlier_links_have_no_block() -> None:
    marks = [mark(date(2024, 1, 1), reported=True), mark(date(2019, 1, 1), background=True)]
    assert build_evidence_bar(marks, evidence_scale([weights_of(marks)])).blocks == ()
