"""What stands, as texts to be typed over on the set-up pages; what was typed, as services take it."""

from __future__ import annotations

import re
from typing import Any

from tracker.documents.forms import Choices
from tracker.documents.models import Actor, Area, Document, Recommendation
from tracker.documents.package import stored
from tracker.documents.package.reading import Said
from tracker.documents.typed import Typed

_DOCUMENT_TEXTS = ("key", "title", "published_on", "url", "series", "publisher", "language", "abstract")
_SOURCE_PARTS = ("url", "title", "publisher", "date")


def typed_document(document: Document) -> Typed:
    """Return a document's fields (no query)."""
    said = stored.document(document)
    values = {name: said.get(name, "") for name in _DOCUMENT_TEXTS}
    values |= {"tags": "\n".join(said.get("tags", [])), "half_life": str(document.half_life)}
    values["version"] = str(document.version)
    return Typed(values, rows={"authors": [Typed(dict(author)) for author in said.get("authors", [])]})


def given_document(typed: Typed) -> dict[str, Any]:
    """Return what was typed of a document as services take it."""
    given: dict[str, Any] = {name: typed.text(name) for name in (*_DOCUMENT_TEXTS, "half_life")}
    given["tags"] = _lines(typed.text("tags"))
    given["authors"] = [dict(row.values) for row in typed.rows["authors"]]
    return given


def typed_recommendation(recommendation: Recommendation) -> Typed:
    """Return a recommendation's fields with what hangs on it (ten queries)."""
    document_id, key = recommendation.document_id, recommendation.key
    said = stored.recommendations(document_id, [key])[key]
    milestones = stored.milestones(document_id, [f"{key}/"])
    responses = stored.responses(document_id, [f"{key} "])
    sources = stored.sources(_sources_of([*milestones.values(), *responses.values()]))
    priority = said.get("priority", {})
    names = ("key", "code", "title", "statement", "basis", "area", "review_every", "target_date")
    values = {name: str(said.get(name, "")) for name in names}
    values |= {
        "paragraphs": ", ".join(map(str, said.get("paragraphs", []))),
        "tags": "\n".join(said.get("tags", [])),
        "priority": priority.get("level", ""),
        "priority_reason": priority.get("reason", ""),
        "version": str(recommendation.version),
    }
    lists = {name: list(said.get(name, [])) for name in ("addressees", "depends_on")}
    rows = {
        "related": [Typed(dict(related)) for related in said.get("related", [])],
        "milestones": [_typed_milestone(each, sources) for each in milestones.values()],
        "responses": [_sourced(each, sources) for each in responses.values()],
    }
    return Typed(values, lists, rows)


def _sources_of(rows: list[Said]) -> set[str]:
    moves = [move for row in rows for move in row.get("due_moves", [])]
    return {row["source"] for row in (*rows, *moves) if "source" in row}


def _typed_milestone(said: Said, sources: dict[str, Said]) -> Typed:
    values = {name: said.get(name, "") for name in ("key", "title", "due")}
    moves = [_sourced(move, sources) for move in said.get("due_moves", [])]
    return Typed(values, {"promised_by": list(said.get("promised_by", []))}, {"due_moves": moves})


def _sourced(said: Said, sources: dict[str, Said]) -> Typed:
    values = {name: str(value) for name, value in said.items() if name != "source"}
    source = sources.get(said.get("source", ""), {})
    return Typed(values | {f"source_{part}": source.get(part, "") for part in _SOURCE_PARTS})


def given_recommendation(typed: Typed) -> dict[str, Any]:
    """Return what was typed of a recommendation as services take it."""
    names = ("key", "code", "title", "statement", "basis", "area", "new_area", "review_every", "target_date")
    given: dict[str, Any] = {name: typed.text(name) for name in names}
    given |= {
        "addressees": typed.lists["addressees"],
        "depends_on": typed.lists["depends_on"],
        "paragraphs": [part for part in re.split(r"[\s,;]+", typed.text("paragraphs")) if part],
        "tags": _lines(typed.text("tags")),
        "priority": {"level": typed.text("priority"), "reason": typed.text("priority_reason")},
        "new_actors": [dict(row.values) for row in typed.rows["new_actors"]],
        "related": [dict(row.values) for row in typed.rows["related"]],
        "responses": [_with_source(row) for row in typed.rows["responses"]],
    }
    given["milestones"] = [
        {
            **{name: row.text(name) for name in ("key", "title", "due")},
            "promised_by": row.lists["promised_by"],
            "due_moves": [_with_source(move) for move in row.rows["due_moves"]],
        }
        for row in typed.rows["milestones"]
    ]
    return given


def _with_source(row: Typed) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: value for name, value in row.values.items() if not name.startswith("source_")
    }
    return {**given, "source": {part: row.text(f"source_{part}") for part in _SOURCE_PARTS}}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def choices(document: Document, without: Recommendation | None) -> Choices:
    """Return what a recommendation's form offers (three queries)."""
    actors = [(actor.key, str(actor)) for actor in Actor.objects.order_by("name", "id")]
    others = Recommendation.objects.filter(document=document).exclude(pk=without.pk if without else 0)
    return {
        "addressees": actors,
        "promised_by": actors,
        "actor": actors,
        "area": [(area.key, str(area)) for area in Area.objects.order_by("name", "id")],
        "depends_on": [(other.key, str(other)) for other in others.only("key", "code", "title")],
    }
