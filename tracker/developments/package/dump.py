"""Write developments.csv, links.csv and recommendations' checks of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from tracker.developments.choices import State
from tracker.developments.models import Development
from tracker.developments.package import stored
from tracker.developments.package.rows import (
    DEVELOPMENT_COLUMNS,
    LINK_COLUMNS,
    CheckSaid,
    DevelopmentSaid,
    LinkSaid,
)
from tracker.documents import bulk
from tracker.documents.package.dump import Dump
from tracker.documents.package.files import DEVELOPMENTS, LINKS
from tracker.documents.package.reading import Said, without_empty
from tracker.documents.package.tables import written


@dataclass
class Gathered:
    """What a dump of this part holds."""

    developments: list[DevelopmentSaid]
    links: list[LinkSaid]
    checks: list[CheckSaid]


_LINKED = """
SELECT DISTINCT l.development_id FROM developments_link l
JOIN documents_recommendation r ON r.id = l.recommendation_id
WHERE r.document_id = %s AND l.published_at IS NOT NULL AND l.retracted_at IS NULL
"""


def gather(dump: Dump) -> Gathered:
    """Read every published development that is linked to the document, brought by its package or cited."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKED, [dump.document.pk])
        wanted = {row[0] for row in cursor.fetchall()} | dump.development_ids
    brought = dump.brought("development")
    published = Development.objects.filter(state=State.PUBLISHED)
    ids = set(published.filter(pk__in=bulk.any_id(wanted)).values_list("id", flat=True))
    ids |= set(published.filter(key__in=bulk.any_of(brought)).values_list("id", flat=True))
    developments = sorted(
        stored.developments(ids).values(), key=lambda said: (said.date.latest, said.date.earliest, said.key)
    )
    for said in developments:
        dump.actor_keys.update(said.actors)
        dump.source_urls.update(said.sources)
    links = list(stored.links(dump.document.pk).values())
    return Gathered(developments, links, list(stored.checks(dump.document.pk).values()))


def write(dump: Dump, gathered: Gathered) -> None:
    """Give the two tables, and each recommendation's checks."""
    dump.files[DEVELOPMENTS] = written(DEVELOPMENT_COLUMNS, _development_rows(dump, gathered.developments))
    order = {said.key: place for place, said in enumerate(gathered.developments)}
    codes = {key: place for place, key in enumerate(dump.recommendations)}
    links = sorted(
        (link for link in gathered.links if link.development in order),
        key=lambda link: (order[link.development], codes[link.recommendation]),
    )
    dump.files[LINKS] = written(LINK_COLUMNS, map(_link_row, links))
    for check in gathered.checks:
        said = without_empty({"date": check.on, "where": check.where, "by": check.by})
        dump.fields.setdefault((check.recommendation, "checks"), []).append(said)


def _development_rows(dump: Dump, developments: list[DevelopmentSaid]) -> Iterator[list[str]]:
    for said in developments:
        cells = [
            said.key,
            said.date.text,
            said.title,
            said.summary,
            ";".join(said.actors),
            said.kind,
            said.standing,
        ]
        sources = [_source_cells(dump.sources[url]) for url in said.sources] or [[""] * 4]
        yield cells + sources[0]
        for source in sources[1:]:
            yield [said.key, *[""] * 6, *source]


def _source_cells(source: Said) -> list[str]:
    return [source["title"], source.get("publisher", ""), source["url"], source.get("date", "")]


def _link_row(link: LinkSaid) -> list[str]:
    return [
        link.development,
        link.recommendation,
        link.effect,
        link.strength,
        link.attribution,
        ";".join(link.meets),
        ";".join(link.unmeets),
        link.rationale,
    ]
