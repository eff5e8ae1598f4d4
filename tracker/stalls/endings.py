"""Why a flag's rule no longer holds: the development that ended it, or what else did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from tracker.core.words import signed_decimal
from tracker.progress.choices import Status
from tracker.stalls.models import Flag
from tracker.stalls.policies import Policies
from tracker.stalls.queries import AreaStall, Examination
from tracker.stalls.rules import (
    NO_ADVANCE,
    OFF_RHYTHM,
    OVERDUE,
    RECOMMENDATIONS_STALLED,
    REVERSING,
    SILENT,
    Policy,
    Stall,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A link or meeting that was published or retracted, and the development it belongs to."""

    recommendation_id: int
    area_id: int
    development_id: int
    kind: str
    """`advances`, `sets-back`, `context`, `meets` or `unmeets`."""
    retracted: bool
    confirmed: bool
    latest: date


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended a flag."""

    flag_id: int
    development_id: int | None
    why: str


_CHANGES = """
WITH touched AS (
    SELECT r.id, r.area_id FROM documents_recommendation r
    WHERE r.area_id IN (
        SELECT area_id FROM documents_recommendation WHERE id = ANY(%(recommendations)s)
        UNION SELECT unnest(%(areas)s::bigint[]))
), moved AS (
    SELECT t.id AS recommendation_id, t.area_id, l.development_id,
           CASE l.effect WHEN 1 THEN 'advances' WHEN -1 THEN 'sets-back' ELSE 'context' END AS kind,
           l.retracted_at IS NOT NULL AS retracted, l.standing, l.earliest, l.latest,
           coalesce(l.retracted_at, l.published_at) AS moment
    FROM touched t JOIN developments_link l ON l.recommendation_id = t.id
    WHERE l.published_at >= %(since)s OR l.retracted_at >= %(since)s
    UNION ALL
    SELECT t.id, t.area_id, g.development_id, CASE WHEN g.met THEN 'meets' ELSE 'unmeets' END,
           g.retracted_at IS NOT NULL, g.standing, g.earliest, g.latest,
           coalesce(g.retracted_at, g.published_at)
    FROM touched t JOIN documents_milestone m ON m.recommendation_id = t.id
    JOIN developments_meeting g ON g.milestone_id = m.id
    WHERE g.published_at >= %(since)s OR g.retracted_at >= %(since)s
)
SELECT moved.recommendation_id, moved.area_id, moved.development_id, moved.kind, moved.retracted,
       moved.standing = 'confirmed', moved.latest
FROM moved JOIN developments_development dev ON dev.id = moved.development_id
ORDER BY moved.moment DESC, moved.latest DESC, moved.earliest DESC, dev.key COLLATE "C" DESC
"""


def changes(flags: Iterable[Flag], since: datetime | None) -> list[Change]:
    """Return what was published or retracted in the flags' areas since then, the last first; one query."""
    rows = list(flags)
    if since is None or not rows:
        return []
    given: dict[str, Any] = {
        "recommendations": [flag.recommendation_id for flag in rows if flag.recommendation_id],
        "areas": [flag.area_id for flag in rows if flag.area_id],
        "since": since,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, given)
        return [Change(*row) for row in cursor.fetchall()]


def endings(
    flags: Sequence[Flag], examination: Examination, policies: Policies, moved: Sequence[Change]
) -> list[Ending]:
    """Return what ended each flag, given what was published and retracted since the last scan (pure)."""
    by_area: dict[int, list[Change]] = {}
    for change in moved:
        by_area.setdefault(change.area_id, []).append(change)
    areas = {area.area_id: area for area in examination.areas}
    found = []
    for flag in flags:
        if flag.recommendation_id is not None:
            stall = examination.stalls.get(flag.recommendation_id)
            found.append(_of_recommendation(flag, stall, by_area, examination.day))
        else:
            area_id = flag.area_id or 0
            policy = policies.of_area(area_id)
            found.append(
                _of_area(flag, areas.get(area_id), policy, by_area.get(area_id, []), examination.day)
            )
    return found


def _of_recommendation(
    flag: Flag, stall: Stall | None, by_area: dict[int, list[Change]], day: date
) -> Ending:
    if stall is None:
        return Ending(flag.pk, None, "Its document is not out on this day.")
    figures, policy = stall.figures, stall.facts.policy
    if figures.settled:
        return Ending(flag.pk, None, f"It was judged {Status(figures.status).label}.")
    limit = policy.silent_days if flag.rule == SILENT else policy.no_advance_days
    near = by_area.get(figures.area_id, [])
    own = [each for each in near if each.recommendation_id == flag.recommendation_id]
    ended = next((each for each in own if _ends(flag.rule, each, day, limit)), None)
    if ended is None and flag.rule == OFF_RHYTHM:
        # Another recommendation of the area lends the rhythm by which this one is judged.
        ended = next((each for each in near if each.kind == "advances"), None)
    if ended is None:
        return Ending(flag.pk, None, _otherwise(flag, figures.momentum))
    return Ending(flag.pk, ended.development_id, _by(ended))


def _of_area(flag: Flag, area: AreaStall | None, policy: Policy, near: Sequence[Change], day: date) -> Ending:
    if area is None or not area.unsettled:
        return Ending(flag.pk, None, "None of its recommendations is unsettled any more.")
    limit = policy.silent_days if flag.rule == SILENT else policy.area_days
    ended = next((each for each in near if _ends(flag.rule, each, day, limit)), None)
    if ended is None:
        return Ending(flag.pk, None, "Fewer of its recommendations are stalled, or its policy changed.")
    return Ending(flag.pk, ended.development_id, _by(ended))


def _ends(rule: str, change: Change, day: date, limit: int) -> bool:
    """Return whether a change can have ended a rule."""
    lately = not change.retracted and 0 <= (day - change.latest).days < limit
    if rule == SILENT:
        return lately and change.kind not in {"meets", "unmeets"}
    if rule in {NO_ADVANCE, RECOMMENDATIONS_STALLED}:
        ends = lately and change.kind == "advances"
    elif rule == REVERSING:
        ends = change.kind == ("sets-back" if change.retracted else "advances")
    elif rule == OVERDUE:
        ends = change.kind == ("unmeets" if change.retracted else "meets")
    else:
        ends = change.kind == "advances"
    return ends and change.confirmed


def _by(change: Change) -> str:
    return "A development was retracted." if change.retracted else "A development was published."


def _otherwise(flag: Flag, momentum: float) -> str:
    if flag.rule == REVERSING:
        return f"Time did: its momentum has faded to {signed_decimal(momentum)}, or its policy changed."
    if flag.rule == OVERDUE:
        return "A due day was moved, or a milestone or target was taken away."
    return "Its policy, or the definitions it is judged by, changed."
