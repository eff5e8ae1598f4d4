"""The pictures' geometry holds for any history, not only for the one in the examples."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.progress.pictures import (
    PRINTED,
    LaneInput,
    MarkInput,
    MilestoneInput,
    StatusInput,
    axis_names,
    build_figure,
    build_lane,
    build_scale,
    in_box_order,
    sentence,
    table_rows,
)
from tracker.progress.pictures.boxes import development_boxes
from tracker.progress.pictures.figure import GroupInput
from tracker.progress.pictures.lanes import build_hatches
from tracker.progress.pictures.scale import line_days
from tracker.progress.pictures.shapes import FULL

PUBLISHED, UNTIL = date(2022, 8, 10), date(2026, 11, 24)
DAYS = st.dates(date(2000, 1, 1), UNTIL)


def mark(day: date, effect: str = "advances", weight: int = 1, **more: object) -> MarkInput:
    values = {"development": f"d-{day}-{effect}", "title": "Talks", "date_words": str(day), "earliest": day}
    return MarkInput(**{**values, "latest": day, "effect": effect, "weight": weight, **more})  # type: ignore[arg-type]


def lane(*marks: MarkInput, **more: object) -> LaneInput:
    values = {"key": "a", "code": "R1", "title": "Talk", "published": PUBLISHED, "marks": marks}
    return LaneInput(**{**values, **more})  # type: ignore[arg-type]


marks = st.builds(
    lambda day, long, effect, weight, reported, number: mark(
        day,
        effect,
        weight,
        development=f"d{number}",
        earliest=day - timedelta(days=long),
        reported=reported,
        background=day < PUBLISHED,
    ),
    DAYS,
    st.sampled_from([0, 0, 0, 2, 30, 364]),
    st.sampled_from(["advances", "sets-back", "context"]),
    st.sampled_from([1, 2, 4]),
    st.booleans(),
    st.integers(0, 10**9),
)
many_marks = st.lists(marks, max_size=40)


@given(many_marks, st.lists(st.dates(date(1999, 1, 1), date(2030, 1, 1)), min_size=2))
def test_places_rise_with_the_days_and_stay_on_the_plot(found: list[MarkInput], days: list[date]) -> None:
    scale = build_scale(PUBLISHED, UNTIL, [lane(*found)])
    places = [scale.x(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


@given(many_marks)
def test_no_mark_is_lost_and_none_stands_twice(found: list[MarkInput]) -> None:
    given_lane = lane(*found)
    drawn = build_lane(given_lane, build_scale(PUBLISHED, UNTIL, [given_lane])).marks
    assert sum(each.count for each in drawn) == len(found)
    assert sorted(key for each in drawn for key in each.developments) == sorted(m.development for m in found)
    assert all(0 <= each.x <= 100 for each in drawn)
    assert all(each.count == 1 or each.count > 3 for each in drawn)


@given(many_marks)
def test_large_marks_are_drawn_before_small_ones(found: list[MarkInput]) -> None:
    drawn = build_lane(lane(*found), build_scale(PUBLISHED, UNTIL, [lane(*found)])).marks
    sizes = [["major", "moderate", "minor"].index(each.strength) for each in drawn]
    assert sizes == sorted(sizes)


@given(many_marks)
def test_the_table_tells_every_mark(found: list[MarkInput]) -> None:
    assert len(table_rows([lane(*found)])) == len(found)


@given(
    st.none() | st.dates(PUBLISHED, UNTIL),
    st.none() | st.dates(PUBLISHED, UNTIL),
    st.lists(st.dates(PUBLISHED, UNTIL), max_size=5),
)
def test_nothing_is_hatched_twice_and_silence_reaches_today(
    silent: date | None, no_advance: date | None, checks: list[date]
) -> None:
    scale = build_scale(PUBLISHED, UNTIL)
    quiet = lane(silent_since=silent, no_advance_since=no_advance, checks=tuple(checks))
    hatches = build_hatches(quiet, scale, FULL)
    for half, starts in (("above", [silent, no_advance]), ("below", [silent])):
        spans = sorted((h.x, round(h.x + h.width, 3)) for h in hatches if h.half == half)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
        known = [day for day in starts if day and scale.x(day) < 100]
        covered = sum(end - start for start, end in spans)
        whole = 100 - scale.x(min(known)) if known else 0
        assert covered == pytest.approx(whole, abs=0.01)


def test_silence_is_paler_up_to_the_latest_check() -> None:
    scale = build_scale(PUBLISHED, UNTIL)
    quiet = lane(silent_since=date(2025, 1, 1), checks=(date(2025, 6, 1), date(2026, 1, 1)))
    below = [hatch for hatch in build_hatches(quiet, scale, FULL) if hatch.half == "below"]
    assert [hatch.looked_at for hatch in below] == [True, False]
    assert below[1].x == scale.x(date(2026, 1, 1))


def test_a_check_does_not_pale_advances_that_never_came() -> None:
    scale = build_scale(PUBLISHED, UNTIL)
    quiet = lane(no_advance_since=date(2024, 1, 1), checks=(date(2026, 1, 1),))
    assert [hatch.looked_at for hatch in build_hatches(quiet, scale, FULL)] == [False]


def test_the_part_before_publication_takes_fourteen_percent() -> None:
    scale = build_scale(PUBLISHED, UNTIL, [lane(mark(date(2015, 12, 28)))])
    assert scale.start == date(2015, 1, 1)
    assert scale.x(PUBLISHED) == 14
    assert scale.x(date(2019, 1, 1)) == pytest.approx(7.363, abs=0.001)
    assert scale.x(date(2025, 1, 1)) == pytest.approx(62.022, abs=0.001)


def test_without_anything_earlier_the_axis_starts_with_publication() -> None:
    scale = build_scale(PUBLISHED, UNTIL, [lane(mark(date(2023, 1, 1)))])
    assert scale.x(PUBLISHED) == 0
    assert not scale.has_before


def test_the_day_of_publication_itself_can_be_drawn() -> None:
    scale = build_scale(PUBLISHED, PUBLISHED, [lane(mark(date(2019, 1, 1)))])
    assert scale.until_x == 14
    assert build_lane(lane(), scale).ribbons == ()


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2023, 6, 1), [date(2022, 10, 1), date(2023, 1, 1), date(2023, 4, 1)]),
        (date(2025, 6, 1), [date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]),
        (date(2038, 6, 1), [date(2025, 1, 1), date(2030, 1, 1), date(2035, 1, 1)]),
    ],
)
def test_lines_are_quarters_years_or_every_fifth_year(until: date, expected: list[date]) -> None:
    assert line_days(build_scale(PUBLISHED, until)) == expected


def test_a_years_name_gives_way_to_the_as_of_days() -> None:
    scale = build_scale(PUBLISHED, date(2024, 3, 1), is_today=False)
    assert scale.until_words == "1 Mar 2024"
    assert [name.words for name in axis_names(scale) if name.wide] == ["2023"]


def test_four_advances_within_twelve_pixels_are_one_mark() -> None:
    close = [mark(date(2024, 5, day), development=f"d{day}") for day in (1, 4, 7)]
    chief = mark(date(2024, 5, 9), weight=4, development="d9")
    other = mark(date(2024, 5, 6), "sets-back", development="s6")
    drawn = build_lane(lane(*close, chief, other), build_scale(PUBLISHED, UNTIL)).marks
    assert [(each.count, each.strength, each.effect) for each in drawn] == [
        (4, "major", "advances"),
        (1, "minor", "sets-back"),
    ]
    assert "4 × advances" in drawn[0].label


def test_a_reported_mark_never_hides_in_a_crowd_that_counts() -> None:
    close = [mark(date(2024, 5, day), development=f"d{day}") for day in (1, 3, 5)]
    told = mark(date(2024, 5, 6), reported=True)
    drawn = build_lane(lane(*close, told), build_scale(PUBLISHED, UNTIL)).marks
    assert [each.hollow for each in drawn] == [False, False, False, True]


def test_an_imprecise_date_has_a_bar_up_to_its_mark() -> None:
    month = mark(date(2024, 5, 31), "context", earliest=date(2024, 5, 1), approximate=True)
    drawn = build_lane(lane(month), build_scale(PUBLISHED, UNTIL))
    (bar,) = drawn.bars
    assert bar.approximate
    assert bar.x2 == drawn.marks[0].x
    assert bar.y == FULL.line


def test_marks_stand_six_pixels_off_the_line_on_their_side() -> None:
    drawn = build_lane(
        lane(mark(date(2024, 1, 1)), mark(date(2025, 1, 1), "sets-back"), mark(date(2026, 1, 1), "context")),
        build_scale(PUBLISHED, UNTIL),
    )
    assert {each.effect: each.y for each in drawn.marks} == {"advances": 31, "sets-back": 43, "context": 37}


def test_a_milestone_un_met_again_leaves_the_earlier_square() -> None:
    lost = MilestoneInput("A summit", ((date(2024, 5, 27), True), (date(2025, 11, 24), False)))
    drawn = build_lane(lane(milestones=(lost,)), build_scale(PUBLISHED, UNTIL))
    assert [each.state for each in drawn.milestones] == ["met", "unmet"]
    assert lost.state == "unmet-again"


def test_a_promise_that_moved_points_from_where_it_was_first() -> None:
    late = MilestoneInput("A summit", (), date(2025, 12, 31), date(2024, 12, 31), overdue=True)
    scale = build_scale(PUBLISHED, UNTIL)
    (drawn,) = build_lane(lane(milestones=(late,)), scale).milestones
    assert (drawn.x, drawn.moved_from) == (scale.x(date(2025, 12, 31)), scale.x(date(2024, 12, 31)))


def test_boxes_stand_met_first() -> None:
    met, open_one = MilestoneInput("a", ((PUBLISHED, True),)), MilestoneInput("b")
    late = MilestoneInput("c", (), PUBLISHED, PUBLISHED, overdue=True)
    later = MilestoneInput("d", (), date(2030, 1, 1))
    order = [each.state for each in in_box_order([open_one, later, late, met])]
    assert order == ["met", "overdue", "due", "open"]


def test_a_disc_stands_only_where_the_status_changes() -> None:
    same = (StatusInput(date(2023, 8, 18), "in-progress"), StatusInput(date(2024, 7, 28), "in-progress"))
    drawn = build_lane(lane(statuses=same), build_scale(PUBLISHED, UNTIL))
    assert [disc.words for disc in drawn.discs] == ["18 August 2023: in progress"]
    assert [ribbon.status for ribbon in drawn.ribbons] == ["not-assessed", "in-progress"]


def test_a_lane_says_itself_in_a_sentence() -> None:
    told = lane(mark(date(2024, 1, 1)), mark(date(2025, 1, 1), "sets-back"), status="in-progress", days=692)
    assert sentence(told) == (
        "R1, Talk: in progress; one advance, one setback, no context; 692 days since anything was logged"
    )


def test_the_strip_names_the_heaviest_that_have_room() -> None:
    heavy = [mark(date(2023, 6, 1), weight=4, development="h"), mark(date(2023, 6, 9), weight=2)]
    far = mark(date(2025, 3, 1), weight=1, development="far")
    figure = build_figure([GroupInput("Area", (lane(*heavy, far),))], PUBLISHED, UNTIL)
    assert [event.date_words for event in figure.events] == ["1 June 2023", "1 Mar 2025"]
    assert all(event.width <= 24 for event in figure.events)


@given(many_marks)
def test_every_development_of_the_lanes_has_a_box(found: list[MarkInput]) -> None:
    boxes = development_boxes([lane(*found)])
    assert {box.key for box in boxes} == {each.development for each in found}
    assert sum(len(box.links) for box in boxes) == len(found)


@given(many_marks)
def test_print_uses_the_pages_places(found: list[MarkInput]) -> None:
    scale = build_scale(PUBLISHED, UNTIL, [lane(*found)])
    page, print_ = build_lane(lane(*found), scale), build_lane(lane(*found), scale, PRINTED)
    assert [each.x for each in page.marks] == [each.x for each in print_.marks]


def test_a_milestone_lost_again_is_crossed_though_overdue() -> None:
    changes = ((date(2024, 1, 1), True), (date(2024, 6, 1), False))
    assert MilestoneInput("m", changes, date(2025, 1, 1), None, overdue=True).state == "unmet-again"
