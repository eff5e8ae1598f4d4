"""What stands beside a recommendation's figures, in one statement of named parts.

Each part is a sub-select that yields JSON, about recommendation r of document d; a further thing
beside the figures is a further part, not a further query.
"""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from typing import Any

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.dashboard.history import MOST
from tracker.documents import related
from tracker.documents.models import Recommendation
from tracker.progress import sql
from tracker.progress.choices import SETTLED
from tracker.progress.queries import EVERYTHING, UNWATCHED_DAYS, parameters, rows
from tracker.stalls.choices import FlagState

#: So many checks are listed, and ticked on the picture.
CHECKS = 500

_NAME = "coalesce(nullif(trim(concat(u.first_name, ' ', u.last_name)), ''), u.username)"
_STATUSES = f"""
(SELECT json_agg(json_build_array(s.date, s.status) ORDER BY s.date, s.published_at, s.id)
 FROM progress_assessment s
 WHERE s.recommendation_id = o.id AND s.judge_id IS NULL AND s.date <= %(day)s AND {sql.known("s")})
"""


def _recent(column: str) -> str:
    """Return the condition that a moment lies between the start of tracking and the moment asked."""
    return f"{column} > d.tracking_began_at AND {column} <= %(moment)s"


def _taken(row: str, table: str, same: str) -> str:
    """Return the moment at which a row was taken back, where nothing took its place at that moment."""
    return f"""
    CROSS JOIN LATERAL (
        SELECT CASE WHEN {_recent(f"{row}.retracted_at")} AND NOT EXISTS (
            SELECT FROM {table} s WHERE {same} AND s.published_at = {row}.retracted_at
        ) THEN {row}.retracted_at END AS taken_at) taken
    """


def _newest(row: str) -> str:
    """Return the last moment at which something happened to a row that the list tells."""
    published = f"{row}.published_at"
    return f"greatest(CASE WHEN {_recent(published)} THEN {published} END, taken.taken_at)"


def _why(events: str) -> str:
    """Return the reason that was given as row x was retracted; history keeps it beside the change."""
    return f"""
    (SELECT nullif(c.metadata->>'reason', '')
     FROM {events} e JOIN pghistory_context c ON c.id = e.pgh_context_id
     WHERE x.taken_at IS NOT NULL AND e.pgh_obj_id = x.id AND e.retracted_at IS NOT NULL
     ORDER BY e.pgh_id LIMIT 1)
    """


def _others(mine: str, theirs: str) -> str:
    return f"""
    (SELECT json_agg(json_build_array(od.key, o.key, o.code, o.title, {_STATUSES})
                     ORDER BY o.code_order COLLATE "C")
     FROM documents_dependency dp
     JOIN documents_recommendation o ON o.id = dp.{theirs} JOIN documents_document od ON od.id = o.document_id
     WHERE dp.{mine} = r.id AND od.published_on <= %(day)s)
    """


def _neighbour(compare: str, order: str) -> str:
    return f"""
    (SELECT json_build_array(o.key, o.code, o.title) FROM documents_recommendation o
     WHERE o.document_id = r.document_id
       AND (o.code_order COLLATE "C", o.id) {compare} (r.code_order COLLATE "C", r.id)
     ORDER BY o.code_order COLLATE "C" {order}, o.id {order} LIMIT 1)
    """


PARTS: dict[str, str] = {
    "previous": _neighbour("<", "DESC"),
    "next": _neighbour(">", "ASC"),
    "paragraphs": """
    (SELECT json_agg(p.paragraph ORDER BY p.paragraph, p.id)
     FROM documents_passage p WHERE p.recommendation_id = r.id)
    """,
    "open_flags": f"""
    (SELECT count(DISTINCT f.recommendation_id) FROM stalls_flag f WHERE f.state = '{FlagState.OPEN.value}')
    """,
    "addressees": """
    (SELECT json_agg(json_build_array(a.key, a.name, a.short, a.own_name, a.own_language)
                     ORDER BY ra.position, ra.id)
     FROM documents_recommendationaddressee ra JOIN documents_actor a ON a.id = ra.actor_id
     WHERE ra.recommendation_id = r.id)
    """,
    "responses": """
    (SELECT json_agg(json_build_array(a.key, x.position, x.date, x.due, s.title, s.url)
                     ORDER BY x.date, x.id)
     FROM documents_response x JOIN documents_actor a ON a.id = x.actor_id
     LEFT JOIN documents_source s ON s.id = x.source_id
     WHERE x.recommendation_id = r.id)
    """,
    "waits_on": _others("recommendation_id", "depends_on_id"),
    "awaited_by": _others("depends_on_id", "recommendation_id"),
    "related": f"""
    (SELECT json_agg(x.told) FROM (
        SELECT json_build_array({related.COLUMNS}, coalesce(status.status, 'not-assessed')) AS told
        {related.FROM}{sql.STATUS} WHERE d.published_on <= %(day)s {related.ORDER}) x)
    """,
    "checks": f"""
    (SELECT json_agg(json_build_array(x."on", x."where", x.who, x.recorded_at)
                     ORDER BY x."on" DESC, x.id DESC)
     FROM (SELECT c.*, coalesce(nullif(c.by_name, ''), {_NAME}) AS who
           FROM developments_check c LEFT JOIN accounts_user u ON u.id = c.user_id
           WHERE c.recommendation_id = r.id AND c."on" <= %(day)s AND c.recorded_at <= {sql.KNOWN_AT}
           ORDER BY c."on" DESC, c.id DESC LIMIT {CHECKS}) x)
    """,
    "assessments": f"""
    (SELECT json_agg(json_build_array(
         s.id, s.date, s.status, s.confidence, s.rationale, j.key, j.name, so.title, so.url,
         (SELECT json_agg(json_build_array(dev.key, dev.title) ORDER BY c.position, c.id)
          FROM progress_citation c JOIN developments_development dev ON dev.id = c.development_id
          WHERE c.assessment_id = s.id), s.author_id, {_NAME})
         ORDER BY s.date DESC, s.published_at DESC, s.id DESC)
     FROM progress_assessment s LEFT JOIN documents_actor j ON j.id = s.judge_id
     LEFT JOIN accounts_user u ON u.id = s.author_id
     LEFT JOIN documents_source so ON so.id = s.source_id
     WHERE s.recommendation_id = r.id AND s.date <= %(day)s AND {sql.known("s")})
    """,
    "milestones": f"""
    (SELECT json_agg(json_build_array(
         m.id, m.key, m.title, m.due, coalesce(moved.due, m.due), coalesce(meeting.met, false),
         meeting.latest,
         (SELECT json_agg(json_build_array(a.key, coalesce(nullif(a.short, ''), a.name))
                          ORDER BY p.position, p.id)
          FROM documents_milestonepromise p JOIN documents_actor a ON a.id = p.actor_id
          WHERE p.milestone_id = m.id),
         (SELECT json_agg(json_build_array(g.latest, g.met, dev.key, dev.title)
                          ORDER BY g.latest, g.earliest, dev.key COLLATE "C")
          FROM developments_meeting g JOIN developments_development dev ON dev.id = g.development_id
          WHERE g.milestone_id = m.id AND {sql.meetings("g")}),
         (SELECT json_agg(json_build_array(v.announced, v.due, s.title, s.url)
                          ORDER BY v.announced, v.position, v.id)
          FROM documents_duemove v LEFT JOIN documents_source s ON s.id = v.source_id
          WHERE v.milestone_id = m.id AND v.announced <= %(day)s)) ORDER BY m.position, m.id)
     FROM documents_milestone m {sql.LAST_MEETING}{sql.DUE} WHERE m.recommendation_id = r.id)
    """,
    #: Gaps and days between advances of the others of its document in its area (see off-rhythm).
    "rhythm": f"""
    (SELECT json_build_array(coalesce(sum(greatest(a.days - 1, 0)), 0), coalesce(sum(a.last - a.first), 0))
     FROM documents_recommendation o
     CROSS JOIN LATERAL (
         SELECT count(DISTINCT l.latest) AS days, min(l.latest) AS first, max(l.latest) AS last
         FROM developments_link l
         WHERE l.recommendation_id = o.id AND l.effect = 1 AND l.standing = 'confirmed'
           AND {sql.known("l")} AND {sql.within("l")}
         OFFSET 0) a
     WHERE o.document_id = r.document_id AND o.area_id = r.area_id AND o.id <> r.id)
    """,
    #: When somebody last looked at any unsettled one of its document; nothing while it is watched.
    "unwatched": """
    (SELECT CASE WHEN %(is_today)s AND NOT EXISTS (SELECT FROM unsettled u WHERE u.looked > %(watched_since)s)
            THEN (SELECT json_build_array(count(*), max(u.looked)) FROM unsettled u) END)
    """,
    #: A link that a successor replaced at that moment was not taken back: the successor tells of it.
    "linked": f"""
    (SELECT json_agg(json_build_array(x.published_at, x.taken_at, x.succeeds_id IS NOT NULL, x.title,
                                      x.published_by, x.retracted_by, x.reason,
                                      coalesce({_why("developments_linkevent")}, x.retract_reason, '')))
     FROM (SELECT l.*, dev.title, taken.taken_at,
                  CASE WHEN dev.retracted_at = l.retracted_at THEN dev.retract_reason END AS retract_reason,
                  (SELECT {_NAME} FROM accounts_user u WHERE u.id = l.published_by_id) AS published_by,
                  (SELECT {_NAME} FROM accounts_user u WHERE u.id = l.retracted_by_id) AS retracted_by
           FROM developments_link l JOIN developments_development dev ON dev.id = l.development_id
           {_taken("l", "developments_link", "s.development_id = l.development_id AND s.succeeds_id = l.id")}
           WHERE l.recommendation_id = r.id
             AND (({_recent("l.published_at")}) OR taken.taken_at IS NOT NULL)
           ORDER BY {_newest("l")} DESC LIMIT {MOST}) x)
    """,
    "judged": f"""
    (SELECT json_agg(json_build_array(x.published_at, x.taken_at, x.status, x.date, x.who, x.retracted_by,
                                      x.reason, coalesce({_why("progress_assessmentevent")}, '')))
     FROM (SELECT a.*, {_NAME} AS who, taken.taken_at,
                  (SELECT {_NAME} FROM accounts_user u WHERE u.id = a.retracted_by_id) AS retracted_by
           FROM progress_assessment a LEFT JOIN accounts_user u ON u.id = a.author_id
           {_taken("a", "progress_assessment", "s.recommendation_id = a.recommendation_id")}
           WHERE a.recommendation_id = r.id
             AND (({_recent("a.published_at")}) OR taken.taken_at IS NOT NULL)
           ORDER BY {_newest("a")} DESC LIMIT {MOST}) x)
    """,
    "looked": f"""
    (SELECT json_agg(json_build_array(x.recorded_at, x."where", x.who))
     FROM (SELECT c.*, coalesce(nullif(c.by_name, ''), {_NAME}) AS who
           FROM developments_check c LEFT JOIN accounts_user u ON u.id = c.user_id
           WHERE c.recommendation_id = r.id AND {_recent("c.recorded_at")}
           ORDER BY c.recorded_at DESC LIMIT {MOST}) x)
    """,
}

#: The latest look at each unsettled recommendation of the document; read only where it is asked for.
_UNSETTLED = f"""
unsettled AS (
    SELECT greatest(looked.checked, (looked.published AT TIME ZONE %(zone)s)::date) AS looked
    FROM documents_document d JOIN documents_recommendation r ON r.document_id = d.id
    {sql.STATUS}{sql.LOOKED}
    WHERE d.id = %(document_id)s AND coalesce(status.status, '') <> ALL(%(settled)s)
)
"""
#: It begins with SELECT, as only what reads does: history adds whose act it is to all else.
_BESIDE = f"""
SELECT told.* FROM (
WITH {_UNSETTLED}
SELECT {", ".join(PARTS.values())}
FROM documents_recommendation r JOIN documents_document d ON d.id = r.document_id
WHERE r.id = %(id)s
) told
"""


def read_beside(found: Recommendation, asof: AsOf) -> dict[str, Any]:
    """Return every part by its name, an empty list where there is nothing; one query."""
    given = {
        **parameters(asof, EVERYTHING),
        "id": found.pk,
        "document_id": found.document_id,
        "of_ids": [found.pk],
        "moment": asof.known_moment,
        "is_today": asof.is_today,
        "watched_since": asof.day - dt.timedelta(days=UNWATCHED_DAYS),
        "settled": [str(each) for each in SETTLED],
        "zone": str(clock.zone()),
    }
    ((*parts,),) = rows(_BESIDE, given)
    return {name: part if part is not None else [] for name, part in zip(PARTS, parts, strict=True)}
