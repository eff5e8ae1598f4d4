"""A recommendation with all that hangs on it as it stands, for the form that changes it; in one query."""

from __future__ import annotations

from typing import Any

from django.db import connection

from tracker.documents.models import Recommendation
from tracker.documents.typed import Typed

_SOURCE = (
    """'source_url', s.url, 'source_title', s.title, 'source_publisher', s.publisher, 'source_date', s.date"""
)
_STANDING = f"""
SELECT
  (SELECT json_agg(a.key ORDER BY x.position, x.id)
   FROM documents_recommendationaddressee x JOIN documents_actor a ON a.id = x.actor_id
   WHERE x.recommendation_id = r.id),
  (SELECT json_agg(o.key ORDER BY x.position, x.id)
   FROM documents_dependency x JOIN documents_recommendation o ON o.id = x.depends_on_id
   WHERE x.recommendation_id = r.id),
  (SELECT json_agg(DISTINCT x.paragraph) FROM documents_passage x WHERE x.recommendation_id = r.id),
  (SELECT json_agg(json_build_object('relation', x.relation, 'recommendation',
       CASE WHEN o.document_id = r.document_id THEN o.key ELSE d.key || '/' || o.key END)
       ORDER BY x.position, x.id)
   FROM documents_relatedrecommendation x JOIN documents_recommendation o ON o.id = x.other_id
   JOIN documents_document d ON d.id = o.document_id
   WHERE x.recommendation_id = r.id),
  (SELECT json_agg(json_build_array(
       json_build_object('key', m.key, 'title', m.title, 'due', m.due),
       (SELECT json_agg(a.key ORDER BY x.position, x.id)
        FROM documents_milestonepromise x JOIN documents_actor a ON a.id = x.actor_id
        WHERE x.milestone_id = m.id),
       (SELECT json_agg(json_build_object('announced', x.announced, 'due', x.due, {_SOURCE})
                        ORDER BY x.position, x.id)
        FROM documents_duemove x LEFT JOIN documents_source s ON s.id = x.source_id
        WHERE x.milestone_id = m.id))
       ORDER BY m.position, m.id)
   FROM documents_milestone m WHERE m.recommendation_id = r.id),
  (SELECT json_agg(json_build_object('actor', a.key, 'position', x.position, 'date', x.date, 'due', x.due,
                                     'rationale', x.rationale, {_SOURCE})
                   ORDER BY a.key, x.date, x.id)
   FROM documents_response x JOIN documents_actor a ON a.id = x.actor_id
   LEFT JOIN documents_source s ON s.id = x.source_id
   WHERE x.recommendation_id = r.id)
FROM documents_recommendation r WHERE r.id = %s
"""  # noqa: S608 - composed of our own texts


def typed_recommendation(standing: Recommendation) -> Typed:
    """Return a recommendation's fields with what hangs on it, as texts to be typed over (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [standing.pk])
        addressees, depends_on, paragraphs, related, milestones, responses = (
            part or [] for part in cursor.fetchone()
        )
    names = ("key", "code", "title", "statement", "basis", "review_every", "target_date", "priority",
             "priority_reason", "version")  # fmt: skip
    values = {name: _text(getattr(standing, name)) for name in names}
    values |= {
        "area": standing.area.key,
        "paragraphs": ", ".join(map(str, sorted(paragraphs))),
        "tags": "\n".join(standing.tags),
    }
    rows = {
        "related": [_row(each) for each in related],
        "milestones": [_milestone(*each) for each in milestones],
        "responses": [_row(each) for each in responses],
    }
    return Typed(values, {"addressees": list(addressees), "depends_on": list(depends_on)}, rows)


def _milestone(said: dict[str, Any], promised: list[str] | None, moves: list[dict[str, Any]] | None) -> Typed:
    rows = {"due_moves": [_row(move) for move in moves or ()]}
    return Typed(_row(said).values, {"promised_by": list(promised or ())}, rows)


def _row(said: dict[str, Any]) -> Typed:
    return Typed({name: _text(value) for name, value in said.items()})


def _text(value: object) -> str:
    return "" if value is None else str(value)
