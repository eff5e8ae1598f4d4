"""Everything linked to recommendations, row by row, as of a day and as known at a moment.

What pictures, ledgers and reports show; `progress.queries` adds up the same rows in the database.
"""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from tracker.core import dates, words
from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.queries import Scope, parameters, rows
from tracker.progress.reading import carried


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A publication that a development or verdict rests on; its date is EDTF, or empty."""

    title: str
    url: str
    publisher: str
    date: str
    id: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that is known and whose day has come, with what its development says today."""

    link_id: int
    recommendation_id: int
    development: str
    title: str
    kind: str
    date: str
    earliest: dt.date
    latest: dt.date
    effect: int
    weight: int
    reported: bool
    attribution: str
    rationale: str
    background: bool
    publisher: str
    meets: tuple[str, ...]
    unmeets: tuple[str, ...]
    summary: str = ""
    sources: tuple[SourceRow, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is in the figures: confirmed, and not before the document."""
        return not (self.reported or self.background)

    @property
    def value(self) -> int:
        """What it adds to the balance; nothing where it is in no figure."""
        return self.effect * self.weight if self.counts else 0

    @property
    def edtf(self) -> dates.EdtfDate:
        """Its date as written, or, where a correction has moved it since, as the link carries it."""
        return carried(self.date, self.earliest, self.latest)

    @property
    def date_words(self) -> str:
        """Its date in words."""
        return words.date_words(self.edtf)


_MEETINGS = f"""
(SELECT json_agg(json_build_array(m.title, g.met) ORDER BY m.position, m.id)
 FROM developments_meeting g JOIN documents_milestone m ON m.id = g.milestone_id
 WHERE g.development_id = l.development_id AND m.recommendation_id = r.id AND {sql.known("g")})
"""
_PUBLISHER = """
(SELECT s.publisher FROM developments_developmentsource ds JOIN documents_source s ON s.id = ds.source_id
 WHERE ds.development_id = dev.id ORDER BY ds.position, ds.id LIMIT 1)
"""
_SOURCES = """
(SELECT json_agg(json_build_array(s.title, s.url, s.publisher, s.date, s.id) ORDER BY ds.position, ds.id)
 FROM developments_developmentsource ds JOIN documents_source s ON s.id = ds.source_id
 WHERE ds.development_id = dev.id)
"""
_LINKS = f"""
SELECT l.id, l.recommendation_id, dev.key, dev.title, dev.kind, dev.date, l.earliest, l.latest,
       l.effect, l.weight, l.standing = 'reported', l.attribution, l.rationale, l.latest < d.published_on,
       {_PUBLISHER}, {_MEETINGS}, {{summary}}, {{sources}}
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
JOIN developments_link l ON l.recommendation_id = r.id
JOIN developments_development dev ON dev.id = l.development_id
WHERE {{where}} AND {sql.known("l")} AND l.latest <= %(day)s
ORDER BY l.recommendation_id, l.latest, l.earliest, dev.key COLLATE "C"
"""


def links(scope: Scope, asof: AsOf, *, full: bool = False) -> dict[int, list[LinkRow]]:
    """Return each recommendation's links, oldest first, those before the document too; one query.

    Summaries and sources come only with ``full``, as ledgers need them.
    """
    statement = links_statement(scope, full=full)
    found: dict[int, list[LinkRow]] = defaultdict(list)
    for row in rows(statement, parameters(asof, scope)):
        link = link_of(row)
        found[link.recommendation_id].append(link)
    return found


def links_statement(scope: Scope, condition: str = "true", *, full: bool = False) -> str:
    """Return the read of these links, for larger reads to hold."""
    return _LINKS.format(
        where=f"{scope.where()} AND {condition}",
        summary="dev.summary" if full else "''",
        sources=_SOURCES if full else "NULL",
    )


_COLUMNS = tuple(each.name for each in fields(LinkRow))[:14]


def link_of(row: tuple[Any, ...]) -> LinkRow:
    """Return a link from its row."""
    publisher, meetings, summary, sources = row[-4:]
    plain: dict[str, Any] = dict(zip(_COLUMNS, row[:-4], strict=True))
    return LinkRow(
        **plain,
        publisher=publisher or "",
        meets=tuple(title for title, met in meetings or () if met),
        unmeets=tuple(title for title, met in meetings or () if not met),
        summary=summary,
        sources=tuple(SourceRow(*source) for source in sources or ()),
    )


def _first(effect: int) -> str:
    known = f"l.recommendation_id = r.id AND {sql.known('l')} AND l.latest <= %(day)s AND l.effect = {effect}"
    return f"(SELECT min(l.latest) FROM developments_link l WHERE {known})"


_FIRST_DAY = f"""
SELECT min(f.day)
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
CROSS JOIN LATERAL (SELECT least({_first(1)}, {_first(-1)}, {_first(0)}) AS day OFFSET 0) f
WHERE {{where}}
"""


def first_day(scope: Scope, asof: AsOf) -> dt.date | None:
    """Return the day of the earliest linked development, before the document too; one query of probes."""
    ((day,),) = rows(_FIRST_DAY.format(where=scope.where()), parameters(asof, scope))
    return day  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Addressee:
    """An actor that a recommendation is addressed to."""

    key: str
    name: str
    short: str
    own_name: str
    own_language: str

    @property
    def short_name(self) -> str:
        """The short name where there is one, else the name."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement, of the team where it names no judge."""

    day: dt.date
    status: str
    confidence: str
    judge: str = ""
    judge_name: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What stands beside a recommendation's figures: whom it asks, what it waits on, who judged it."""

    recommendation_id: int
    addressees: tuple[Addressee, ...]
    waits_on: tuple[tuple[str, str], ...]
    """Code and key of each recommendation it depends on."""
    checks: tuple[dt.date, ...]
    verdicts: tuple[Verdict, ...]
    """Oldest first, other judges' too."""

    @property
    def team(self) -> tuple[Verdict, ...]:
        """The team's own judgements."""
        return tuple(each for each in self.verdicts if not each.judge)

    @property
    def others(self) -> dict[str, Verdict]:
        """The newest verdict of each other judge."""
        return {each.judge: each for each in self.verdicts if each.judge}


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is linked: developments, each counted once, and how the links came about."""

    since: int
    reported: int
    before: int
    attributed: int
    """Links in the figures that are recorded as having come of the document."""
    advancing: int
    """Confirmed developments that advanced or set back something."""


_DEFINITIONS = f"""
SELECT r.id,
  (SELECT json_agg(json_build_array(a.key, a.name, a.short, a.own_name, a.own_language)
                   ORDER BY ra.position, ra.id)
   FROM documents_recommendationaddressee ra JOIN documents_actor a ON a.id = ra.actor_id
   WHERE ra.recommendation_id = r.id),
  (SELECT json_agg(json_build_array(o.code, o.key) ORDER BY o.code_order COLLATE "C")
   FROM documents_dependency dp JOIN documents_recommendation o ON o.id = dp.depends_on_id
   WHERE dp.recommendation_id = r.id),
  (SELECT json_agg(DISTINCT ch."on") FROM developments_check ch
   WHERE ch.recommendation_id = r.id AND ch."on" <= %(day)s AND ch.recorded_at <= {sql.KNOWN_AT}),
  (SELECT json_agg(json_build_array(s.date, s.status, s.confidence, j.key, j.name)
                   ORDER BY s.date, s.published_at, s.id)
   FROM progress_assessment s LEFT JOIN documents_actor j ON j.id = s.judge_id
   WHERE s.recommendation_id = r.id AND s.date <= %(day)s AND {sql.known("s")})
FROM documents_recommendation r JOIN documents_document d ON d.id = r.document_id
WHERE {{where}}
"""


def definitions(scope: Scope, asof: AsOf) -> dict[int, Definition]:
    """Return each recommendation's addressees, dependencies, checks and judgements; one query."""
    statement = definitions_statement(scope)
    return {row[0]: definition_of(row) for row in rows(statement, parameters(asof, scope))}


def definitions_statement(scope: Scope) -> str:
    """Return the read of these definitions, for larger reads to hold."""
    return _DEFINITIONS.format(where=scope.where())


def definition_of(row: Sequence[Any]) -> Definition:
    """Return a definition from its row."""
    recommendation_id, addressees, waits_on, checks, verdicts = row
    return Definition(
        recommendation_id,
        tuple(Addressee(*each) for each in addressees or ()),
        tuple((code, key) for code, key in waits_on or ()),
        tuple(sorted(dt.date.fromisoformat(day) for day in checks or ())),
        tuple(
            Verdict(dt.date.fromisoformat(day), status, confidence, judge or "", name or "")
            for day, status, confidence, judge, name in verdicts or ()
        ),
    )


def extent_of(found: dict[int, list[LinkRow]]) -> Extent:
    """Return how much is linked, from links that are at hand."""
    links_here = [link for each in found.values() for link in each]
    since = [link for link in links_here if not link.background]
    counting = [link for link in since if link.counts]
    return Extent(
        since=len({link.development for link in since}),
        reported=len({link.development for link in since if link.reported}),
        before=len({link.development for link in links_here if link.background}),
        attributed=sum(link.attribution == "attributed" for link in counting),
        advancing=len({link.development for link in counting if link.effect}),
    )
