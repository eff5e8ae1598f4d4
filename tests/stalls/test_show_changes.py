"""`show_changes` tells apart why the essay's figures changed, in both formats, and refuses what goes back."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
BETWEEN = ("--from", "2024-03-01", "--as-of", "2026-11-24")


def show(*arguments: str) -> str:
    out = StringIO()
    call_command("show_changes", "chun-2022", *arguments, stdout=out)
    return out.getvalue()


def _answer(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(show(*arguments, "--format", "json"))
    return answer


def test_the_agendas_change_is_told_as_worked_out_by_hand() -> None:
    """Balance +14 to +25 and momentum +6.9869 to +1.0663 over 998 days.

    What stood faded to 6.9869 · 2^(−998/180) = 0.1497, so by 6.8372; eight links of later days add +11 and
    0.9166; the ends lie 5.9206 apart.
    """
    (five,) = _answer(*BETWEEN, "--recommendation", "gradual-agenda")["recommendations"]
    groups = {each["group"]: each for each in five["groups"]}
    assert list(groups) == ["corrected", "judged-anew", "learned-late", "world-moved", "time-passed"]
    assert (five["before"]["balance"], five["after"]["balance"]) == (14, 25)
    assert (five["before"]["momentum"], five["after"]["momentum"]) == (6.9869, 1.0663)
    world, passed, anew = groups["world-moved"], groups["time-passed"], groups["judged-anew"]
    assert (world["links"], world["meetings"], world["balance"], world["milestones_met"]) == (8, 2, 11, 2)
    assert (world["momentum"], passed["momentum"]) == (0.9166, -6.8372)
    assert (world["days_since_development"], passed["days_since_development"]) == (-626, 998)
    assert anew["status"] == ["not-assessed", "partly-implemented"]
    assert world["rows"][0]["title"] == "Leaders announce a trilateral secretariat"
    assert five["findings_began"] == ["silent", "no-advance", "overdue", "off-rhythm"]


def test_everything_adds_up_as_printed() -> None:
    for each in _answer(*BETWEEN)["recommendations"]:
        for name in ("advances", "setbacks", "context", "balance", "milestones_met", "days_since_advance"):
            made = sum(group[name] for group in each["groups"])
            assert each["after"][name] - each["before"][name] == made
        made = sum(round(group["momentum"] * 10000) for group in each["groups"])
        assert round(each["after"]["momentum"] * 10000) - round(each["before"]["momentum"] * 10000) == made


def test_the_table_names_the_groups_and_counts_what_did_not_change() -> None:
    said = show(*BETWEEN)
    assert "R5 Widen the agenda and scope step by step" in said
    assert "world-moved" in said
    assert "not-assessed -> partly-implemented" in said
    assert "began: silent, no-advance, overdue, off-rhythm" in said
    assert said.rstrip().endswith("Of 1 no row differs and no finding began or ended.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "2022-08-09"), "There is nothing to ask before 10 August 2022"),
        (("--from", "2024-03-02", "--as-of", "2024-03-01"), "give the earlier day first"),
        (("--from", "2024-03-01", "--recommendation", "none"), "There is no recommendation “none”."),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        show(*arguments)
