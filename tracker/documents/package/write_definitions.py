"""Write a load's document, actors, areas and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from tracker.documents import bulk, sources
from tracker.documents.models import Actor, Area, Document, Recommendation, Source
from tracker.documents.package.definitions import HALF_LIFE
from tracker.documents.package.reading import Said

if TYPE_CHECKING:
    from tracker.documents.package.load import Load


def apply(load: Load) -> set[int]:
    """Write them, and return the areas that the document's own change touches."""
    touched = _write_document(load)
    _write_actors(load)
    _write_areas(load)
    _write_sources(load)
    return touched


def _write_document(load: Load) -> set[int]:
    row, decision = load.reading.the_document, load.decisions["document"]
    values = document_values(row.said)
    if decision.add:
        load.document = Document.objects.create(key=row.key, tracking_began_at=load.moment, **values)
    elif decision.update and load.document is not None:
        before = (load.document.published_on.isoformat(), load.document.half_life)
        Document.objects.filter(pk=load.document.pk).update(version=F("version") + 1, **values)
        if before != (values["published_on"], values["half_life"]):
            areas = Recommendation.objects.filter(document=load.document).values_list("area_id", flat=True)
            return set(areas)
    return set()


def document_values(said: Said) -> dict[str, Any]:
    """Return the columns that hold what is said of a document."""
    texts = {name: said.get(name, "") for name in ("series", "publisher", "language", "url", "abstract")}
    return {
        **texts,
        "title": said["title"],
        "published_on": said["published_on"],
        "authors": said.get("authors", []),
        "tags": said.get("tags", []),
        "half_life": said.get("half_life", HALF_LIFE),
    }


def _actor_values(said: Said) -> tuple[str, str, str, str]:
    own = said.get("own", {})
    return said["name"], said.get("short", ""), own.get("lang", ""), own.get("name", "")


def _write_actors(load: Load) -> None:
    rows, decision = load.reading.actors, load.decisions["actor"]
    columns = ["name", "short", "own_language", "own_name"]
    if decision.add:
        bulk.copy_in(
            Actor,
            ["key", "version", *columns],
            ((key, 1, *_actor_values(rows[key].said)) for key in decision.add),
        )
    load.actor_ids = dict(Actor.objects.filter(key__in=list(rows)).values_list("key", "id"))
    if decision.update:
        bulk.update_from(
            Actor,
            ["id", *columns],
            ((load.actor_ids[key], *_actor_values(rows[key].said)) for key in decision.update),
        )


def _write_areas(load: Load) -> None:
    rows, decision = load.reading.areas, load.decisions["area"]
    if decision.add:
        bulk.copy_in(
            Area, ["key", "version", "name"], ((key, 1, rows[key].said["name"]) for key in decision.add)
        )
    load.plans["area_ids"] = ids = dict(Area.objects.filter(key__in=list(rows)).values_list("key", "id"))
    if decision.update:
        bulk.update_from(
            Area, ["id", "name"], ((ids[key], rows[key].said["name"]) for key in decision.update)
        )


def _write_sources(load: Load) -> None:
    """Add those missing in one statement; take all ids where somebody will need them."""
    given, decision = load.reading.sources, load.decisions["source"]
    addresses = load.plans["source"]
    added = sources.ensure([given[addresses[key]] for key in decision.add])
    load.source_ids = dict(zip((addresses[key] for key in decision.add), added.ids, strict=True))
    known = [canonical for canonical in given if canonical not in load.source_ids]
    load.source_ids |= dict(
        Source.objects.filter(canonical_url__in=bulk.any_of(known)).values_list("canonical_url", "id")
        if known
        else []
    )
    if decision.update:
        changed = ((load.source_ids[addresses[key]], given[addresses[key]]) for key in decision.update)
        bulk.update_from(
            Source,
            ["id", "title", "publisher", "date"],
            ((source_id, source.title, source.publisher, source.date) for source_id, source in changed),
        )
