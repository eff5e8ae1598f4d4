"""The named parts of which the as-of queries are composed.

Every part takes `day`, `known_at` (`infinity` where now is asked) and `day_end` (the last moment
of the day). A document is answered no earlier than its baseline, when tracking began.
Ages are clamped at a thousand half-lives, where PostgreSQL would call the result an underflow.
"""
# ruff: noqa: S608 - these are named parts; every value is a parameter

KNOWN_AT = "greatest(%(known_at)s::timestamptz, d.tracking_began_at)"


def known(row: str) -> str:
    """Return the condition that a published row is known at the moment asked."""
    return (
        f"{row}.published_at <= {KNOWN_AT}"
        f" AND ({row}.retracted_at IS NULL OR {row}.retracted_at > {KNOWN_AT})"
    )


def within(row: str) -> str:
    """Return the condition that a row's latest day lies between the publication and the day asked."""
    return f"{row}.latest BETWEEN d.published_on AND %(day)s"


def links(row: str, effect: int | None = None, *, confirmed: bool = True) -> str:
    """Return the condition that a link is in the figures of recommendation r."""
    parts = [f"{row}.recommendation_id = r.id", known(row), within(row)]
    if effect is not None:
        parts.append(f"{row}.effect = {effect}")
    if confirmed:
        parts.append(f"{row}.standing = 'confirmed'")
    return " AND ".join(parts)


def _latest(effect: int, *, confirmed: bool) -> str:
    return f"(SELECT max(l.latest) FROM developments_link l WHERE {links('l', effect, confirmed=confirmed)})"


#: Single probes of the index: the latest of each effect. OFFSET 0 keeps each from being run once a mention.
LAST = f"""
CROSS JOIN LATERAL (
    SELECT {_latest(1, confirmed=True)} AS advance,
           {_latest(-1, confirmed=True)} AS setback,
           greatest({_latest(1, confirmed=False)}, {_latest(-1, confirmed=False)},
                    {_latest(0, confirmed=False)}) AS any_effect
    OFFSET 0
) last
CROSS JOIN LATERAL (SELECT greatest(last.advance, last.setback) AS move OFFSET 0) base
"""

_CONFIRMED = "FILTER (WHERE l.standing = 'confirmed')"
_REPORTED = "count(*) FILTER (WHERE l.standing = 'reported') AS reported"
_COUNTED = f"count(*) {_CONFIRMED} AS n, coalesce(sum(l.weight) {_CONFIRMED}, 0) AS weight"
_DECAYED = (
    "coalesce(sum(l.weight * power(2::float8, greatest((l.latest - base.move) / d.half_life::float8, -1000)))"
    f" {_CONFIRMED}, 0) AS decayed"
)
_AFTER = "l.standing = 'confirmed' AND l.latest > coalesce(last.advance, '-infinity')"

ADVANCES = f"""
CROSS JOIN LATERAL (
    SELECT {_COUNTED}, {_DECAYED}, {_REPORTED},
           count(DISTINCT l.latest) {_CONFIRMED} AS days, min(l.latest) {_CONFIRMED} AS first
    FROM developments_link l WHERE {links("l", 1, confirmed=False)}
    OFFSET 0
) adv
"""

SETBACKS = f"""
CROSS JOIN LATERAL (
    SELECT {_COUNTED}, {_DECAYED}, {_REPORTED},
           count(*) FILTER (WHERE {_AFTER}) AS after, min(l.latest) FILTER (WHERE {_AFTER}) AS after_first,
           count(*) FILTER (WHERE l.standing = 'confirmed' AND l.latest = last.advance) AS tied
    FROM developments_link l WHERE {links("l", -1, confirmed=False)}
    OFFSET 0
) setb
"""

#: Setbacks of the very day of the latest advance that come after it by earliest day and key.
TIES = f"""
CROSS JOIN LATERAL (
    SELECT CASE WHEN setb.tied = 0 THEN 0 ELSE (
        SELECT count(*)
        FROM developments_link l JOIN developments_development dev ON dev.id = l.development_id
        WHERE {links("l", -1)} AND l.latest = last.advance AND NOT EXISTS (
            SELECT FROM developments_link a JOIN developments_development adev ON adev.id = a.development_id
            WHERE {links("a", 1)} AND a.latest = last.advance
              AND (a.earliest, adev.key COLLATE "C") > (l.earliest, dev.key COLLATE "C"))
    ) END AS n
    OFFSET 0
) tie
"""

CONTEXT = f"""
CROSS JOIN LATERAL (
    SELECT {_COUNTED}, {_REPORTED}
    FROM developments_link l WHERE {links("l", 0, confirmed=False)}
    OFFSET 0
) ctx
"""

STATUS = f"""
LEFT JOIN LATERAL (
    SELECT s.id, s.status, s.confidence, s.date
    FROM progress_assessment s
    WHERE s.recommendation_id = r.id AND s.judge_id IS NULL AND s.date <= %(day)s AND {known("s")}
    ORDER BY s.date DESC, s.published_at DESC, s.id DESC LIMIT 1
) status ON true
"""

#: A look-up for each citation: as a join it may be planned as a pass over every development.
CITES_RETRACTED = f"""
EXISTS (
    SELECT FROM progress_citation c
    WHERE c.assessment_id = status.id
      AND (SELECT cd.retracted_at FROM developments_development cd
           WHERE cd.id = c.development_id) <= {KNOWN_AT}
)
"""

#: A person looked: a check of a day up to the one asked, or a link that a person published by then.
LOOKED = f"""
CROSS JOIN LATERAL (
    SELECT (SELECT max(ch."on") FROM developments_check ch
            WHERE ch.recommendation_id = r.id AND ch."on" <= %(day)s AND ch.recorded_at <= {KNOWN_AT})
               AS checked,
           (SELECT max(l.published_at) FROM developments_link l
            WHERE l.recommendation_id = r.id AND l.looked
              AND l.published_at <= least({KNOWN_AT}, %(day_end)s::timestamptz)) AS published
    OFFSET 0
) looked
"""

#: The last of a milestone's meetings that counts.
LAST_MEETING = f"""
LEFT JOIN LATERAL (
    SELECT g.met, g.latest
    FROM developments_meeting g JOIN developments_development dev ON dev.id = g.development_id
    WHERE g.milestone_id = m.id AND g.standing = 'confirmed' AND {known("g")} AND {within("g")}
    ORDER BY g.latest DESC, g.earliest DESC, dev.key COLLATE "C" DESC LIMIT 1
) meeting ON true
"""

#: A milestone's due day as announced by the day asked.
DUE = """
LEFT JOIN LATERAL (
    SELECT v.due FROM documents_duemove v
    WHERE v.milestone_id = m.id AND v.announced <= %(day)s
    ORDER BY v.announced DESC, v.position DESC, v.id DESC LIMIT 1
) moved ON true
"""
