"""Who looked at which recommendations when and where, and which are due to be looked at."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.looking import Looking
from tracker.progress.queries import EVERYTHING, Scope, parameters, rows


@dataclass(frozen=True, slots=True)
class LookRow:
    """A recommendation with a review rhythm, and where somebody looked last time."""

    recommendation_id: int
    document_key: str
    document_title: str
    key: str
    code: str
    title: str
    where: str
    looking: Looking

    @property
    def name(self) -> str:
        """DOCUMENT/KEY."""
        return f"{self.document_key}/{self.key}"


_ROWS = f"""
SELECT r.id, d.key, d.title, r.key, r.code, r.title, r.review_every, looked.checked, looked.published,
    d.tracking_began_at, d.published_on,
    (SELECT ch."where" FROM developments_check ch
     WHERE ch.recommendation_id = r.id AND ch."on" <= %(day)s AND ch.recorded_at <= {sql.KNOWN_AT}
     ORDER BY ch."on" DESC, ch.id DESC LIMIT 1)
FROM documents_recommendation r JOIN documents_document d ON d.id = r.document_id
{sql.LOOKED}
WHERE r.review_every IS NOT NULL AND {{where}}
ORDER BY d.key COLLATE "C", r.code_order COLLATE "C", r.id
"""


def with_rhythm(asof: AsOf, scope: Scope = EVERYTHING) -> list[LookRow]:
    """Return the recommendations that are to be looked at in some rhythm, in code order; one query."""
    found = []
    for row in rows(_ROWS.format(where=scope.where()), parameters(asof, scope)):
        rec_id, document, document_title, key, code, title, every, checked, published, began, out, where = row
        since = max(clock.day_of(began), out) if began else out
        days = [checked, clock.day_of(published) if published else None]
        last = max((day for day in days if day), default=None)
        looking = Looking(every, last, since, asof.day)
        found.append(LookRow(rec_id, document, document_title, key, code, title, where or "", looking))
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """One look: a check, or a link that a person published and so looked."""

    on: dt.date
    who: str
    where: str
    key: str
    code: str
    title: str
    #: The development that was linked, where one was.
    development: str
    development_title: str


_WHO = "coalesce(nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''), u.username, '')"
_RECORD = f"""
SELECT look.day, look.who, look.place, look.key, look.code, look.title, look.development, look.what
FROM (
    SELECT c."on" AS day, c.recorded_at AS at, c.id, coalesce(nullif(c.by_name, ''), {_WHO}) AS who,
        c."where" AS place, r.key, r.code, r.title, '' AS development, '' AS what
    FROM documents_recommendation r
    JOIN documents_document d ON d.id = r.document_id
    CROSS JOIN LATERAL (
        SELECT ch.* FROM developments_check ch
        WHERE ch.recommendation_id = r.id AND ch."on" <= %(day)s AND ch.recorded_at <= {sql.KNOWN_AT}
        ORDER BY ch."on" DESC, ch.id DESC LIMIT %(until)s
    ) c
    LEFT JOIN accounts_user u ON u.id = c.user_id
    WHERE {{where}}
    UNION ALL
    SELECT (p.published_at AT TIME ZONE %(zone)s)::date, p.published_at, p.id, {_WHO}, '',
        r.key, r.code, r.title, dev.key, dev.title
    FROM documents_recommendation r
    JOIN documents_document d ON d.id = r.document_id
    CROSS JOIN LATERAL (
        SELECT l.id, l.published_at, l.published_by_id, l.development_id FROM developments_link l
        WHERE l.recommendation_id = r.id AND l.looked
            AND l.published_at <= least({sql.KNOWN_AT}, %(day_end)s::timestamptz)
        ORDER BY l.published_at DESC LIMIT %(until)s
    ) p
    JOIN developments_development dev ON dev.id = p.development_id
    LEFT JOIN accounts_user u ON u.id = p.published_by_id
    WHERE {{where}}
) look
ORDER BY look.day DESC, look.at DESC, look.id DESC
LIMIT %(most)s OFFSET %(first)s
"""


def record(scope: Scope, asof: AsOf, *, first: int = 0, most: int = 100) -> list[Look]:
    """Return who looked when and where, the newest first, from the ``first`` on; one query."""
    given = {
        **parameters(asof, scope),
        "zone": str(clock.zone()),
        "first": first,
        "most": most,
        "until": first + most,
    }
    return [Look(*row) for row in rows(_RECORD.format(where=scope.where()), given)]
