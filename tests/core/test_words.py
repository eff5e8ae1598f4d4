"""Numbers and lists read the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core import words


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "zero"), (1, "one"), (12, "twelve"), (13, "13"), (1567, "1,567")],
)
def test_words_to_twelve_then_figures(value: int, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8, "Eight"),
        (21, "Twenty-one"),
        (40, "Forty"),
        (100, "One hundred"),
        (115, "One hundred and fifteen"),
        (1000, "One thousand"),
        (1001, "One thousand and one"),
        (12345, "Twelve thousand three hundred and forty-five"),
    ],
)
def test_a_sentence_never_opens_with_a_figure(value: int, text: str) -> None:
    assert words.opening(value) == text


@given(st.integers(min_value=0, max_value=10**8))
def test_any_count_can_be_written_out(value: int) -> None:
    assert not any(character.isdigit() for character in words.spelled(value))


def test_nouns_follow_their_count() -> None:
    assert words.counted(0, "advance") == "no advances"
    assert words.counted(1, "advance") == "one advance"
    assert words.counted(13, "advance") == "13 advances"
    assert words.counted(2, "person", "people") == "two people"
    assert words.days(1) == "1 day"
    assert words.days_ago(0) == "today"
    assert words.days_ago(1567) == "1,567 days ago"


@pytest.mark.parametrize(("value", "text"), [(25, "+25"), (-5, "\u22125"), (0, "0"), (-1200, "\u22121,200")])
def test_whole_numbers_carry_their_sign(value: int, text: str) -> None:
    assert words.signed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0663, "+1.07"),
        (-1.5283, "\u22121.53"),
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (0.004, "0.00"),
        (-0.004, "0.00"),
    ],
)
def test_decimals_carry_their_sign_unless_they_round_to_nothing(value: float, text: str) -> None:
    assert words.signed_decimal(value) == text


def test_lists_are_joined_as_people_write_them() -> None:
    assert words.join([]) == ""
    assert words.join(["R4"]) == "R4"
    assert words.join(["R4", "R5"]) == "R4 and R5"
    assert words.join(["R1", "R2", "R9"]) == "R1, R2 and R9"
