"""Promises with every move of a due day and every meeting, as of a day and as known at a moment."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.progress import sql
from tracker.progress.judges import SourceOf
from tracker.progress.slippage import Move, Promise


@dataclass(frozen=True, slots=True)
class Promiser:
    """An actor that made a promise."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move of a due day with the source that announced it."""

    move: Move
    source: SourceOf | None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise: what, of which recommendation, by whom, with all that became of it."""

    document_key: str
    recommendation_key: str
    code: str
    recommendation: str
    title: str
    promise: Promise
    moves: tuple[MoveRow, ...]
    by: tuple[Promiser, ...]
    met_by: str
    """The key of the development that met or un-met it last."""


_MOVES = """
(SELECT json_agg(json_build_array(v.announced, v.due, o.id, o.title, o.url, o.publisher, o.date)
                 ORDER BY v.announced, v.position, v.id)
 FROM documents_duemove v LEFT JOIN documents_source o ON o.id = v.source_id
 WHERE v.milestone_id = m.id AND v.announced <= %(day)s)
"""
_MEETINGS = f"""
(SELECT json_agg(json_build_array(g.latest, g.met, dev.key)
                 ORDER BY g.latest, g.earliest, dev.key COLLATE "C")
 FROM developments_meeting g JOIN developments_development dev ON dev.id = g.development_id
 WHERE g.milestone_id = m.id AND {sql.meetings("g")})
"""
_BY = """
(SELECT json_agg(json_build_array(a.key, coalesce(nullif(a.short, ''), a.name)) ORDER BY p.position, p.id)
 FROM documents_milestonepromise p JOIN documents_actor a ON a.id = p.actor_id
 WHERE p.milestone_id = m.id)
"""
#: What an actor promised.
BY_ACTOR = """EXISTS (SELECT FROM documents_milestonepromise mine
                      WHERE mine.milestone_id = m.id AND mine.actor_id = %(actor)s)"""
#: What anybody promised in an area, and what is due there on a day.
OF_AREA = """r.area_id = %(area)s AND (
    m.due IS NOT NULL
    OR EXISTS (SELECT FROM documents_milestonepromise p WHERE p.milestone_id = m.id)
    OR EXISTS (SELECT FROM documents_duemove v WHERE v.milestone_id = m.id AND v.announced <= %(day)s))"""
COLUMNS = 9


def promises_statement(which: str) -> str:
    """Return the read of these promises, first due first; of documents out by the day."""
    return f"""
SELECT d.key, r.key, r.code, r.title, m.title, m.due, {_MOVES}, {_MEETINGS}, {_BY}
FROM documents_milestone m
JOIN documents_recommendation r ON r.id = m.recommendation_id
JOIN documents_document d ON d.id = r.document_id
WHERE d.published_on <= %(day)s AND {which}
ORDER BY m.due NULLS LAST, d.published_on, d.key COLLATE "C", r.code_order COLLATE "C", m.position, m.id
"""


def promise_of(row: Sequence[Any], day: dt.date) -> PromiseRow:
    """Return a promise from its row."""
    document, recommendation, code, of, title, due, moves, meetings, by = row
    told = tuple(_move(each) for each in moves or ())
    return PromiseRow(
        document,
        recommendation,
        code,
        of,
        title,
        Promise(
            day,
            dt.date.fromisoformat(due) if due else None,
            tuple(each.move for each in told),
            tuple((dt.date.fromisoformat(on), met) for on, met, _ in meetings or ()),
        ),
        told,
        tuple(Promiser(*each) for each in by or ()),
        meetings[-1][2] if meetings else "",
    )


def _move(row: Sequence[Any]) -> MoveRow:
    announced, due, *source = row
    return MoveRow(
        Move(dt.date.fromisoformat(announced), dt.date.fromisoformat(due)),
        SourceOf(*source) if source[0] is not None else None,
    )
