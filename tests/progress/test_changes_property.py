"""For any history and any two ends, what changed adds up, and every row is told why as the design says."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.progress import histories
from tests.progress.histories import End, History, Text, two_ends
from tracker.core.asof import AsOf
from tracker.progress import changed_rows, queries
from tracker.progress.changes import BY_ROWS, Moves, Row, Why
from tracker.progress.deltas import deltas
from tracker.progress.measures import Figures
from tracker.progress.queries import Scope

WHOLE = [
    "advances", "setbacks", "context", "reported", "balance", "milestones_met", "days_since_development",
    "days_since_advance",
]  # fmt: skip


def asof(end: End) -> AsOf:
    now = histories.hour(1000)
    return AsOf(day=end.day, known_at=end.known_at, now=now, today=now.date())


def _told(delta: Any) -> dict[str, Any]:
    return {name: getattr(delta, name) for name in WHOLE}


def _adds_up(before: Figures, after: Figures, moves: Moves) -> None:
    parts = deltas(before, after, moves)
    assert list(parts) == list(Why)
    for name in WHOLE:
        made = sum(getattr(part, name) for part in parts.values())
        assert getattr(after, name) - getattr(before, name) == made, name
    for name in ("advances", "setbacks", "context", "reported", "balance", "milestones_met"):
        assert getattr(parts[Why.TIME_PASSED], name) == 0
    made = sum(part.momentum for part in parts.values())
    assert after.momentum - before.momentum == pytest.approx(made, abs=5e-9)
    changes = [part.status for part in parts.values() if part.status]
    assert all(one[1] == other[0] for one, other in pairwise(changes))
    told = (changes[0][0], changes[-1][1]) if changes else (before.status, before.status)
    assert told == (before.status, after.status)


def _as_the_text_says(text: Text, rows: list[Any], moves: Moves, before: Figures, after: Figures) -> None:
    parts = deltas(before, after, moves)
    here = {row for row in rows if text.counts(row, text.first)}
    differing = [row for row in rows if text.differs(row)]
    assert sum(sum(moves.rows[group].values()) for group in BY_ROWS) == len(differing)
    for group in BY_ROWS:
        mine = [row for row in differing if text.group(row) == group]
        assert moves.rows[group] == {sort: sum(row.sort == sort for row in mine) for sort in Row}
        then = {row for row in here if row not in mine} | {row for row in mine if row not in here}
        was, now = text.figures(here, after.day), text.figures(then, after.day)
        assert _told(parts[group]) == {name: now[name] - was[name] for name in WHOLE}
        assert parts[group].momentum == pytest.approx(now["momentum"] - was["momentum"], abs=5e-9)
        changed = None if was["status"] == now["status"] else (was["status"], now["status"])
        assert parts[group].status == changed
        here = then
    assert here == {row for row in rows if text.counts(row, text.second)}


@pytest.mark.django_db
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories.histories(), ends=two_ends())
def test_what_changed_adds_up_and_is_told_apart_by_the_designs_words(
    history: History, ends: tuple[End, End]
) -> None:
    with transaction.atomic():
        document = histories.save(history)
        scope = Scope(document_ids=(document.pk,))
        earlier, later = asof(ends[0]), asof(ends[1])
        before, after = queries.figures(scope, earlier), queries.figures(scope, later)
        moved = changed_rows.moved(scope, earlier, later)
        links = changed_rows.changed_links(scope, earlier, later, cap=1000)
        text = Text(history, *ends)
        for was, now, rows in zip(before, after, history.recommendations, strict=True):
            moves = moved.moves.get(now.recommendation_id, Moves())
            _adds_up(was, now, moves)
            _as_the_text_says(text, rows, moves, was, now)
            _rows_are_told(moves, links.get(now.recommendation_id, {}))
        transaction.set_rollback(True)


def _rows_are_told(moves: Moves, links: dict[Why, list[changed_rows.ChangedLink]]) -> None:
    """Every link that differs is told once: alone, or beside the version that took its place."""
    for group in BY_ROWS:
        told = links.get(group, [])
        assert sum(1 + (each.before is not None) for each in told) == moves.rows[group][Row.LINK]
        assert moves.told(group) == len(told)
