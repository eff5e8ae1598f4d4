"""What stands in an address is read with care: unknown words mean the default."""

from __future__ import annotations

import pytest

from tracker.dashboard.choices import Choice, per_page, read_attribution, read_choice


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
        "rule": "overdue",
        "newer": "1",
        "page": "3",
    }
    assert read_choice(given) == Choice("status", "-days", True, "", "overdue", True, False, 3)
    assert read_attribution({"attribution": "convergent"}) == "convergent"


@pytest.mark.parametrize(
    ("links", "recommendations", "size"),
    [(0, 0, 50), (107, 11, 50), (50_000, 1000, 50), (300_000, 1000, 10), (75_000, 1000, 40)],
)
def test_a_page_takes_fewer_recommendations_where_they_have_very_many_links(
    links: int, recommendations: int, size: int
) -> None:
    assert per_page(links, recommendations) == size
