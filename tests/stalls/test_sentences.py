"""Sentences of flags have the number, the limit and the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.facts import DAY, PUBLISHED, ago
from tracker.stalls.rules import Finding
from tracker.stalls.sentences import (
    Looked,
    Shares,
    area_reason,
    area_reasons,
    reason,
    reasons,
    stalled_finding,
)

SILENT = Finding("silent", ago(428), {"limit": 180, "ever": True})
NO_ADVANCE = Finding("no-advance", ago(428), {"limit": 365, "ever": True})
NEVER = Finding("silent", PUBLISHED, {"limit": 180, "ever": False})


@pytest.mark.parametrize(
    ("looked", "tail"),
    [
        (Looked(), "nobody has looked since."),
        (Looked(ago(428), True), "nobody has looked since."),
        (Looked(ago(9), True), "last looked 9 days ago, nothing new."),
        (Looked(ago(9), False), "last looked 9 days ago."),
        (Looked(DAY, True), "last looked today, nothing new."),
    ],
)
def test_silent_says_whether_anybody_looked(looked: Looked, tail: str) -> None:
    assert reason(SILENT, DAY, looked) == (
        f"Nothing has been logged for it for 428 days (limit 180), since 22 September 2025; {tail}"
    )


def test_what_never_had_a_development_counts_from_the_document() -> None:
    assert reason(NEVER, DAY) == (
        "Nothing has ever been logged for it: 1,567 days (limit 180), since the document came out on "
        "10 August 2022; nobody has looked since."
    )


def test_silent_and_no_advance_of_one_day_share_a_sentence() -> None:
    both, rest = reasons([SILENT, NO_ADVANCE, Finding("overdue", ago(1), {"promises": 0})], DAY)
    assert both.rules == ("silent", "no-advance")
    assert both.text == (
        "Nothing logged for 428 days, so no advance either (limits 180 and 365). Since 22 September 2025; "
        "nobody has looked since."
    )
    assert rest.text == "Its target date was 23 November 2026, 1 day ago."


def test_of_different_days_each_has_its_own() -> None:
    other = Finding("no-advance", ago(500), NO_ADVANCE.numbers)
    assert [each.rules for each in reasons([SILENT, other], DAY)] == [("silent",), ("no-advance",)]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (
            {
                "promises": 1, "due": "2025-12-31", "milestone": "It is held",
                "promised_by": ["US", "ROK", "Japan"],
            },
            "“It is held”, promised by US, ROK and Japan, was due on 31 December 2025, 328 days ago, and is "
            "not met.",
        ),
        (
            {"promises": 2, "due": "2025-12-31", "milestone": "It is held", "promised_by": []},
            "“It is held” was due on 31 December 2025, 328 days ago, and is not met. One other milestone is "
            "overdue too.",
        ),
        (
            {"promises": 3, "target": "2025-12-31", "due": "2026-01-31", "milestone": "x", "promised_by": []},
            "Its target date was 31 December 2025, 328 days ago. Three milestones are overdue too.",
        ),
    ],
)  # fmt: skip
def test_overdue_names_the_promise(numbers: dict[str, Any], text: str) -> None:
    assert reason(Finding("overdue", dt.date(2025, 12, 31), numbers), DAY) == text


def test_reversing_and_off_rhythm() -> None:
    reversing = {"setbacks": 7, "momentum": -1.5283, "limit": -0.5}
    assert reason(Finding("reversing", dt.date(2024, 6, 29), reversing), DAY) == (
        "Its last seven moves were setbacks, and its momentum is −1.53 (limit −0.50). Since 29 June 2024."
    )
    rhythm = {"every": 86.9, "chance": 1 / 54.2}
    assert reason(Finding("off-rhythm", ago(428), rhythm), DAY) == (
        "An advance used to come every 87 days; none for 428. If that rhythm still held, about one gap in 54 "
        "would be this long."
    )


def test_an_areas_sentences() -> None:
    stalled = Finding("recommendations-stalled", ago(428), {"stalled": 3, "unsettled": 3, "limit": 180})
    quiet = Finding("silent", ago(428), {"unsettled": 3, "limit": 180})
    (both,) = area_reasons([stalled, quiet], DAY)
    assert both.text == (
        "Three of three unsettled recommendations are stalled. Nothing logged for any of them for 428 days, "
        "so no advance either. Since 22 September 2025; nobody has looked since."
    )
    assert area_reason(stalled, DAY) == (
        "Three of three unsettled recommendations are stalled, and no advance has been logged for any of its "
        "unsettled ones for 428 days (limit 180), since 22 September 2025."
    )


def test_the_title_splits_by_what_a_reader_would_do() -> None:
    shares = Shares(("R6",), ("R4", "R5"), ("R8",), ("R1", "R2", "R9", "R10"))
    assert stalled_finding(shares, 11) == (
        "Eight of eleven have stalled: one is going backwards (R6), two are behind a promise (R4, R5), one "
        "never had a development (R8) and four have gone quiet (R1, R2, R9, R10)."
    )
    assert (
        stalled_finding(Shares((), (), (), ("R1",)), 40) == "One of 40 has stalled: one has gone quiet (R1)."
    )
    assert stalled_finding(Shares((), (), (), ()), 3) == "No recommendation is stalled."


def test_a_title_of_hundreds_counts_without_naming_them() -> None:
    many = tuple(f"R{number}" for number in range(300))
    assert stalled_finding(Shares((), (), many, ()), 1000) == (
        "Three hundred of 1,000 have stalled: 300 never had a development."
    )
