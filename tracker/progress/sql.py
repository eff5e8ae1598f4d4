"""The named parts of which the as-of queries are composed.

Every part takes `day`, `known_at` (`infinity` where now is asked) and `day_end` (the last moment
of the day). A document is answered no earlier than its baseline, when tracking began.
Ages are clamped at a thousand half-lives, where PostgreSQL would call the result an underflow.
"""
# ruff: noqa: S608 - these are named parts; every value is a parameter

KNOWN_AT = "greatest(%(known_at)s::timestamptz, d.tracking_began_at)"


#: The same worked out once a recommendation, for what reads many of its rows: their moment is `moment.at`.
MOMENT = f"CROSS JOIN LATERAL (SELECT {KNOWN_AT} AS at OFFSET 0) moment"


def known(row: str, moment: str = KNOWN_AT) -> str:
    """Return the condition that a published row is known at the moment asked."""
    return f"{row}.published_at <= {moment} AND ({row}.retracted_at IS NULL OR {row}.retracted_at > {moment})"


def within(row: str) -> str:
    """Return the condition that a row's latest day lies between the publication and the day asked."""
    return f"{row}.latest BETWEEN d.published_on AND %(day)s"


def meetings(row: str) -> str:
    """Return the condition that a meeting counts: confirmed, known, and of a day since the publication."""
    return f"{row}.standing = 'confirmed' AND {known(row)} AND {within(row)}"


def links(row: str, effect: int | None = None, *, confirmed: bool = True, moment: str = KNOWN_AT) -> str:
    """Return the condition that a link is in the figures of recommendation r."""
    parts = [f"{row}.recommendation_id = r.id", known(row, moment), within(row)]
    if effect is not None:
        parts.append(f"{row}.effect = {effect}")
    if confirmed:
        parts.append(f"{row}.standing = 'confirmed'")
    return " AND ".join(parts)


def _counting(effect: int) -> str:
    return f"FROM developments_link l WHERE {links('l', effect, moment='moment.at')}"


#: Single probes of the index: the latest of either effect. OFFSET 0 keeps each from being run once a mention.
LAST = f"""
CROSS JOIN LATERAL (
    SELECT (SELECT max(l.latest) {_counting(1)}) AS advance, (SELECT max(l.latest) {_counting(-1)}) AS setback
    OFFSET 0
) last
CROSS JOIN LATERAL (
    SELECT greatest(last.advance, last.setback) AS move, coalesce(last.advance, '-infinity') AS advance
    OFFSET 0
) base
"""

_COUNTED = "count(*) AS n, coalesce(sum(l.weight), 0) AS weight, max(l.latest) AS latest"
_DECAYED = (
    "coalesce(sum(l.weight * power(2::float8, greatest((l.latest - base.move) / d.half_life::float8, -1000)))"
    ", 0) AS decayed"
)
#: What came after the judgement of what can be judged; STATUS has to stand before.
_NEWER = "count(*) FILTER (WHERE l.latest > status.judged_to) AS newer"

ADVANCES = f"""
CROSS JOIN LATERAL (
    SELECT {_COUNTED}, {_DECAYED}, {_NEWER}, count(DISTINCT l.latest) AS days, min(l.latest) AS first
    {_counting(1)}
    OFFSET 0
) adv
"""

SETBACKS = f"""
CROSS JOIN LATERAL (
    SELECT {_COUNTED}, {_DECAYED}, {_NEWER},
           count(*) FILTER (WHERE l.latest > base.advance) AS after,
           min(l.latest) FILTER (WHERE l.latest > base.advance) AS after_first,
           count(*) FILTER (WHERE l.latest = last.advance) AS tied
    {_counting(-1)}
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
CROSS JOIN LATERAL (SELECT {_COUNTED} {_counting(0)} OFFSET 0) ctx
"""

#: Reported ones are few and have an index of their own.
REPORTED = f"""
CROSS JOIN LATERAL (
    SELECT count(*) AS n, max(l.latest) AS latest
    FROM developments_link l
    WHERE {links("l", confirmed=False, moment="moment.at")} AND l.standing = 'reported'
    OFFSET 0
) rep
"""

STATUS = f"""
LEFT JOIN LATERAL (
    SELECT s.id, s.status, s.confidence, s.date, s.published_at, s.author_id,
           CASE WHEN s.status <> 'not-assessable' THEN s.date END AS judged_to
    FROM progress_assessment s
    WHERE s.recommendation_id = r.id AND s.judge_id IS NULL AND s.date <= %(day)s AND {known("s")}
    ORDER BY s.date DESC, s.published_at DESC, s.id DESC LIMIT 1
) status ON true
"""

#: A look-up for each citation: as a join it may be planned as a pass over every development.
_GONE = (
    f"(SELECT cd.retracted_at FROM developments_development cd WHERE cd.id = c.development_id) <= {KNOWN_AT}"
)


def _corrected(table: str, subject: str, same: str) -> str:
    """Return whether a row that was known when the judgement was published no longer says the same."""
    at_judging = "w.published_at <= status.published_at AND w.retracted_at > status.published_at"
    return f"""EXISTS (
        SELECT FROM {table} w
        WHERE w.development_id = c.development_id AND {subject} AND {at_judging}
          AND w.retracted_at <= {KNOWN_AT}
          AND NOT EXISTS (SELECT FROM {table} n
                          WHERE n.development_id = w.development_id AND {same} AND {known("n")}))"""


_CARRIED = "n.latest = w.latest AND n.earliest = w.earliest AND n.standing = w.standing"
_CORRECTED_LINK = _corrected(
    "developments_link",
    "w.recommendation_id = r.id",
    f"n.recommendation_id = r.id AND n.effect = w.effect AND n.weight = w.weight AND {_CARRIED}",
)
_CORRECTED_MEETING = _corrected(
    "developments_meeting",
    "w.milestone_id IN (SELECT m.id FROM documents_milestone m WHERE m.recommendation_id = r.id)",
    f"n.milestone_id = w.milestone_id AND n.met = w.met AND {_CARRIED}",
)

#: Which of the cited developments were retracted, or moved other figures, since the judgement.
CITED = f"""
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE found.gone) AS retracted,
           count(*) FILTER (WHERE NOT coalesce(found.gone, false) AND found.changed) AS corrected
    FROM (
        SELECT {_GONE} AS gone, {_CORRECTED_LINK} OR {_CORRECTED_MEETING} AS changed
        FROM progress_citation c
        WHERE c.assessment_id = status.id AND status.status <> 'not-assessable'
        OFFSET 0
    ) found
    OFFSET 0
) cited
"""

#: So long before the newest judgement another author's may lie to stand against it.
DIFFERING_DAYS = 30
#: A judgement of the team that names another, and with it what stood against that.
_NAMED = f"""EXISTS (
    SELECT FROM progress_settlement e
    JOIN progress_assessment a ON a.id = e.named_id
    JOIN progress_assessment x ON x.id = e.assessment_id
    WHERE a.recommendation_id = r.id AND a.judge_id IS NULL AND a.date = o.date AND a.status = o.status
      AND x.recommendation_id = r.id AND x.judge_id IS NULL AND x.date <= %(day)s AND {known("x")})"""

#: Whether the newest judgement and the newest of another author, of the 30 days up to it, differ, and none
#: has named both. A correction of the same day and status stays named.
DIFFERS = f"""
coalesce((
    SELECT o.status <> status.status AND NOT {_NAMED}
    FROM progress_assessment o
    WHERE o.recommendation_id = r.id AND o.judge_id IS NULL
      AND o.date BETWEEN status.date - {DIFFERING_DAYS} AND status.date
      AND o.author_id IS DISTINCT FROM status.author_id AND {known("o")}
    ORDER BY o.date DESC, o.published_at DESC, o.id DESC LIMIT 1
), false)
"""

_MET_BY_THEN = f"""coalesce((
    SELECT b.met FROM developments_meeting b JOIN developments_development dev ON dev.id = b.development_id
    WHERE b.milestone_id = m.id AND {meetings("b")}
      AND b.latest <= status.date
    ORDER BY b.latest DESC, b.earliest DESC, dev.key COLLATE "C" DESC LIMIT 1), false)"""

#: A milestone that was met or lost since the judgement: some later meeting says other than held by then.
CHANGED_MILESTONE = f"""
CASE WHEN meeting.latest > status.date THEN EXISTS (
    SELECT FROM developments_meeting g
    WHERE g.milestone_id = m.id AND {meetings("g")}
      AND g.latest > status.date AND g.met <> {_MET_BY_THEN}) END
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
    WHERE g.milestone_id = m.id AND {meetings("g")}
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
