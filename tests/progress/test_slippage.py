"""What became of promises: kept or not, late by how much, moved how often; the counts add up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.progress import slippage
from tracker.progress.sentences import text_of
from tracker.progress.slippage import Move, Promise, add_up, slippage_sentence

TODAY = dt.date(2026, 11, 24)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def promise(
    due: str = "", moves: list[tuple[str, str]] | None = None, changes: list[tuple[str, bool]] | None = None
) -> Promise:
    return Promise(
        TODAY,
        day(due) if due else None,
        tuple(Move(day(announced), day(then)) for announced, then in moves or ()),
        tuple((day(on), met) for on, met in changes or ()),
    )


@pytest.mark.parametrize(
    ("one", "outcome", "words"),
    [
        (promise("2025-06-30", changes=[("2025-06-30", True)]), "kept-on-time", "kept on 30 June 2025"),
        (
            promise("2025-06-30", changes=[("2025-08-09", True)]),
            "kept-late",
            "kept on 9 August 2025, 40 days late",
        ),
        (
            promise("2025-06-30", [("2025-06-01", "2025-12-31")], [("2025-08-09", True)]),
            "kept-late",
            "kept on 9 August 2025, 40 days late",
        ),
        (
            promise(changes=[("2025-08-09", True)]),
            "kept-undated",
            "kept on 9 August 2025; no due day was given",
        ),
        (
            promise("2026-12-31", changes=[("2024-05-27", True), ("2025-11-24", False)]),
            "lost",
            "kept on 27 May 2024, lost on 24 November 2025",
        ),
        (
            promise("2025-12-31", changes=[("2024-05-27", True), ("2025-11-24", False)]),
            "lost",
            "kept on 27 May 2024, lost on 24 November 2025, overdue for 328 days",
        ),
        (promise("2025-12-31"), "overdue", "not kept, overdue for 328 days"),
        (promise("2026-11-24"), "not-yet-due", "not yet due"),
        (promise("2025-01-01", [("2024-12-01", "2027-01-01")]), "not-yet-due", "not yet due"),
        (promise("2027-01-01", [("2026-01-01", "2026-11-23")]), "overdue", "not kept, overdue for 1 day"),
        (promise(), "undated", "not kept; no due day was given"),
        (promise(changes=[("2025-01-01", False)]), "undated", "not kept; no due day was given"),
    ],
)
def test_a_promise_is_told_by_what_became_of_it(one: Promise, outcome: str, words: str) -> None:
    assert one.outcome == outcome
    assert slippage.promise_words(one) == words


def test_a_promise_kept_again_is_kept_since_then() -> None:
    one = promise(
        "2024-06-30",
        changes=[("2024-05-27", True), ("2025-11-24", False), ("2026-01-05", True), ("2026-02-01", True)],
    )
    assert one.kept_on == day("2026-01-05")
    assert one.outcome == "kept-late"


def test_moves_add_up_from_the_day_first_said() -> None:
    moved = promise("2024-06-30", [("2024-06-01", "2025-01-01"), ("2024-12-01", "2025-08-14")])
    assert (len(moved.moves), moved.moved_days) == (2, 410)
    assert slippage.moved_words(moved) == "moved twice, 410 days later"


def test_the_first_of_announced_days_moves_nothing_where_none_was_given() -> None:
    one = promise("", [("2024-06-01", "2025-01-01"), ("2024-12-01", "2024-12-22")])
    assert one.first_due == day("2025-01-01")
    assert slippage.moved_words(one) == "moved once, 10 days earlier"
    assert slippage.moved_words(promise("", [("2024-06-01", "2025-01-01")])) == ""


def test_the_sum_says_everything_once() -> None:
    promises = [
        promise("2025-06-30", changes=[("2025-06-30", True)]),
        promise("2025-06-30", changes=[("2025-08-09", True)]),
        promise("2024-06-30", [("2024-06-01", "2025-01-01"), ("2024-12-01", "2025-08-14")]),
        promise("2025-12-31"),
        promise("2024-12-31", [("2024-12-01", "2026-12-31")]),
        promise("2024-06-30", changes=[("2024-05-27", True), ("2025-11-24", False)]),
        promise(),
    ]
    assert text_of(slippage_sentence(add_up(promises))) == (
        "Of seven promises, two are kept, one of them 40 days late; one was kept, then lost and is "
        "overdue, by 877 days; two are overdue, by up to 467 days; one is not yet due; one not kept, "
        "with no due day. Due days were moved three times, 1,140 days later in all."
    )


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (promise("2025-12-31"), "Its one promise is overdue, by 328 days."),
        (promise(), "Its one promise is not kept, with no due day."),
        (
            promise("2024-12-31", [("2024-12-01", "2026-12-31")]),
            "Its one promise is not yet due. Its due day was moved once, 730 days later in all.",
        ),
    ],
)
def test_one_promise_alone_is_told_in_one_sentence(one: Promise, said: str) -> None:
    assert text_of(slippage_sentence(add_up([one]))) == said


def test_nothing_promised_is_nothing_said() -> None:
    assert slippage_sentence(add_up([])) == []


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    announced = sorted(draw(st.lists(st.tuples(DAYS, DAYS), max_size=3)))
    changes = sorted(draw(st.lists(st.tuples(DAYS, st.booleans()), max_size=4)))
    moves = tuple(Move(*each) for each in announced)
    return Promise(TODAY, draw(st.none() | DAYS), moves, tuple(changes))


@given(st.lists(promises(), max_size=12))
def test_counts_add_up_and_lead_to_their_rows(given_promises: list[Promise]) -> None:
    summed = add_up(given_promises)
    assert sum(summed.by_outcome.values()) == summed.total == len(given_promises)
    others = sum(summed.count(each) for each in ("lost", "overdue", "not-yet-due", "undated"))
    assert summed.kept + others == summed.total
    for asked in slippage.ASKED:
        rows = [each for each in given_promises if each.fits(asked)]
        count = {"kept": summed.kept, "moved": summed.moved}.get(asked, summed.count(asked))
        assert len(rows) == count
    assert sum(len(each.moves) for each in given_promises) == summed.moves
    assert sum(each.moved_days for each in given_promises) == summed.moved_days
    for part in slippage_sentence(summed):
        if not part.rows:
            continue
        rows = [each for each in given_promises if part.rows == "all" or each.fits(part.rows)]
        assert part.value == (sum(len(each.moves) for each in rows) if part.rows == "moved" else len(rows))


@given(promises())
def test_a_promise_is_kept_exactly_when_its_last_meeting_met_it(one: Promise) -> None:
    assert (one.kept_on is not None) == one.met == one.fits("kept")
    assert (one.late > 0) == (one.outcome in ("kept-late", "overdue"))
    assert slippage.promise_words(one)
