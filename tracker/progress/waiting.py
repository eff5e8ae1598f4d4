"""What waits on what, with how the other stands, as of a day and as known at a moment."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.progress import sql
from tracker.progress.choices import NOT_ASSESSED


@dataclass(frozen=True, slots=True)
class Named:
    """A recommendation by its keys, code and title."""

    document_key: str
    key: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Wait:
    """One recommendation waits on another, which the team judged so."""

    waiting: Named
    on: Named
    status: str


OF_ACTOR = """EXISTS (SELECT FROM documents_recommendationaddressee ra
                      WHERE ra.recommendation_id = w.id AND ra.actor_id = %(actor)s)"""
OF_AREA = "w.area_id = %(area)s"
COLUMNS = 9


def waiting_statement(which: str) -> str:
    """Return the read of what these recommendations (w) wait on (r), in documents out by the day."""
    return f"""
SELECT wd.key, w.key, w.code, w.title, d.key, r.key, r.code, r.title, status.status
FROM documents_dependency dp
JOIN documents_recommendation w ON w.id = dp.recommendation_id
JOIN documents_document wd ON wd.id = w.document_id
JOIN documents_recommendation r ON r.id = dp.depends_on_id
JOIN documents_document d ON d.id = r.document_id
{sql.STATUS}
WHERE wd.published_on <= %(day)s AND d.published_on <= %(day)s AND {which}
ORDER BY wd.published_on, wd.key COLLATE "C", w.code_order COLLATE "C", r.code_order COLLATE "C", r.id
"""


def wait_of(row: Sequence[Any]) -> Wait:
    """Return one wait from its row."""
    return Wait(Named(*row[:4]), Named(*row[4:8]), row[8] or NOT_ASSESSED)
