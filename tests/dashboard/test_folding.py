"""Which groups stand open, which are folded, and what comes on which page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dashboard.folding import OPEN_TO, lay_out

groups = st.lists(st.integers(1, 60), min_size=1, max_size=30)


def keys(sizes: list[int]) -> list[str]:
    return [f"area-{number}" for number in range(len(sizes))]


def test_to_forty_recommendations_lanes_are_open() -> None:
    layout = lay_out(keys([20, 20]), [20, 20], 40)
    assert layout.all_open
    assert not layout.compact
    assert layout.pages == 1


def test_over_forty_groups_start_folded() -> None:
    layout = lay_out(keys([20, 21]), [20, 21], 41)
    assert layout.all_folded
    assert layout.compact
    assert layout.total == 2


@pytest.mark.parametrize("many", [False, True])
def test_one_group_opens_alone(many: bool) -> None:
    sizes = [30, 30, 30] if many else [3, 3, 3]
    layout = lay_out(keys(sizes), sizes, sum(sizes), "area-1")
    assert [span.open for span in layout.spans] == [False, True, False]


def test_few_lanes_can_be_folded_and_many_opened() -> None:
    assert lay_out(keys([2, 2]), [2, 2], 4, "none").all_folded
    assert lay_out(keys([50, 50]), [50, 50], 100, "all").all_open


def test_over_150_lines_come_by_fifty_under_a_heading_that_comes_again() -> None:
    layout = lay_out(keys([60, 100]), [60, 100], 160, "all", 2)
    assert (layout.pages, layout.first, layout.last, layout.total) == (4, 51, 100, 160)
    first, second = layout.spans
    assert (first.group, first.first, first.end) == (0, 50, 60)
    assert (second.group, second.first, second.end) == (1, 0, 40)


def test_over_fifteen_open_groups_lines_come_by_fifty() -> None:
    sizes = [4] * 16
    assert lay_out(keys(sizes), sizes, 64, "all").pages == 2
    assert lay_out(keys(sizes), sizes, 64).pages == 1


def test_the_page_is_the_one_where_the_group_asked_for_begins() -> None:
    sizes = [2] * 100 + [200]
    layout = lay_out(keys(sizes), sizes, 400, "area-100")
    assert layout.page == 3
    assert any(span.group == 100 and span.first == 0 for span in layout.spans)


@given(groups, st.integers(0, 31), st.sampled_from(["", "all", "none", "one"]))
def test_every_lane_of_an_open_group_and_every_folded_group_is_on_exactly_one_page(
    sizes: list[int], which: int, asked: str
) -> None:
    asked = f"area-{which}" if asked == "one" else asked
    total = sum(sizes)
    pages = lay_out(keys(sizes), sizes, total, asked).pages
    lanes: list[tuple[int, int]] = []
    folded: list[int] = []
    for page in range(1, pages + 1):
        for span in lay_out(keys(sizes), sizes, total, asked, page).spans:
            lanes += [(span.group, place) for place in range(span.first, span.end)]
            folded += [] if span.open else [span.group]
    opened = {group for group, _ in lanes}
    assert sorted(lanes) == [(group, place) for group in sorted(opened) for place in range(sizes[group])]
    assert sorted(folded) == [group for group in range(len(sizes)) if group not in opened]
    if total <= OPEN_TO and asked == "":
        assert not folded
