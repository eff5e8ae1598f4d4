"""The statements that find rows which count at one of two ends alone, with what is asked of each.

They take what `progress.sql` takes for the later end, and `day_1` and `known_at_1` for the earlier.
Facts come from here; which group a row falls under is said in `progress.changes` alone.
"""
# ruff: noqa: S608 - these are named parts; every value is a parameter

from __future__ import annotations

from tracker.progress import sql

_MOMENT_1 = "greatest(%(known_at_1)s::timestamptz, d.tracking_began_at)"


def _condition(row: str, day: str, floor: bool, *, earlier: bool) -> str:
    """Return the condition that a row counts at an end."""
    known = sql.known(row, _MOMENT_1 if earlier else sql.KNOWN_AT)
    until = "%(day_1)s" if earlier else "%(day)s"
    since = f" AND {row}.{day} >= d.published_on" if floor else ""
    return f"{known} AND {row}.{day} <= {until}{since}"


def _differs(row: str, day: str, *, floor: bool) -> str:
    """Return the condition that a row counts at one end alone.

    Since days and moments only go on, what went was retracted between the moments, and what came
    had its day after the earlier one or was published after the earlier moment.
    """
    came = _condition(row, day, floor, earlier=False)
    went = _condition(row, day, floor, earlier=True)
    return (
        f"(({came} AND ({row}.{day} > %(day_1)s OR {row}.published_at > {_MOMENT_1}))"
        f" OR ({went} AND {row}.retracted_at <= {sql.KNOWN_AT}))"
    )


def moved(table: str, owner: str, columns: str, *, day: str = "latest", floor: bool = True) -> str:
    """Return the named parts ``moved`` (the rows that differ) and ``origin`` (what each succeeds).

    ``owner`` joins row x to recommendation r and its document d; ``columns`` are more of x to read.
    A chain of corrections is followed back to its first version that was published by the earlier
    moment; nothing older can have counted there.
    """
    return f"""
WITH RECURSIVE moved AS MATERIALIZED (
    SELECT x.id, r.id AS recommendation_id, x.succeeds_id, x.published_at, x.{day} AS day,
           {_MOMENT_1} AS moment_1, d.published_on, d.half_life, {columns},
           NOT ({_condition("x", day, floor, earlier=True)}) AS entered,
           x.published_at > {_MOMENT_1} AS late
    FROM documents_recommendation r
    JOIN documents_document d ON d.id = r.document_id
    {owner}
    WHERE {{where}} AND {_differs("x", day, floor=floor)}
), chain AS (
    SELECT m.id AS row_id, m.moment_1, m.published_on, p.id, p.succeeds_id, p.published_at, p.retracted_at,
           p.{day} AS day
    FROM moved m JOIN {table} p ON p.id = m.succeeds_id
    WHERE m.entered AND m.late
    UNION ALL
    SELECT c.row_id, c.moment_1, c.published_on, p.id, p.succeeds_id, p.published_at, p.retracted_at, p.{day}
    FROM chain c JOIN {table} p ON p.id = c.succeeds_id
    WHERE c.published_at > c.moment_1
), origin AS (
    SELECT c.row_id, c.id, c.day <= %(day_1)s{" AND c.day >= c.published_on" if floor else ""}
                           AND (c.retracted_at IS NULL OR c.retracted_at > c.moment_1) AS counted
    FROM chain c WHERE c.published_at <= c.moment_1
)"""


#: A row's circumstance, in the order of `changes.Circumstance`; row m with its origin o.
CIRCUMSTANCE = """m.entered, coalesce(o.counted, false) AS counted, m.late, m.day <= %(day_1)s AS past,
           o.id IS NULL AS first, {known} AS known"""
_SAME = "recommendation_id, entered, counted, late, past, first, known"

#: Whether a link's development was published by the earlier moment; asked where the answer matters.
KNOWN_DEVELOPMENT = """CASE WHEN m.entered AND m.late AND o.id IS NULL THEN
    coalesce((SELECT dv.published_at FROM developments_development dv WHERE dv.id = m.development_id)
             <= m.moment_1, false)
    OR EXISTS (SELECT FROM developments_link k
               WHERE k.development_id = m.development_id AND k.published_at <= m.moment_1)
    OR EXISTS (SELECT FROM developments_meeting k
               WHERE k.development_id = m.development_id AND k.published_at <= m.moment_1)
    ELSE false END"""

_LINKS_OF = "JOIN developments_link x ON x.recommendation_id = r.id"
_LINKS = moved("developments_link", _LINKS_OF, "x.development_id, x.effect, x.weight, x.standing")
_LINK_CIRCUMSTANCE = CIRCUMSTANCE.format(known=KNOWN_DEVELOPMENT)


def _stayed(effect: int, standing: str = "") -> str:
    both = (
        f"{_condition('l', 'latest', floor=True, earlier=True)} AND {sql.known('l')}"
        f" AND l.recommendation_id = r.id AND l.effect = {effect}{standing}"
    )
    return f"(SELECT max(l.latest) FROM developments_link l WHERE {both})"


#: Links that differ, added up by recommendation, circumstance, effect and standing; where some went, the
#: latest of those that stayed stand beside.
LINK_MOVES = f"""{_LINKS}, told AS (
    SELECT m.recommendation_id, {_LINK_CIRCUMSTANCE}, m.effect, m.standing, m.weight, m.day,
           greatest((m.day - %(day)s::date) / m.half_life::float8, -1000) AS half_lives
    FROM moved m LEFT JOIN origin o ON o.row_id = m.id
), added AS (
    SELECT {_SAME}, effect, standing, count(*) AS n, sum(weight) AS weight,
           sum(weight * power(2::float8, half_lives)) AS decayed, max(day) AS latest
    FROM told GROUP BY {_SAME}, effect, standing
), stayed AS MATERIALIZED (
    SELECT r.id, greatest({_stayed(1)}, {_stayed(-1)}, {_stayed(0)}) AS development,
           {_stayed(1, " AND l.standing = 'confirmed'")} AS advance
    FROM documents_recommendation r JOIN documents_document d ON d.id = r.document_id
    WHERE r.id IN (SELECT recommendation_id FROM moved WHERE NOT entered)
)
SELECT a.*, s.id, s.development, s.advance FROM added a LEFT JOIN stayed s ON s.id = a.recommendation_id
"""

_MEETINGS_OF = """JOIN documents_milestone ms ON ms.recommendation_id = r.id
    JOIN developments_meeting x ON x.milestone_id = ms.id"""
_MEETINGS = moved(
    "developments_meeting", _MEETINGS_OF, "x.development_id, x.milestone_id, x.met, x.standing, x.earliest"
)

#: Meetings that differ, and of their milestones the last one that counts at both ends.
MEETING_MOVES = f"""{_MEETINGS}
SELECT m.recommendation_id, {CIRCUMSTANCE.format(known="false")}, m.milestone_id, m.day, m.earliest, dev.key,
       m.met, m.standing, stayed.latest, stayed.earliest, stayed.key, stayed.met,
       mi.key, mi.title, dev.title, x.reason
FROM moved m
LEFT JOIN origin o ON o.row_id = m.id
JOIN developments_meeting x ON x.id = m.id
JOIN developments_development dev ON dev.id = m.development_id
JOIN documents_milestone mi ON mi.id = m.milestone_id
JOIN documents_recommendation r ON r.id = m.recommendation_id
JOIN documents_document d ON d.id = r.document_id
LEFT JOIN LATERAL (
    SELECT g.latest, g.earliest, gd.key, g.met
    FROM developments_meeting g JOIN developments_development gd ON gd.id = g.development_id
    WHERE g.milestone_id = m.milestone_id AND g.standing = 'confirmed'
      AND {_condition("g", "latest", floor=True, earlier=True)} AND {sql.known("g")}
    ORDER BY g.latest DESC, g.earliest DESC, gd.key COLLATE "C" DESC LIMIT 1
) stayed ON true
ORDER BY m.recommendation_id, m.day DESC, dev.key COLLATE "C", m.id
"""

_JUDGEMENTS_OF = "JOIN progress_assessment x ON x.recommendation_id = r.id"
_JUDGEMENTS = moved(
    "progress_assessment", _JUDGEMENTS_OF, "x.status, x.judge_id, x.reason", day="date", floor=False
)

#: Judgements that differ, and of their recommendation the team's newest one that counts at both ends.
JUDGEMENT_MOVES = f"""{_JUDGEMENTS}
SELECT m.recommendation_id, {CIRCUMSTANCE.format(known="false")}, m.day, m.published_at, m.id, m.status,
       m.judge_id IS NULL, stayed.date, stayed.published_at, stayed.id, stayed.status,
       j.key, j.name, m.reason
FROM moved m
LEFT JOIN origin o ON o.row_id = m.id
LEFT JOIN documents_actor j ON j.id = m.judge_id
JOIN documents_recommendation r ON r.id = m.recommendation_id
JOIN documents_document d ON d.id = r.document_id
LEFT JOIN LATERAL (
    SELECT s.date, s.published_at, s.id, s.status
    FROM progress_assessment s
    WHERE s.recommendation_id = m.recommendation_id AND s.judge_id IS NULL
      AND {_condition("s", "date", floor=False, earlier=True)} AND {sql.known("s")}
    ORDER BY s.date DESC, s.published_at DESC, s.id DESC LIMIT 1
) stayed ON true
ORDER BY m.recommendation_id, m.day DESC, m.id
"""

#: Why a link went that no other took the place of: its development's retraction, or the history's reason.
_WENT = """CASE WHEN m.entered THEN x.reason ELSE coalesce(
    (SELECT n.reason FROM developments_link n
     WHERE n.development_id = m.development_id AND n.succeeds_id = m.id LIMIT 1),
    CASE WHEN dev.retracted_at = x.retracted_at THEN dev.retract_reason END,
    (SELECT c.metadata ->> 'reason' FROM developments_linkevent e
     JOIN pghistory_context c ON c.id = e.pgh_context_id
     WHERE e.pgh_obj_id = m.id AND e.retracted_at IS NOT NULL ORDER BY e.pgh_id LIMIT 1), '') END"""

#: The links themselves, the heaviest first: of each circumstance ``cap``, after the first ``skip``.
#: A version stands beside the one that took its place, where that one counts at the later end.
LINK_ROWS = f"""{_LINKS}, told AS (
    SELECT m.id, m.recommendation_id, {_LINK_CIRCUMSTANCE}, m.development_id, m.effect, m.weight, m.standing,
           m.day, CASE WHEN o.counted THEN o.id END AS before_id
    FROM moved m LEFT JOIN origin o ON o.row_id = m.id
    WHERE m.entered OR m.id NOT IN (SELECT id FROM origin WHERE counted)
), ranked AS (
    SELECT told.*, row_number() OVER (PARTITION BY {_SAME} ORDER BY weight DESC, day DESC, id) AS place
    FROM told
)
SELECT m.recommendation_id, m.entered, m.counted, m.late, m.past, m.first, m.known,
       m.effect, m.weight, m.standing, x.earliest, x.latest, dev.key, dev.title, x.rationale, {_WENT},
       b.effect, b.weight, b.standing, b.earliest, b.latest
FROM ranked m
JOIN developments_link x ON x.id = m.id
JOIN developments_development dev ON dev.id = m.development_id
LEFT JOIN developments_link b ON b.id = m.before_id
WHERE m.place > %(skip)s AND m.place <= %(skip)s + %(cap)s
ORDER BY m.recommendation_id, m.weight DESC, m.day DESC, m.id
"""
