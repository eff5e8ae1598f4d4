"""Developments of a set (those an actor took part in, those that rest on a source) with what they moved.

As of a day and as known at a moment: a development counts by the days its links carried then; one that
moves nothing by its own. Links in the figures are told apart from those in none: only reported, or before
the document.
"""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.core import dates
from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.queries import EVERYTHING, parameters
from tracker.progress.reading import Part, carried, read_parts

PER_PAGE = 100
EFFECTS = {"advances": 1, "sets-back": -1, "context": 0}
#: Rows a reader may ask for: an effect's links in the figures, links in no figure, developments without any.
SHOWN = (*EFFECTS, "no-figure", "unlinked")


@dataclass(frozen=True, slots=True)
class ActTotals:
    """How many developments, and how many links they have: the kinds add up to all links."""

    developments: int = 0
    unlinked: int = 0
    """Those that move nothing."""
    advances: int = 0
    setbacks: int = 0
    context: int = 0
    no_figure: int = 0
    """Links to reported developments, or to ones before the document."""

    @property
    def links(self) -> int:
        """All links."""
        return self.advances + self.setbacks + self.context + self.no_figure


@dataclass(frozen=True, slots=True)
class ActLink:
    """What a development moved: a recommendation, which way and how much."""

    document_key: str
    key: str
    code: str
    title: str
    effect: int
    weight: int
    reported: bool
    background: bool
    attribution: str

    @property
    def counts(self) -> bool:
        """Whether it is in the figures."""
        return not (self.reported or self.background)


@dataclass(frozen=True, slots=True)
class Act:
    """A development with what it moved."""

    key: str
    title: str
    kind: str
    date: dates.EdtfDate
    reported: bool
    links: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True)
class Acts:
    """A page of developments, newest first, and the sums over all of them."""

    totals: ActTotals
    found: int
    """How many fit what was asked; the page is out of these."""
    rows: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class ActChoice:
    """Which developments, and which page of them."""

    show: str = ""
    page: int = 1


_COUNTS = "l.standing = 'confirmed' AND l.latest >= d.published_on"
_LINKS = f"""
    FROM developments_link l
    JOIN documents_recommendation r ON r.id = l.recommendation_id
    JOIN documents_document d ON d.id = r.document_id
    WHERE d.published_on <= %(day)s AND {sql.known("l")}
"""
_ITS_LINKS = f"{_LINKS} AND l.development_id = dev.id"
#: The moment itself, for developments that are linked to nothing and so to no document.
_KNOWN = sql.known("dev", "%(known_at)s::timestamptz")
_WANTED = {
    "": "true",
    "advances": "advances > 0",
    "sets-back": "setbacks > 0",
    "context": "context > 0",
    "no-figure": "no_figure > 0",
    "unlinked": "links = 0",
}


def acts_per(members: str) -> str:
    """Return the developments that the reads share, with their links added up; ``members`` selects their ids.

    As a set, which may hold most of all links.
    """
    return f"""
SELECT dev.id, dev.key, coalesce(linked.earliest, dev.earliest) AS earliest,
       coalesce(linked.latest, dev.latest) AS latest, coalesce(linked.links, 0) AS links,
       coalesce(linked.advances, 0) AS advances, coalesce(linked.setbacks, 0) AS setbacks,
       coalesce(linked.context, 0) AS context, coalesce(linked.no_figure, 0) AS no_figure
FROM developments_development dev
LEFT JOIN (
    SELECT l.development_id, max(l.earliest) AS earliest, max(l.latest) AS latest, count(*) AS links,
           count(*) FILTER (WHERE {_COUNTS} AND l.effect = 1) AS advances,
           count(*) FILTER (WHERE {_COUNTS} AND l.effect = -1) AS setbacks,
           count(*) FILTER (WHERE {_COUNTS} AND l.effect = 0) AS context,
           count(*) FILTER (WHERE NOT ({_COUNTS})) AS no_figure
    {_LINKS} AND l.development_id IN ({members})
    GROUP BY l.development_id
) linked ON linked.development_id = dev.id
WHERE dev.id IN ({members}) AND coalesce(linked.latest, dev.latest) <= %(day)s
  AND (linked.links > 0 OR ({_KNOWN}))
"""


_TOTALS = """
SELECT count(*), count(*) FILTER (WHERE links = 0), coalesce(sum(advances), 0), coalesce(sum(setbacks), 0),
       coalesce(sum(context), 0), coalesce(sum(no_figure), 0), count(*) FILTER (WHERE {wanted})
FROM per
"""
_PAGE = f"""
SELECT dev.key, dev.title, dev.kind, dev.date, p.earliest, p.latest,
       coalesce((SELECT bool_or(l.standing = 'reported') {_ITS_LINKS}), dev.standing = 'reported'),
       (SELECT json_agg(json_build_array(d.key, r.key, r.code, r.title, l.effect, l.weight,
                                         l.standing = 'reported', l.latest < d.published_on, l.attribution)
                        ORDER BY d.published_on, d.key COLLATE "C", r.code_order COLLATE "C") {_ITS_LINKS})
FROM (SELECT * FROM per WHERE {{wanted}}
      ORDER BY latest DESC, earliest DESC, key COLLATE "C" DESC
      LIMIT {PER_PAGE} OFFSET (
          SELECT least(%(offset)s, greatest((count(*) - 1) / {PER_PAGE} * {PER_PAGE}, 0))
          FROM per WHERE {{wanted}})) p
JOIN developments_development dev ON dev.id = p.id
ORDER BY p.latest DESC, p.earliest DESC, dev.key COLLATE "C" DESC
"""

OF_ACTOR = "SELECT da.development_id FROM developments_developmentactor da WHERE da.actor_id = %(actor)s"
OF_SOURCE = "SELECT ds.development_id FROM developments_developmentsource ds WHERE ds.source_id = %(source)s"


def acts_parts(choice: ActChoice) -> dict[str, Part | None]:
    """Return the reads of a page of developments and of their sums, for a larger read to hold."""
    wanted = _WANTED[choice.show]
    return {"act_totals": (_TOTALS.format(wanted=wanted), 7), "acts": (_PAGE.format(wanted=wanted), 8)}


def acts_of(found: Mapping[str, Sequence[Sequence[Any]]]) -> Acts:
    """Return a page of developments from what was read."""
    ((*totals, fitting),) = found["act_totals"]
    return Acts(ActTotals(*totals), fitting, tuple(_act(row) for row in found["acts"]))


def acts(members: str, member: Mapping[str, int], asof: AsOf, choice: ActChoice) -> Acts:
    """Return a page of developments that ``members`` selects; one query."""
    given = {**parameters(asof, EVERYTHING), **member, **offset_of(choice)}
    return acts_of(read_parts(acts_parts(choice), given, acts_per(members)))


def offset_of(choice: ActChoice) -> dict[str, int]:
    """Return the parameter that says which page is asked for."""
    return {"offset": (max(choice.page, 1) - 1) * PER_PAGE}


def _act(row: Sequence[Any]) -> Act:
    key, title, kind, date, earliest, latest, reported, links = row
    return Act(
        key,
        title,
        kind,
        carried(date, dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest)),
        reported,
        tuple(ActLink(*each) for each in links or ()),
    )
