"""What stands, as texts to be typed over on the set-up pages; what was typed, as services take it."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection

from tracker.documents.forms import Choices
from tracker.documents.models import Document, Recommendation
from tracker.documents.package import stored
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


#: More recommendations than these are not offered by name: they are typed as DOCUMENT/KEY.
MOST_OFFERED = 500

_CHOICES = """
SELECT
  (SELECT json_agg(json_build_array(key, name) ORDER BY name, id) FROM documents_actor),
  (SELECT json_agg(json_build_array(key, name) ORDER BY name, id) FROM documents_area),
  (SELECT json_agg(json_build_array(key, code || ' ' || title) ORDER BY code_order COLLATE "C", id)
   FROM documents_recommendation WHERE document_id = %(document)s AND id <> %(without)s),
  (SELECT json_agg(json_build_array(x.name, x.label) ORDER BY x.own DESC, x.title, x.code_order COLLATE "C")
   FROM (SELECT CASE WHEN d.id = %(document)s THEN r.key ELSE d.key || '/' || r.key END AS name,
                r.code || ' ' || r.title || CASE WHEN d.id = %(document)s THEN '' ELSE ', ' || d.title END
                    AS label,
                d.id = %(document)s AS own, d.title, r.code_order
         FROM documents_recommendation r JOIN documents_document d ON d.id = r.document_id
         WHERE r.id <> %(without)s
         ORDER BY own DESC, d.title, r.code_order COLLATE "C" LIMIT %(most)s) x)
"""


def choices(document: Document, without: Recommendation | None) -> Choices:
    """Return what a recommendation's form offers (one query)."""
    given = {"document": document.pk, "without": without.pk if without else 0, "most": MOST_OFFERED}
    with connection.cursor() as cursor:
        cursor.execute(_CHOICES, given)
        actors, areas, depends_on, others = (
            [(key, label) for key, label in part or ()] for part in cursor.fetchone()
        )
    return {
        "addressees": actors,
        "promised_by": actors,
        "actor": actors,
        "area": areas,
        "depends_on": depends_on,
        "others": others,
    }
