"""What the recommendations on a page show: rows of a table, and sums by quarters; a sum, not a row a link."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.core import dates
from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.evidence import Definition, definition_of, definitions_statement
from tracker.progress.pictures import QuarterSum
from tracker.progress.pictures.sparkline import SAMPLES
from tracker.progress.queries import MilestoneState, Scope, milestone_of, milestones_statement, parameters
from tracker.progress.reading import carried, day_of, read_parts


@dataclass(frozen=True, slots=True)
class Last:
    """The newest development, reported ones too."""

    key: str
    title: str
    edtf: dates.EdtfDate
    reported: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What a table's row shows of a recommendation's links: the newest, their weights, their momentum."""

    last: Last | None = None
    weights: tuple[int, ...] = ()
    """Signed, oldest first; only where they were asked for."""
    samples: Mapping[int, float] = field(default_factory=dict)
    """What each stretch of time adds to momentum (see `pictures.sparkline`)."""


@dataclass(frozen=True, slots=True)
class InView:
    """What is read of the recommendations on a page."""

    definitions: Mapping[int, Definition] = field(default_factory=dict)
    milestones: Mapping[int, list[MilestoneState]] = field(default_factory=dict)
    standing: Mapping[int, Standing] = field(default_factory=dict)
    sums: Mapping[int, list[QuarterSum]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page shows: rows of a table, and recommendations added up by quarters in numbered groups."""

    shown: Sequence[int] = ()
    """Recommendations of which definitions and milestones are wanted."""
    rows: Mapping[int, dt.date | None] = field(default_factory=dict)
    """The table's recommendations, with the latest day of each one's developments."""
    weights: bool = False
    members: Sequence[tuple[int, int]] = ()
    """Recommendation and group, for each that is added up."""
    starts: Sequence[dt.date] = ()
    attribution: str = ""


_LAST = f"""
LEFT JOIN LATERAL (
    SELECT dev.key, dev.title, dev.date, l.earliest, l.latest, l.standing = 'reported' AS reported
    FROM developments_link l JOIN developments_development dev ON dev.id = l.development_id
    WHERE l.recommendation_id = r.id AND l.effect = ANY(ARRAY[1,-1,0]::smallint[]) AND l.latest = asked.last
      AND {sql.known("l")}
    ORDER BY l.earliest DESC, dev.key COLLATE "C" DESC LIMIT 1
) last ON true
"""
_MOVES = f"{sql.links('l')} AND l.effect = ANY(ARRAY[1,-1]::smallint[])"
_STRETCH = (
    f"ceil((l.latest - d.published_on) * {SAMPLES}::float8 / greatest(%(day)s - d.published_on, 1))::int"
)
_STANDING = f"""
SELECT r.id, last.key, last.title, last.date, last.earliest, last.latest, last.reported,
       CASE WHEN %(weights)s THEN (
           SELECT json_agg(l.effect * l.weight ORDER BY l.latest, l.earliest, l.id)
           FROM developments_link l WHERE {_MOVES}) END,
       (SELECT json_object_agg(s.stretch, s.value) FROM (
           SELECT moved.stretch, sum(moved.value * power(2::float8, -(
                      moved.stretch * greatest(%(day)s - d.published_on, 1) / {SAMPLES}::float8 - moved.age
                  ) / d.half_life)) AS value
           FROM (SELECT {_STRETCH} AS stretch, l.latest - d.published_on AS age,
                        sum(l.effect * l.weight) AS value
                 FROM developments_link l WHERE {_MOVES} GROUP BY l.latest) moved
           GROUP BY moved.stretch) s)
FROM unnest(%(row_ids)s::bigint[], %(row_days)s::date[]) AS asked(id, last)
JOIN documents_recommendation r ON r.id = asked.id
JOIN documents_document d ON d.id = r.document_id
{_LAST}
"""
_SUMS = f"""
SELECT m.number, width_bucket(l.latest, %(starts)s::date[]), l.effect, sum(l.weight), {{front}}
FROM unnest(%(member_ids)s::bigint[], %(member_groups)s::int[]) AS m(id, number)
JOIN documents_recommendation r ON r.id = m.id
JOIN documents_document d ON d.id = r.document_id
JOIN developments_link l ON {_MOVES}
GROUP BY 1, 2, 3
"""
#: Attribution is not in the index: it is read only where somebody asks for it.
_FRONT = "coalesce(sum(l.weight) FILTER (WHERE l.attribution = %(attribution)s), 0)"


def in_view(asked: Asked, asof: AsOf) -> InView:
    """Return what the recommendations of a page show; one query, none where nothing is shown."""
    if not asked.shown and not asked.rows and not asked.members:
        return InView()
    scope = Scope(recommendation_ids=tuple(asked.shown))
    front = _FRONT if asked.attribution else "sum(l.weight)"
    found = read_parts(
        {
            "definitions": (definitions_statement(scope), 5),
            "milestones": (milestones_statement(scope), 10),
            "standing": (_STANDING, 9) if asked.rows else None,
            "sums": (_SUMS.format(front=front), 5) if asked.members else None,
        },
        {
            **parameters(asof, scope),
            "weights": asked.weights,
            "row_ids": list(asked.rows),
            "row_days": list(asked.rows.values()),
            "member_ids": [pk for pk, _ in asked.members],
            "member_groups": [number for _, number in asked.members],
            "starts": list(asked.starts),
            "attribution": asked.attribution,
        },
    )
    states: dict[int, list[MilestoneState]] = defaultdict(list)
    for row in found["milestones"]:
        pk, of, key, title, first, due, met, changed, by, changes = row
        state = milestone_of(
            (pk, of, key, title, day_of(first), day_of(due), met, day_of(changed), by, changes), asof.day
        )
        states[of].append(state)
    sums: dict[int, list[QuarterSum]] = defaultdict(list)
    for number, quarter, effect, weight, front in found["sums"]:
        sums[number].append(QuarterSum(quarter, effect, weight, front))
    return InView(
        definitions={row[0]: definition_of(row) for row in found["definitions"]},
        milestones=states,
        standing={row[0]: _standing(row) for row in found["standing"]},
        sums=sums,
    )


def _standing(row: Sequence[Any]) -> Standing:
    _, key, title, date, earliest, latest, reported, weights, samples = row
    last = None
    if key is not None:
        edtf = carried(date, dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest))
        last = Last(key, title, edtf, reported)
    return Standing(last, tuple(weights or ()), {int(name): value for name, value in (samples or {}).items()})
