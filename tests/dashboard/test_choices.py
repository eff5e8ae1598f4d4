"""What stands in an address is read with care: unknown words mean the default."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from tracker.dashboard.choices import (
    NARROWING,
    Choice,
    kind_of_rows,
    read_attribution,
    read_choice,
    rows_behind,
)


def test_an_address_without_arguments_is_the_default() -> None:
    assert read_choice({}) == Choice()


def test_unknown_words_mean_the_default() -> None:
    given = {"group": "colour", "sort": "balance", "status": "x", "rule": "y", "page": "²", "view": "pie"}
    assert read_choice(given) == Choice()
    assert read_attribution({"attribution": "fate"}) == ""


def test_known_words_are_taken() -> None:
    given = {
        "group": "status",
        "sort": "-days",
        "show": "stalled",
        "status": "implemented",
        "rule": "overdue",
        "newer": "1",
        "attribution": "convergent",
        "open": "trade",
        "page": "3",
        "lanes": "2",
    }
    assert read_choice(given) == Choice(
        group="status",
        sort="-days",
        stalled=True,
        statuses=("implemented",),
        rule="overdue",
        newer=True,
        attribution="convergent",
        open="trade",
        page=3,
        lanes=2,
    )
    assert read_attribution({"attribution": "convergent"}) == "convergent"


def test_several_statuses_may_be_asked_for_and_a_verdict_only_of_a_judge() -> None:
    asked = QueryDict("status=implemented&status=partly-implemented&status=x&verdict=implemented")
    choice = read_choice(asked)
    assert choice.statuses == ("partly-implemented", "implemented")
    assert choice.verdicts == ()
    assert read_choice(QueryDict("judge=KR&verdict=implemented")).verdicts == ("implemented",)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("all", "recommendation"),
        ("silent", "recommendation"),
        ("reversed", "recommendation"),
        ("judge:KR:with-partly", "recommendation"),
        ("stalled-areas", "area"),
        ("advanced-areas", "area"),
        ("links", "link"),
        ("attributed", "link"),
    ],
)
def test_what_is_behind_a_figure_clears_every_other_filter(rows: str, kind: str) -> None:
    changes = rows_behind(rows)
    assert set(NARROWING) <= set(changes)
    assert kind_of_rows(rows) == kind
    assert any(changes.values()) or rows == "all"
