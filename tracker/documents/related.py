"""How recommendations relate to others, across documents, told from both ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from tracker.documents.choices import Relation

#: What is said of a recommendation whose relation is recorded with the other one.
INVERSE = {
    Relation.RESTATES: _("is restated by"),
    Relation.NARROWS: _("is narrowed by"),
    Relation.SUPERSEDES: _("is superseded by"),
    Relation.CONFLICTS_WITH: _("conflicts with"),
}


@dataclass(frozen=True, slots=True)
class Related:
    """Another recommendation, and how the one asked for relates to it.

    ``outward`` tells that the relation is recorded with the one asked for, and so reads forwards.
    """

    of_id: int
    recommendation_id: int
    document_key: str
    document_title: str
    key: str
    code: str
    title: str
    relation: str
    outward: bool
    #: The team's judgement of the other one, where it was asked for.
    status: str = ""

    @property
    def words(self) -> str:
        """How the one asked for relates to this one: "restates", "is restated by"."""
        relation = Relation(self.relation)
        return str(relation.label if self.outward else INVERSE[relation])

    @property
    def other_words(self) -> str:
        """How this one relates to the one asked for."""
        relation = Relation(self.relation)
        return str(INVERSE[relation] if self.outward else relation.label)

    @property
    def name(self) -> str:
        """DOCUMENT/KEY."""
        return f"{self.document_key}/{self.key}"

    @property
    def opposed(self) -> bool:
        """Whether what advances the one may set the other back."""
        return self.relation == Relation.CONFLICTS_WITH


COLUMNS = "p.of_id, r.id, d.key, d.title, r.key, r.code, r.title, p.relation, p.outward"
#: Both ends of each relation of the recommendations asked for; r is the other one, d its document.
FROM = """
FROM (
    SELECT x.recommendation_id AS of_id, x.other_id, x.relation, true AS outward, x.position
    FROM documents_relatedrecommendation x WHERE x.recommendation_id = ANY(%(of_ids)s)
    UNION ALL
    SELECT x.other_id, x.recommendation_id, x.relation, false, x.position
    FROM documents_relatedrecommendation x WHERE x.other_id = ANY(%(of_ids)s)
) p
JOIN documents_recommendation r ON r.id = p.other_id
JOIN documents_document d ON d.id = r.document_id
"""
ORDER = 'ORDER BY p.of_id, p.outward DESC, p.position, d.key COLLATE "C", r.code_order COLLATE "C", r.id'


def related(recommendation_ids: Iterable[int]) -> dict[int, list[Related]]:
    """Return what each recommendation relates to, in both directions; one query, none for none."""
    ids = list(recommendation_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} {FROM} {ORDER}", {"of_ids": ids})
        return grouped(cursor.fetchall())


def grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Related]]:
    """Return rows of ``COLUMNS`` by whom they were asked for; a conflict told at both ends stands once."""
    found: dict[int, list[Related]] = defaultdict(list)
    seen: set[tuple[int, int, str]] = set()
    for row in rows:
        each = Related(*row)
        mutual = (each.of_id, each.recommendation_id, each.relation)
        if each.opposed and mutual in seen:
            continue
        seen.add(mutual)
        found[each.of_id].append(each)
    return dict(found)
