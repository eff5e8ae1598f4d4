"""What the figures say: the patterns, and what drops out where there is nothing to say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tracker.progress.link_words import attribution_words, evidence_words, extent_words
from tracker.progress.measures import Figures, Rhythm, Unwatched, judgements
from tracker.progress.recommendation_sentences import (
    recommendation_finding,
    recommendation_parts,
    weights_words,
)
from tracker.progress.sentences import (
    LatestAdvance,
    advances_sentence,
    areas_sentence,
    band_words,
    document_finding,
    judge_words,
    judged_when,
    text_of,
    unwatched_sentence,
)

DAY = dt.date(2026, 11, 24)
ONE = Figures(
    1, 1, "doc", 1, "area", "Area", "key", "R1", "Title", dt.date(2022, 8, 10), 180, None, DAY,
    "not-assessed", None, None, 0, 0, 0, 0, 0, 0.0, 0, 0, None, None, Rhythm(), 0, None, None,
)  # fmt: skip


def some(**statuses: int) -> list[Figures]:
    return [
        replace(ONE, status=key.replace("_", "-")) for key, count in statuses.items() for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("statuses", "silent", "said"),
    [
        (
            {"implemented": 1, "partly_implemented": 4, "in_progress": 2, "not_started": 1, "reversed": 1,
             "not_assessed": 1, "not_assessable": 1},
            8,
            "Of eleven recommendations, one is implemented, four partly, one is reversed and one cannot be "
            "judged; eight of the nine unsettled have had nothing logged for 180 days or more.",
        ),
        (
            {"partly_implemented": 2, "in_progress": 5, "not_assessed": 3, "not_assessable": 1},
            2,
            "Of eleven recommendations, two are partly implemented and one cannot be judged; two of the ten "
            "unsettled have had nothing logged for 180 days or more.",
        ),
        ({"not_assessed": 11}, 0, "None of eleven has been assessed yet."),
        ({"in_progress": 13}, 0, "Of 13 recommendations, none is implemented."),
        ({"implemented": 2}, 0, "Of two recommendations, two are implemented."),
        (
            {"not_assessed": 1},
            1,
            "Its one recommendation has not been assessed yet; the one unsettled has had nothing logged for "
            "180 days or more.",
        ),
        ({}, 0, "It has no recommendation yet."),
        (
            {"in_progress": 2, "reversed": 1},
            3,
            "Of three recommendations, one is reversed; all three unsettled have had nothing logged for 180 "
            "days or more.",
        ),
    ],
)  # fmt: skip
def test_a_documents_finding(statuses: dict[str, int], silent: int, said: str) -> None:
    assert text_of(document_finding(some(**statuses), silent)) == said


def test_each_figure_of_the_finding_names_its_rows() -> None:
    parts = document_finding(some(implemented=1, reversed=1), 1)
    assert [part.rows for part in parts if part.rows] == ["all", "implemented", "reversed", "silent"]


JANUARY = dt.date(2026, 1, 30)


@pytest.mark.parametrize(
    ("recent", "areas", "latest", "said"),
    [
        (0, 7, None, "No advance has ever been logged."),
        (
            0,
            7,
            JANUARY,
            "No advance has been logged anywhere in the last 180 days; the latest was on 30 January 2026.",
        ),
        (
            1,
            7,
            JANUARY,
            "Only for Defence has an advance been logged in the last 180 days: Ministers agree, "
            "30 January 2026.",
        ),
        (
            2,
            7,
            JANUARY,
            "Only for Defence and Defence has an advance been logged in the last 180 days; the latest was on "
            "30 January 2026.",
        ),
        (
            4,
            7,
            JANUARY,
            "An advance has been logged in the last 180 days in four of seven areas, the latest on "
            "30 January 2026.",
        ),
        (1, 1, JANUARY, "An advance has been logged in the last 180 days, the latest on 30 January 2026."),
    ],
)
def test_where_something_advanced(recent: int, areas: int, latest: dt.date | None, said: str) -> None:
    found = [LatestAdvance("Defence", JANUARY, "Ministers agree")] * recent
    assert advances_sentence(found, areas, latest, DAY, is_today=True) == said


def test_another_day_names_the_days_it_looks_at() -> None:
    said = advances_sentence([], 7, JANUARY, dt.date(2024, 3, 1), is_today=False)
    assert "in the 180 days to 1 March 2024" in said


@pytest.mark.parametrize(
    ("stalled", "areas", "said"),
    [
        (5, 7, "Five of seven areas are stalled."),
        (1, 7, "One of seven areas is stalled."),
        (0, 7, "None of seven areas is stalled."),
        (2, 2, "Both areas are stalled."),
        (1, 1, "Its one area is stalled."),
        (0, 0, ""),
    ],
)
def test_how_many_areas_are_stalled(stalled: int, areas: int, said: str) -> None:
    assert areas_sentence(stalled, areas) == said


def test_a_recommendations_finding() -> None:
    r6 = replace(
        ONE, status="reversed", advances=3, setbacks=8, advanced_weight=7, set_back_weight=12,
        milestones_total=2, last_development=dt.date(2025, 11, 24),
    )  # fmt: skip
    assert recommendation_finding(r6, 1, silent=True) == (
        "Judged reversed, with none of its two milestones met and one un-met again: three advances are "
        "outweighed by eight setbacks, and nothing has been logged since 24 November 2025."
    )
    level = replace(r6, advances=1, setbacks=1, advanced_weight=2, set_back_weight=2, milestones_total=0)
    assert recommendation_finding(level) == "Judged reversed: one advance balances one setback."
    only = replace(level, setbacks=0, set_back_weight=0, status="implemented")
    assert recommendation_finding(only) == "Judged implemented: one advance, no setbacks."
    assert recommendation_finding(replace(ONE, milestones_total=2)) == (
        "Not assessed, with none of its two milestones met: nothing has been logged for it since the "
        "document came out."
    )


@pytest.mark.parametrize(
    ("advances", "setbacks", "balance", "said"),
    [
        (5, 3, (9, 4), "With 1, 1, 1 in the place of 1, 2, 4 the balance is +2."),
        (4, 3, (4, 9), "With 1, 1, 1 in the place of 1, 2, 4 the balance is +1, and its sign turns."),
        (3, 3, (9, 4), "With 1, 1, 1 in the place of 1, 2, 4 the balance is 0, and not +5."),
        (3, 1, (4, 4), "With 1, 1, 1 in the place of 1, 2, 4 the balance is +2, and not 0."),
        (0, 0, (0, 0), ""),
    ],
)
def test_how_far_the_balance_hangs_on_the_weights(
    advances: int, setbacks: int, balance: tuple[int, int], said: str
) -> None:
    advanced, set_back = balance
    one = replace(
        ONE, advances=advances, setbacks=setbacks, advanced_weight=advanced, set_back_weight=set_back
    )
    assert weights_words(one) == said


def test_each_figure_of_a_recommendations_finding_names_its_rows() -> None:
    one = replace(
        ONE,
        status="reversed",
        assessed_on=dt.date(2025, 1, 1),
        advances=3,
        setbacks=8,
        milestones_total=2,
        last_development=dt.date(2025, 11, 24),
    )
    named = [part.rows for part in recommendation_parts(one, 1, silent=True) if part.rows]
    assert named == ["status", "milestones", "advances", "sets-back", "last"]


def test_nobody_has_looked() -> None:
    began = dt.date(2026, 11, 2)
    assert unwatched_sentence(Unwatched(dt.date(2026, 10, 3), began)).startswith(
        "Nobody has looked since 3 October 2026; what is quiet since then says nothing"
    )
    assert unwatched_sentence(Unwatched(None, began)) == (
        "Nobody has looked since tracking began on 2 November 2026; what is quiet says nothing about "
        "the world."
    )


def test_the_band_and_what_stands_under_it() -> None:
    assert band_words(1, 5, 11) == "1 strictly, 5 with partly ones, of 11"
    assert judge_words(2, 2, 3) == "2 strictly, of the 3 it judged"
    judged = [
        replace(ONE, status="implemented", assessed_on=dt.date(2023, 12, 7), rhythm=Rhythm(1, DAY, DAY)),
        replace(ONE, status="in-progress", assessed_on=dt.date(2026, 1, 30)),
    ]
    assert text_of(judged_when(judgements(judged))) == (
        "Judged between 7 December 2023 and 30 January 2026; one of two has newer evidence."
    )
    assert text_of(attribution_words(0, 107)) == (
        "None of the 107 links is recorded as having come of the document."
    )
    assert judged_when(judgements([ONE])) == []


def test_how_much_a_picture_shows() -> None:
    assert extent_words(58, 2, 12) == (
        "58 developments since publication, two of them only reported (hollow, in no figure but days); "
        "12 before it, greyed, in no figure. Each mark opens its development."
    )
    assert extent_words(0, 0, 0).startswith("No developments since publication.")
    counted = replace(ONE, advances=10, setbacks=1, context=2, reported=1)
    assert evidence_words(counted).replace("\u00a0", " ") == "10 advances, 1 setback, 2 context; 1 reported"
