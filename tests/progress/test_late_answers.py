"""An answer given after its due day is called late."""

from __future__ import annotations

import datetime as dt

from tracker.progress.answers import late_words

DUE = dt.date(2023, 4, 1)


def test_an_answer_after_its_due_day_is_late() -> None:
    assert late_words([dt.date(2023, 5, 1)], DUE) == "; due 1 April 2023, 30 days late"
    assert late_words([DUE], DUE) == ""
    assert late_words([dt.date(2023, 5, 1)], None) == ""


def test_a_later_position_does_not_make_the_first_answer_later() -> None:
    assert late_words([DUE, dt.date(2024, 1, 1)], DUE) == ""
    assert late_words([dt.date(2023, 5, 1), dt.date(2024, 1, 1)], DUE) == (
        "; due 1 April 2023, first answered 1 May 2023, 30 days late"
    )
