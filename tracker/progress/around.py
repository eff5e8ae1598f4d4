"""How much is linked to a set of recommendations: sums over all its links, however many."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.core import dates
from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.evidence import Addressee, Verdict
from tracker.progress.queries import Scope, parameters
from tracker.progress.reading import carried, day_of, read_parts

#: So many of the developments that moved most are read; the strip takes those that have room.
MOVED = 80


@dataclass(frozen=True, slots=True)
class Moved:
    """A confirmed development with the sum of its links' weights."""

    key: str
    title: str
    date: str
    earliest: dt.date
    latest: dt.date
    weight: int

    @property
    def edtf(self) -> dates.EdtfDate:
        """Its date as written, or as its links carry it where a correction has moved it since."""
        return carried(self.date, self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class Around:
    """How much is linked to all recommendations asked for, and how the links came about."""

    since: int = 0
    reported: int = 0
    before: int = 0
    attributed: int = 0
    convergent: int = 0
    unknown: int = 0
    first: dt.date | None = None
    moved: tuple[Moved, ...] = ()
    advance: str = ""
    """The title of the advance that was asked for."""
    verdicts: Mapping[int, Mapping[str, Verdict]] = field(default_factory=dict)
    """The newest verdict of each other judge, by recommendation."""
    addressees: Mapping[int, tuple[Addressee, ...]] = field(default_factory=dict)

    @property
    def links(self) -> int:
        """How many links are in the figures."""
        return self.attributed + self.convergent + self.unknown


_COUNTED = "l.latest >= d.published_on AND l.standing = 'confirmed'"
_LINKED = f"""
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
JOIN developments_link l ON l.recommendation_id = r.id
WHERE {{where}} AND {sql.known("l")} AND l.latest <= %(day)s
"""
_PER_DEVELOPMENT = f"""
SELECT l.development_id, min(l.earliest) AS first, max(l.earliest) AS earliest, max(l.latest) AS latest,
       bool_or(l.latest >= d.published_on) AS since,
       bool_or(l.latest >= d.published_on AND l.standing = 'reported') AS reported,
       bool_or(l.latest < d.published_on) AS before,
       count(*) FILTER (WHERE {_COUNTED} AND l.attribution = 'attributed') AS attributed,
       count(*) FILTER (WHERE {_COUNTED} AND l.attribution = 'convergent') AS convergent,
       count(*) FILTER (WHERE {_COUNTED} AND l.attribution = 'unknown') AS unknown,
       coalesce(sum(l.weight) FILTER (WHERE {_COUNTED}), 0) AS weight
{_LINKED}
GROUP BY l.development_id
"""
_EXTENT = """
SELECT count(*) FILTER (WHERE since), count(*) FILTER (WHERE reported), count(*) FILTER (WHERE before),
       coalesce(sum(attributed), 0), coalesce(sum(convergent), 0), coalesce(sum(unknown), 0), min(first)
FROM per
"""
_MOVED = """
SELECT dev.key, dev.title, dev.date, top.earliest, top.latest, top.weight
FROM (SELECT * FROM per WHERE weight > 0 ORDER BY weight DESC, latest DESC, development_id
      LIMIT %(moved)s) top
JOIN developments_development dev ON dev.id = top.development_id
"""
_VERDICTS = f"""
SELECT DISTINCT ON (r.id, j.key) r.id, s.date, s.status, s.confidence, j.key, j.name
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
JOIN progress_assessment s ON s.recommendation_id = r.id
JOIN documents_actor j ON j.id = s.judge_id
WHERE {{where}} AND s.date <= %(day)s AND {sql.known("s")}
ORDER BY r.id, j.key, s.date DESC, s.published_at DESC, s.id DESC
"""
_ADDRESSEES = """
SELECT r.id, a.key, a.name, a.short, a.own_name, a.own_language
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
JOIN documents_recommendationaddressee ra ON ra.recommendation_id = r.id
JOIN documents_actor a ON a.id = ra.actor_id
WHERE {where}
ORDER BY r.id, ra.position, ra.id
"""
_ADVANCE = f"""
SELECT dev.title
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
JOIN developments_link l ON l.recommendation_id = r.id
JOIN developments_development dev ON dev.id = l.development_id
WHERE r.id = ANY(%(advancing)s) AND l.latest = %(advanced_on)s AND {sql.links("l", 1)}
ORDER BY l.earliest DESC, dev.key COLLATE "C" DESC LIMIT 1
"""


def around(
    scope: Scope,
    asof: AsOf,
    *,
    addressees: bool = False,
    advancing: tuple[Sequence[int], dt.date] | None = None,
) -> Around:
    """Return what is linked to all recommendations of a scope; one query, which reads all their links.

    ``advancing`` asks for the title of an advance: by recommendations and day.
    """
    where = scope.where()
    ids, on = advancing or ((), asof.day)
    found = read_parts(
        {
            "extent": (_EXTENT, 7),
            "moved": (_MOVED, 6),
            "verdicts": (_VERDICTS.format(where=where), 6),
            "addressees": (_ADDRESSEES.format(where=where), 6) if addressees else None,
            "advance": (_ADVANCE, 1) if advancing else None,
        },
        {**parameters(asof, scope), "moved": MOVED, "advancing": list(ids), "advanced_on": on},
        per=_PER_DEVELOPMENT.format(where=where),
    )
    verdicts: dict[int, dict[str, Verdict]] = defaultdict(dict)
    for pk, day, status, confidence, judge, name in found["verdicts"]:
        verdicts[pk][judge] = Verdict(dt.date.fromisoformat(day), status, confidence, judge, name)
    asked: dict[int, list[Addressee]] = defaultdict(list)
    for pk, *addressee in found["addressees"]:
        asked[pk].append(Addressee(*addressee))
    since, reported, before, attributed, convergent, unknown, first = found["extent"][0]
    return Around(
        since=since,
        reported=reported,
        before=before,
        attributed=attributed,
        convergent=convergent,
        unknown=unknown,
        first=day_of(first),
        moved=tuple(
            Moved(key, title, date, dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest), weight)
            for key, title, date, earliest, latest, weight in found["moved"]
        ),
        advance=found["advance"][0][0] if found["advance"] else "",
        verdicts=verdicts,
        addressees={pk: tuple(each) for pk, each in asked.items()},
    )
