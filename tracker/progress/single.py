"""The evidence of one recommendation, however many links it has, in one statement.

Totals, a page of its ledger with exact running balances, and what its picture draws: single marks,
or quarters where they are too many, with the days on which balance and momentum moved. Whatever is
carried in from before a page or a range is added up in the database.
"""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.evidence import LinkRow, SourceRow
from tracker.progress.queries import EVERYTHING, parameters, rows

PER_PAGE = 100
#: Above so many links within the range the picture draws quarters instead of marks.
MOST_MARKS = 1000
#: Above so much weight the head's evidence bar is plain, so that no single link is asked for.
BAR_WEIGHT = 80
#: Into so many steps a line is laid where its moves are too many; it is exact at the end of each.
STEPS = 364

#: Which rows of the ledger are asked for: conditions on `ordered`.
CHOSEN: Mapping[str, str] = {
    "": "true",
    "counted": "value IS NOT NULL",
    "reported": "reported AND NOT before",
    "range": "latest BETWEEN %(since)s AND %(until)s",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of the ledger, which page of them, and which days the picture shows."""

    since: dt.date
    until: dt.date
    rows: str = ""
    effect: int | None = None
    attribution: str = ""
    page: int = 1

    def where(self) -> str:
        """Return the condition on the ledger's rows."""
        parts = [CHOSEN[self.rows]]
        if self.effect is not None:
            parts.append("value IS NOT NULL AND effect = %(effect)s")
        if self.attribution:
            parts.append("value IS NOT NULL AND attribution = %(attribution)s")
        return " AND ".join(parts)

    def parameters(self) -> dict[str, Any]:
        """Return the statement's parameters."""
        return {
            "since": self.since,
            "until": self.until,
            "effect": self.effect,
            "attribution": self.attribution,
            "offset": (self.page - 1) * PER_PAGE,
            "per_page": PER_PAGE,
            "most_marks": MOST_MARKS,
            "bar_weight": BAR_WEIGHT,
            "steps": STEPS,
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the rows chosen; weights and momentum only of what is in the figures."""

    rows: int = 0
    advances: int = 0
    setbacks: int = 0
    context: int = 0
    balance: int = 0
    momentum: float = 0.0


@dataclass(frozen=True, slots=True)
class Whole:
    """Counts over all links: how those in the figures came about, and what is missing."""

    attributed: int = 0
    convergent: int = 0
    unknown: int = 0
    without_rationale: int = 0
    earliest: dt.date | None = None

    @property
    def counting(self) -> int:
        """How many links are in the figures."""
        return self.attributed + self.convergent + self.unknown


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger with the balance after it."""

    link: LinkRow
    balance: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a quarter's links of one effect add up to; ``front`` where the choice leaves them in front."""

    starts: dt.date
    effect: int
    before: bool
    front: bool
    links: int
    weight: int


@dataclass(frozen=True, slots=True)
class Moves:
    """How balance and momentum went within a range: what is carried in, then each step of it.

    A step is (day, how the balance moved, what that added to momentum on that day).
    """

    balance: int = 0
    momentum: float = 0.0
    steps: tuple[tuple[dt.date, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Single:
    """Everything of one recommendation's evidence that its page shows."""

    whole: Whole
    totals: Totals
    entries: tuple[Entry, ...]
    newest: LinkRow | None
    #: (effect, weight, title) of each link in the figures, oldest first; None where they are too many.
    blocks: tuple[tuple[int, int, str], ...] | None
    in_range: int
    marks: tuple[LinkRow, ...] = ()
    quarters: tuple[Quarter, ...] = field(default=())
    moves: Moves = Moves()


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
(SELECT json_agg(json_build_array(s.title, s.url, s.publisher, s.date) ORDER BY ds.position, ds.id)
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
_OLDEST_FIRST = "x.latest, x.earliest, x.key"
_NEWEST_FIRST = "x.latest DESC, x.earliest DESC, x.key DESC"

#: It begins with SELECT, as only what reads does: history adds whose act it is to all else.
_SINGLE = f"""
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
), ordered AS MATERIALIZED (
    SELECT x.*, dev.key COLLATE "C" AS key,
           sum(coalesce(x.value, 0)) OVER (
               ORDER BY x.latest, x.earliest, dev.key COLLATE "C" ROWS UNBOUNDED PRECEDING) AS balance
    FROM linked x JOIN developments_development dev ON dev.id = x.development_id
), chosen AS (
    SELECT * FROM ordered WHERE {{where}}
), page AS (
    SELECT * FROM chosen x ORDER BY x.before, {_NEWEST_FIRST} LIMIT %(per_page)s
    -- A page beyond the last is the last.
    OFFSET least(%(offset)s, greatest((SELECT count(*) FROM chosen) - 1, 0) / %(per_page)s * %(per_page)s)
), inside AS MATERIALIZED (
    SELECT * FROM ordered WHERE latest BETWEEN %(since)s AND %(until)s
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
     count(*) FILTER (WHERE x.bare), min(x.earliest)) FROM linked x),
  (SELECT json_build_array(
     count(*),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.effect = 1),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.effect = -1),
     count(*) FILTER (WHERE x.value IS NOT NULL AND x.effect = 0),
     coalesce(sum(x.value), 0), {_decayed("%(day)s")}) FROM chosen x),
  (SELECT json_agg(json_build_array({_PLAIN}, {_PUBLISHER}, {_MEETINGS},
                                    dev.summary, l.rationale, {_SOURCES}, x.balance)
                   ORDER BY x.before, {_NEWEST_FIRST})
   FROM page x JOIN developments_development dev ON dev.id = x.development_id
   JOIN developments_link l ON l.id = x.id),
  (SELECT json_build_array({_PLAIN}, '', NULL)
   FROM (SELECT * FROM ordered x WHERE NOT x.before ORDER BY {_NEWEST_FIRST} LIMIT 1) x
   JOIN developments_development dev ON dev.id = x.development_id),
  (SELECT json_agg(json_build_array(x.effect, x.weight, dev.title) ORDER BY {_OLDEST_FIRST})
   FROM ordered x JOIN developments_development dev ON dev.id = x.development_id
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


def single(recommendation_id: int, asof: AsOf, asked: Asked) -> Single:
    """Return one recommendation's evidence; one query, whatever its number of links."""
    given = {**parameters(asof, EVERYTHING), **asked.parameters(), "id": recommendation_id}
    ((whole, totals, page, newest, blocks, in_range, marks, quarters, carried, steps),) = rows(
        _SINGLE.format(where=asked.where()), given
    )
    *counts, earliest = whole
    return Single(
        whole=Whole(*counts, _day(earliest)),
        totals=Totals(*totals),
        entries=tuple(_entry(recommendation_id, row) for row in page or ()),
        newest=_link(recommendation_id, newest) if newest else None,
        blocks=_blocks(blocks),
        in_range=in_range,
        marks=tuple(_link(recommendation_id, row) for row in marks or ()),
        quarters=tuple(Quarter(dt.date.fromisoformat(row[0]), *row[1:]) for row in quarters or ()),
        moves=Moves(
            carried[0],
            carried[1],
            tuple((dt.date.fromisoformat(day), moved, decayed) for day, moved, decayed in steps or ()),
        ),
    )


def _blocks(found: list[list[Any]] | None) -> tuple[tuple[int, int, str], ...] | None:
    return None if found is None else tuple((effect, weight, title) for effect, weight, title in found)


def _entry(recommendation_id: int, row: list[Any]) -> Entry:
    *plain, summary, rationale, sources, balance = row
    told = tuple(SourceRow(*source) for source in sources or ())
    return Entry(_link(recommendation_id, plain, summary, rationale, told), balance)


def _link(
    recommendation_id: int,
    row: list[Any],
    summary: str = "",
    rationale: str = "",
    sources: tuple[SourceRow, ...] = (),
) -> LinkRow:
    (
        link_id, development, title, kind, date, earliest, latest, effect, weight, reported, attribution,
        before, publisher, meetings,
    ) = row  # fmt: skip
    return LinkRow(
        link_id=link_id,
        recommendation_id=recommendation_id,
        development=development,
        title=title,
        kind=kind,
        date=date,
        earliest=dt.date.fromisoformat(earliest),
        latest=dt.date.fromisoformat(latest),
        effect=effect,
        weight=weight,
        reported=reported,
        attribution=attribution,
        rationale=rationale,
        background=before,
        publisher=publisher or "",
        meets=tuple(title for title, met in meetings or () if met),
        unmeets=tuple(title for title, met in meetings or () if not met),
        summary=summary,
        sources=sources,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
