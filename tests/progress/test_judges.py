"""Whose judgement: where other judges differ from the team, and what our statuses are called elsewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.local.places import PROJECT
from tracker.progress import crosswalks
from tracker.progress.choices import NOT_ASSESSED, Status
from tracker.progress.judges import differences, differences_sentence, differs
from tracker.progress.sentences import text_of

STATUSES = st.sampled_from([*Status.values, NOT_ASSESSED])
ROW = st.tuples(STATUSES, st.lists(st.sampled_from(Status.values), max_size=3))


def test_nobody_differs_where_the_team_has_not_judged() -> None:
    assert differs("in-progress", "implemented")
    assert differs("not-assessable", "implemented")
    assert not differs("implemented", "implemented")
    assert not differs(NOT_ASSESSED, "implemented")


@pytest.mark.parametrize(
    ("rows", "judges", "said"),
    [
        ([], [], ""),
        ([("implemented", [])], [], ""),
        (
            [("in-progress", ["implemented"])] * 3 + [("implemented", ["implemented"])],
            ["Japan", "Korea"],
            "Other judges differ from the team on three of the four recommendations that both judged.",
        ),
        (
            [("in-progress", ["implemented"])] * 2,
            ["Japan"],
            "Japan differs from the team on all of the two recommendations that both judged.",
        ),
        (
            [("in-progress", ["implemented", "in-progress"])],
            ["Japan", "Korea"],
            "Other judges differ from the team on the one recommendation that both judged.",
        ),
        (
            [("implemented", ["implemented"])] * 2,
            ["Japan"],
            "Japan agrees with the team on the two recommendations that both judged.",
        ),
        (
            [(NOT_ASSESSED, ["implemented"])] * 2,
            ["Japan", "Korea"],
            "The team has judged none of the two recommendations that other judges have.",
        ),
        (
            [(NOT_ASSESSED, ["implemented"])],
            ["Japan"],
            "The team has not judged the one recommendation that Japan has.",
        ),
    ],
)
def test_the_difference_is_said_in_a_sentence(
    rows: list[tuple[str, list[str]]], judges: list[str], said: str
) -> None:
    assert text_of(differences_sentence(differences(rows, judges))) == said


@given(st.lists(ROW, max_size=12))
def test_differences_never_exceed_what_both_judged(rows: list[tuple[str, list[str]]]) -> None:
    found = differences(rows, ["Japan"])
    assert 0 <= found.differ <= found.both <= found.judged <= len(rows)


def test_every_status_has_a_word_on_each_scale_or_is_said_to_have_none() -> None:
    assert set(crosswalks.STATUSES) == {*Status.values, NOT_ASSESSED} == set(crosswalks.TABLE)
    for status in crosswalks.STATUSES:
        assert [each.scale for each in crosswalks.called(status)] == list(crosswalks.SCALES)
        for each in crosswalks.called(status):
            assert each.fit.word is None or each.fit.word in each.scale.words


def test_the_docs_show_the_same_table_with_its_sources() -> None:
    text = (PROJECT / "docs" / "judging.md").read_text(encoding="utf-8")
    _before, heading, section = text.partition("## Other judges and their scales")
    assert heading
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    names = ["our status", *(scale.name for scale in crosswalks.SCALES)]
    at = lines.index(names)
    shown = {row[0]: row[1:] for row in lines[at + 2 : at + 2 + len(crosswalks.STATUSES)]}
    assert shown == {
        status.replace("-", " "): [_cell(each.fit) for each in crosswalks.called(status)]
        for status in crosswalks.STATUSES
    }
    for scale in crosswalks.SCALES:
        for source in scale.sources:
            assert re.search(rf"{re.escape(source)}[)\s]", section), source


def _cell(fit: crosswalks.Fit) -> str:
    word = fit.word or "none"
    return f"{word} ({fit.note})" if fit.note else word
