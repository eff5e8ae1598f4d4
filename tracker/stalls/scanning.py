"""The scan's single steps: what is marked, what should be flagged, and the statements that make it so.

Each write is one statement for all flags and says what it changed; `services.scan` puts the steps
in order, in one transaction, under one lock.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from tracker.core.asof import AsOf
from tracker.stalls.choices import UNRESOLVED
from tracker.stalls.models import Flag, Mark
from tracker.stalls.queries import Examination, looked_at
from tracker.stalls.rules import Finding
from tracker.stalls.sentences import area_reason, reason

#: One lock for every scan of this database (an arbitrary number of our own).
LOCK = 7_420_181_015

#: A flag that returns within these days is the same flag, opened again.
REOPEN_DAYS = 30

#: (recommendation id or None, area id or None, rule)
FlagKey = tuple[int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks that a scan has read: their ids, what they touch, and since when."""

    ids: tuple[int, ...]
    area_ids: frozenset[int]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A flag as it should stand after the scan."""

    key: FlagKey
    since: date
    numbers: str
    reason: str


def try_lock() -> bool:
    """Take the scan's lock until the transaction ends; return whether it was free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        (taken,) = cursor.fetchone()
    return bool(taken)


def wait_for_lock() -> None:
    """Wait for the scan's lock and keep it until the transaction ends.

    Under READ COMMITTED the statements after it see what the one before has committed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def read_marks() -> Marks:
    """Read what was touched, before any fact is read, so that no change can slip between."""
    rows = list(Mark.objects.values_list("id", "area_id", "marked_at"))
    return Marks(
        tuple(row[0] for row in rows),
        frozenset(row[1] for row in rows),
        min((row[2] for row in rows), default=None),
    )


def delete_marks(marks: Marks) -> None:
    """Delete exactly the marks that were read; others came meanwhile and wait for the next scan."""
    if marks.ids:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM stalls_mark WHERE id = ANY(%s)", [list(marks.ids)])


def wanted(examination: Examination) -> dict[FlagKey, Wanted]:
    """Return the flags that should stand, in code order, an area's after its recommendations'."""
    found: dict[FlagKey, Wanted] = {}
    day = examination.day
    for recommendation_id, stall in examination.stalls.items():
        for finding in stall.findings:
            sentence = reason(finding, day, looked_at(stall.figures))
            _add(found, (recommendation_id, None, finding.rule), finding, sentence)
    for area in examination.areas:
        for finding in area.findings:
            sentence = area_reason(finding, day, area.looked)
            _add(found, (None, area.area_id, finding.rule), finding, sentence)
    return found


def _add(found: dict[FlagKey, Wanted], key: FlagKey, finding: Finding, sentence: str) -> None:
    numbers = json.dumps(dict(finding.numbers), sort_keys=True, ensure_ascii=False)
    found[key] = Wanted(key, finding.since, numbers, sentence)


def standing(area_ids: Iterable[int] | None) -> dict[FlagKey, Flag]:
    """Return the unresolved flags of some areas and their recommendations, or of all."""
    flags = Flag.objects.filter(state__in=UNRESOLVED).order_by("id")
    if area_ids is not None:
        ids = list(area_ids)
        of_areas = flags.filter(area_id__in=ids)
        of_recommendations = flags.filter(recommendation__area_id__in=ids)
        rows = [*of_recommendations, *of_areas]
    else:
        rows = list(flags)
    return {(flag.recommendation_id, flag.area_id, flag.rule): flag for flag in rows}


_VALUES = (
    "unnest(%(recommendations)s::bigint[], %(areas)s::bigint[], %(rules)s::text[], %(sinces)s::date[],"
    " %(numbers)s::text[], %(reasons)s::text[])"
    " AS want(recommendation_id, area_id, rule, since, numbers, reason)"
)
_SAME = (
    "f.rule = want.rule AND f.recommendation_id IS NOT DISTINCT FROM want.recommendation_id"
    " AND f.area_id IS NOT DISTINCT FROM want.area_id"
)


def _arrays(flags: Sequence[Wanted]) -> dict[str, Any]:
    return {
        "recommendations": [flag.key[0] for flag in flags],
        "areas": [flag.key[1] for flag in flags],
        "rules": [flag.key[2] for flag in flags],
        "sinces": [flag.since for flag in flags],
        "numbers": [flag.numbers for flag in flags],
        "reasons": [flag.reason for flag in flags],
    }


def reopen(flags: Sequence[Wanted], now: datetime) -> list[tuple[int, FlagKey]]:
    """Open again the flags that resolved lately; return their ids and what they are of."""
    return _returning(
        f"""
        UPDATE stalls_flag f SET state = 'open', resolved_at = NULL, resolved_by_id = NULL, resolution = '',
            reopened_at = %(now)s, since = want.since, numbers = want.numbers::jsonb, reason = want.reason,
            cause = '', note = '', handled_by_id = NULL, handled_at = NULL, snoozed_until = NULL,
            version = f.version + 1
        FROM {_VALUES}
        WHERE {_SAME} AND f.id = (
            SELECT old.id FROM stalls_flag old
            WHERE old.rule = want.rule AND old.state = 'resolved' AND old.resolved_at > %(after)s
              AND (old.recommendation_id = want.recommendation_id OR old.area_id = want.area_id)
            ORDER BY old.resolved_at DESC, old.id DESC LIMIT 1)
        RETURNING f.id, f.recommendation_id, f.area_id, f.rule
        """,  # noqa: S608 - composed of named parts; values are parameters
        {**_arrays(flags), "now": now, "after": now - timedelta(days=REOPEN_DAYS)},
    )


def open_new(flags: Sequence[Wanted], now: datetime) -> list[tuple[int, FlagKey]]:
    """Open flags; the partial unique index lets each stand once. Return the new ones."""
    return _returning(
        f"""
        INSERT INTO stalls_flag (version, created_at, recommendation_id, area_id, rule, state, since, numbers,
            reason, opened_at, resolution, cause, note)
        SELECT 1, %(now)s, want.recommendation_id, want.area_id, want.rule, 'open', want.since,
            want.numbers::jsonb, want.reason, %(now)s, '', '', ''
        FROM {_VALUES}
        ON CONFLICT DO NOTHING
        RETURNING id, recommendation_id, area_id, rule
        """,  # noqa: S608 - composed of named parts; values are parameters
        {**_arrays(flags), "now": now},
    )


def renew(flags: Sequence[Wanted]) -> None:
    """Bring since, numbers and reason of unresolved flags up to date, in place."""
    _returning(
        f"""
        UPDATE stalls_flag f SET since = want.since, numbers = want.numbers::jsonb, reason = want.reason
        FROM {_VALUES}
        WHERE {_SAME} AND f.state <> 'resolved'
        RETURNING f.id, f.recommendation_id, f.area_id, f.rule
        """,  # noqa: S608 - composed of named parts; values are parameters
        _arrays(flags),
    )


def resolve(
    flag_ids: Sequence[int], by: Sequence[int | None], why: Sequence[str], now: datetime
) -> list[tuple[int, FlagKey]]:
    """Resolve flags, each with the development that ended it (or none) and the reason."""
    return _returning(
        """
        UPDATE stalls_flag f SET state = 'resolved', resolved_at = %(now)s, resolved_by_id = ended.by,
            resolution = ended.why, snoozed_until = NULL, version = f.version + 1
        FROM unnest(%(ids)s::bigint[], %(by)s::bigint[], %(why)s::text[]) AS ended(id, by, why)
        WHERE f.id = ended.id AND f.state <> 'resolved'
        RETURNING f.id, f.recommendation_id, f.area_id, f.rule
        """,
        {"ids": list(flag_ids), "by": list(by), "why": list(why), "now": now},
    )


def wake(area_ids: Iterable[int] | None, asof: AsOf, zone: str) -> list[tuple[int, FlagKey]]:
    """End snoozes whose day has come, or, without a day, where a later development was linked."""
    return _returning(
        """
        UPDATE stalls_flag f SET state = 'open', snoozed_until = NULL, version = f.version + 1
        WHERE f.state = 'snoozed'
          AND (%(areas)s::bigint[] IS NULL OR f.area_id = ANY(%(areas)s::bigint[])
               OR f.recommendation_id IN (
                   SELECT id FROM documents_recommendation WHERE area_id = ANY(%(areas)s::bigint[])))
          AND (f.snoozed_until <= %(day)s OR (f.snoozed_until IS NULL AND EXISTS (
                SELECT FROM developments_link l JOIN documents_recommendation r ON r.id = l.recommendation_id
                WHERE (r.id = f.recommendation_id OR r.area_id = f.area_id)
                  AND l.published_at IS NOT NULL AND l.retracted_at IS NULL
                  AND l.latest > (f.handled_at AT TIME ZONE %(zone)s)::date AND l.latest <= %(day)s)))
        RETURNING f.id, f.recommendation_id, f.area_id, f.rule
        """,
        {"areas": None if area_ids is None else list(area_ids), "day": asof.day, "zone": zone},
    )


def _returning(statement: str, given: Mapping[str, Any]) -> list[tuple[int, FlagKey]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [(row[0], (row[1], row[2], row[3])) for row in cursor.fetchall()]
