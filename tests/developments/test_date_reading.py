"""What the form says of a date as it is typed."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.developments.date_reading import read

TODAY = dt.date(2026, 11, 24)


def words(text: str) -> tuple[str, str, str]:
    reading = read(text, TODAY, TODAY)
    return reading.words + reading.open_words, reading.counts + reading.counts_as, reading.note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01", ("January 2026, the day not known", "31 January 2026, its latest day", "")),
        ("2026년 1월 30일", ("30 January 2026", "30 January 2026", "")),
        ("2024-06-27/2024-06-29", ("27–29 June 2024", "29 June 2024, its latest day", "")),
        (
            "2026",
            (
                "2026, the month not known",
                "31 December 2026, its latest day",
                "Give the day and it counts now.",
            ),
        ),
        (
            "2027-01-05",
            (
                "5 January 2027",
                "",
                "It has not happened; kept as a draft, you will be reminded on its day.",
            ),
        ),
        ("", ("", "", "")),
    ],
)
def test_the_words_and_the_day_from_which_it_counts(text: str, expected: tuple[str, str, str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "unit", "count", "within"),
    [
        ("2026-01", "", 12, ["January"]),
        ("2024-06-27/2024-06-29", "days", 30, ["27", "28", "29"]),
        ("2024-11/2025-02", "years", 2, ["2024", "2025"]),
        ("2024-03-30/2024-04-02", "", 12, ["March", "April"]),
        ("1950/2020", "", 0, []),
    ],
)
def test_the_span_is_drawn_in_days_months_or_years(
    text: str, unit: str, count: int, within: list[str]
) -> None:
    reading = read(text, TODAY, TODAY)
    assert (reading.unit, len(reading.cells)) == (unit, count)
    assert [cell.name for cell in reading.cells if cell.within] == within


def test_what_cannot_be_read_says_why_and_what_can() -> None:
    assert "February 2023 has 28" in read("2023-02-30", TODAY, TODAY).error
    assert "2026-01-30" in read("soon", TODAY, TODAY).error
