"""Other judges' newest verdicts beside the team's status, as of a day and as known at a moment."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.choices import NOT_ASSESSED
from tracker.progress.judges import Compared, Judge, JudgeVerdict, SourceOf
from tracker.progress.queries import Scope, parameters, rows

_COMPARED = f"""
SELECT r.id, d.key, r.key, r.code, r.title, status.status, status.confidence, status.date, v.verdicts
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(
               j.key, j.name, j.own_name, j.own_language, n.status, n.confidence, n.date, n.rationale,
               o.id, o.title, o.url, o.publisher, o.date) ORDER BY j.name, j.key) AS verdicts
    FROM (
        SELECT DISTINCT ON (s.judge_id) s.judge_id, s.status, s.confidence, s.date, s.rationale, s.source_id
        FROM progress_assessment s
        WHERE s.recommendation_id = r.id AND s.judge_id IS NOT NULL AND s.date <= %(day)s AND {sql.known("s")}
        ORDER BY s.judge_id, s.date DESC, s.published_at DESC, s.id DESC
    ) n
    JOIN documents_actor j ON j.id = n.judge_id
    LEFT JOIN documents_source o ON o.id = n.source_id
    OFFSET 0
) v
{sql.STATUS}
WHERE {{where}} AND v.verdicts IS NOT NULL
ORDER BY d.published_on, d.key COLLATE "C", r.code_order COLLATE "C", r.id
"""


#: What one actor judged.
OF_JUDGE = """d.published_on <= %(day)s
    AND r.id IN (SELECT mine.recommendation_id FROM progress_assessment mine
                 WHERE mine.judge_id = %(actor)s)"""
COLUMNS = 9


def compared(scope: Scope, asof: AsOf) -> list[Compared]:
    """Return the recommendations that other judges judged, in code order; one query."""
    found = rows(compared_statement(scope.where()), parameters(asof, scope))
    return [compared_of(row) for row in found]


def compared_statement(where: str) -> str:
    """Return the read of these recommendations, for a larger read to hold."""
    return _COMPARED.format(where=where)


def compared_of(row: Sequence[Any]) -> Compared:
    """Return a recommendation from its row."""
    recommendation_id, document, key, code, title, team, confidence, on, verdicts = row
    return Compared(
        recommendation_id,
        document,
        key,
        code,
        title,
        team or NOT_ASSESSED,
        confidence or "",
        dt.date.fromisoformat(on) if isinstance(on, str) else on,
        tuple(_verdict(each) for each in verdicts),
    )


def _verdict(row: list[Any]) -> JudgeVerdict:
    return JudgeVerdict(
        judge=Judge(*row[:4]),
        status=row[4],
        confidence=row[5],
        date=dt.date.fromisoformat(row[6]),
        rationale=row[7],
        source=SourceOf(*row[8:]) if row[8] is not None else None,
    )
