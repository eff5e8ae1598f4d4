"""The one statement that reads a recommendation's evidence: see `single`, whose parameters it takes.

`linked` are its links that are known, `chosen` those that the ledger is asked for, `ordered` all of
the page's days with their running balance, `page` its rows, `inside` what the picture's range holds.
"""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

from collections.abc import Mapping

from tracker.progress import sql

#: Which rows of the ledger are asked for: conditions on `linked`.
CHOSEN: Mapping[str, str] = {
    "": "true",
    "counted": "value IS NOT NULL",
    "reported": "reported AND NOT before",
    "range": "latest BETWEEN %(since)s AND %(until)s",
}


def _decayed(to: str) -> str:
    """Return what the links' weights have come down to on a day."""
    return f"coalesce(sum(x.value * power(2::float8, greatest((x.latest - {to}) / x.half_life, -1000))), 0)"


_MEETINGS = f"""
(SELECT json_agg(json_build_array(m.title, g.met) ORDER BY m.position, m.id)
 FROM developments_meeting g JOIN documents_milestone m ON m.id = g.milestone_id
 JOIN documents_recommendation r ON r.id = m.recommendation_id
 JOIN documents_document d ON d.id = r.document_id
 WHERE g.development_id = dev.id AND m.recommendation_id = %(id)s AND {sql.known("g")})
"""
_SOURCES = """
(SELECT json_agg(json_build_array(s.title, s.url, s.publisher, s.date, s.id) ORDER BY ds.position, ds.id)
 FROM developments_developmentsource ds JOIN documents_source s ON s.id = ds.source_id
 WHERE ds.development_id = dev.id)
"""
_PUBLISHER = """
(SELECT s.publisher FROM developments_developmentsource ds JOIN documents_source s ON s.id = ds.source_id
 WHERE ds.development_id = dev.id ORDER BY ds.position, ds.id LIMIT 1)
"""
_PLAIN = (
    "x.id, dev.key, dev.title, dev.kind, dev.date, x.earliest, x.latest, x.effect, x.weight,"
    " x.reported, x.attribution, x.before"
)
_OLDEST_FIRST = 'x.latest, x.earliest, dev.key COLLATE "C"'
_NEWEST_FIRST = "x.latest DESC, x.earliest DESC, x.key DESC"

#: It begins with SELECT, as only what reads does: history adds whose act it is to all else.
SINGLE = f"""
SELECT told.* FROM (
WITH linked AS MATERIALIZED (
    SELECT l.id, l.development_id, l.earliest, l.latest, l.effect, l.weight, l.attribution,
           l.rationale = '' AS bare, l.standing = 'reported' AS reported,
           l.latest < d.published_on AS before, d.published_on, d.half_life::float8 AS half_life,
           CASE WHEN l.standing = 'confirmed' AND l.latest >= d.published_on
                THEN l.effect * l.weight END AS value
    FROM documents_recommendation r
    JOIN documents_document d ON d.id = r.document_id
    JOIN developments_link l ON l.recommendation_id = r.id
    WHERE r.id = %(id)s AND {sql.known("l")} AND l.latest <= %(day)s
), chosen AS (
    SELECT * FROM linked WHERE {{where}}
), edges AS MATERIALIZED (
    -- A page beyond the last is the last. Only rows of the page's own days need their order among equals.
    SELECT start, min(x.latest) AS oldest, max(x.latest) AS newest
    FROM (SELECT least(%(offset)s, greatest(count(*) - 1, 0) / %(per_page)s * %(per_page)s) AS start
          FROM chosen) s
    LEFT JOIN LATERAL (
        SELECT c.latest FROM chosen c ORDER BY c.latest DESC, c.earliest DESC
        LIMIT %(per_page)s OFFSET s.start) x ON true
    GROUP BY start
), ordered AS (
    SELECT x.*, dev.key COLLATE "C" AS key,
           coalesce((SELECT sum(o.value) FROM linked o WHERE o.latest < (SELECT oldest FROM edges)), 0)
           + sum(coalesce(x.value, 0)) OVER (
               ORDER BY x.latest, x.earliest, dev.key COLLATE "C" ROWS UNBOUNDED PRECEDING) AS balance
    FROM edges
    JOIN linked x ON x.latest BETWEEN edges.oldest AND edges.newest
    JOIN developments_development dev ON dev.id = x.development_id
), page AS (
    SELECT * FROM ordered x WHERE {{where}} ORDER BY {_NEWEST_FIRST}
    LIMIT %(per_page)s
    OFFSET (SELECT edges.start - (SELECT count(*) FROM chosen c WHERE c.latest > edges.newest) FROM edges)
), inside AS MATERIALIZED (
    SELECT * FROM linked WHERE latest BETWEEN %(since)s AND %(until)s
), size AS MATERIALIZED (
    SELECT count(*) AS n,
           CASE WHEN count(*) > %(most_marks)s
                THEN greatest(ceil((%(until)s - greatest(%(since)s, min(published_on)))
                                   / %(steps)s::float8), 1)
                ELSE 1 END::int AS width,
           greatest(%(since)s, min(published_on)) AS start
    FROM inside
), stepped AS (
    SELECT x.value, x.latest, x.half_life,
           least(size.start + ((x.latest - size.start) / size.width + 1) * size.width - 1, %(until)s) AS ends
    FROM inside x CROSS JOIN size WHERE x.value <> 0
)
SELECT
  (SELECT json_build_array(
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.attribution = 'attributed'),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.attribution = 'convergent'),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.attribution = 'unknown'),
     count(*) FILTER (WHERE x.bare), min(x.earliest), count(*)) FROM linked x),
  (SELECT json_build_array(
     count(*),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.effect = 1),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.effect = -1),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.effect = 0),
     coalesce(sum(x.value), 0), {_decayed("%(day)s")}) FROM chosen x),
  (SELECT json_agg(json_build_array({_PLAIN}, {_PUBLISHER}, {_MEETINGS},
                                    dev.summary, l.rationale, {_SOURCES}, x.balance)
                   ORDER BY {_NEWEST_FIRST})
   FROM page x JOIN developments_development dev ON dev.id = x.development_id
   JOIN developments_link l ON l.id = x.id),
  (SELECT json_build_array({_PLAIN}, '', NULL)
   FROM linked x JOIN developments_development dev ON dev.id = x.development_id
   WHERE x.latest = (SELECT max(n.latest) FROM linked n WHERE NOT n.before)
   ORDER BY x.earliest DESC, dev.key COLLATE "C" DESC LIMIT 1),
  (SELECT json_agg(json_build_array(x.effect, x.weight, dev.title) ORDER BY {_OLDEST_FIRST})
   FROM linked x JOIN developments_development dev ON dev.id = x.development_id
   WHERE x.value <> 0
     AND (SELECT sum(abs(y.value)) FROM linked y) <= %(bar_weight)s),
  size.n,
  CASE WHEN size.n <= %(most_marks)s THEN
    (SELECT json_agg(json_build_array({_PLAIN}, {_PUBLISHER}, {_MEETINGS}) ORDER BY {_OLDEST_FIRST})
     FROM inside x JOIN developments_development dev ON dev.id = x.development_id) END,
  CASE WHEN size.n > %(most_marks)s THEN
    (SELECT json_agg(json_build_array(q.starts, q.effect, q.before, q.front, q.links, q.weight)
                     ORDER BY q.starts, q.effect, q.before, q.front)
     FROM (SELECT date_trunc('quarter', x.latest)::date AS starts, x.effect, x.before,
                  %(attribution)s IN ('', x.attribution) AS front,
                  count(*) AS links, sum(x.weight) AS weight
           FROM inside x WHERE NOT x.reported GROUP BY 1, 2, 3, 4) q) END,
  (SELECT json_build_array(coalesce(sum(x.value), 0), {_decayed("%(since)s")})
   FROM linked x WHERE x.latest < %(since)s),
  (SELECT json_agg(json_build_array(s.ends, s.moved, s.decayed) ORDER BY s.ends)
   FROM (SELECT x.ends, sum(x.value) AS moved, {_decayed("x.ends")} AS decayed
         FROM stepped x GROUP BY x.ends) s)
FROM size
) told
"""
