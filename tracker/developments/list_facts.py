"""What the list of developments says of itself: what is found, and what can be chosen; in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, QuerySet, Sum
from django.db.models.expressions import RawSQL

from tracker.developments.filters import DevelopmentFilter
from tracker.developments.models import Development, Link

#: More recommendations than these are offered only where a document is chosen.
MOST_OFFERED = 300

#: What cannot have any row, in as many columns as each part has.
_NOTHING = {
    "states": "SELECT NULL, 0 WHERE false",
    "everything": "SELECT 0 WHERE false",
    "asked": "SELECT 0, '' WHERE false",
    "found": "SELECT 0 WHERE false",
    "links": "SELECT '', 0, 0, 0 WHERE false",
}
#: Each part is one value; the texts are those of the filters' queries. ``asked`` are the developments that
#: their own filters leave, read once. It begins with SELECT, as only what reads does.
_FACTS = """
SELECT told.* FROM (
WITH asked(id, standing) AS MATERIALIZED ({asked})
SELECT
  (SELECT json_agg(json_build_array(key, title) ORDER BY title, id) FROM documents_document),
  (SELECT json_agg(json_build_array(key, name) ORDER BY name, id) FROM documents_area),
  (SELECT json_agg(json_build_array(key, name) ORDER BY name, id) FROM documents_actor),
  (SELECT json_agg(json_build_array(u.username, coalesce(
       nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''), u.username)) ORDER BY u.username)
   FROM accounts_user u WHERE EXISTS (SELECT FROM developments_development a WHERE a.author_id = u.id)),
  (SELECT json_agg(json_build_array(x.document, x.title, x.key, x.code, x.words)
                   ORDER BY x.title, x.code_order COLLATE "C", x.id)
   FROM (SELECT d.key AS document, d.title, r.key, r.code, r.title AS words, r.code_order, r.id
         FROM documents_recommendation r JOIN documents_document d ON d.id = r.document_id
         WHERE %s = '' OR d.key = %s
         ORDER BY d.title, r.code_order COLLATE "C", r.id LIMIT %s) x),
  (SELECT count(DISTINCT development_id) FROM developments_searchmark),
  (SELECT min(tracking_began_at) FROM documents_document),
  (SELECT json_object_agg(s.state, s.n) FROM ({states}) s(state, n)),
  (SELECT count(*) FROM ({everything}) e(id)),
  (SELECT json_build_array(count(*), count(*) FILTER (WHERE f.standing = 'reported'))
   FROM asked f{found}),
  (SELECT json_agg(json_build_array(l.attribution, l.effect, l.n, l.weight))
   FROM ({links}) l(attribution, effect, n, weight))
) told
"""


@dataclass(frozen=True)
class LinkCount:
    """How many links of one attribution and effect there are, and their weights' sum."""

    attribution: str
    effect: int | None
    number: int
    weight: int


@dataclass(frozen=True)
class Tally:
    """How many developments were found, how many of them only reported, and which links they carry.

    ``links`` are those that the filters ask for; ``by_attribution`` counts them however they came about.
    """

    found: int
    reported: int
    of: int
    links: Sequence[LinkCount]
    by_attribution: Sequence[LinkCount]

    def number(self, effect: int | None = None) -> int:
        """Return how many links there are, of one effect if it is given."""
        return sum(each.number for each in self.links if effect is None or each.effect == effect)

    @property
    def balance(self) -> int:
        """Σ s·w of the links."""
        return sum((each.effect or 0) * each.weight for each in self.links)

    def attributed(self, attribution: str = "") -> int:
        """Return how many links came about so; all where it is not given."""
        return sum(each.number for each in self.by_attribution if attribution in ("", each.attribution))


@dataclass(frozen=True)
class Facts:
    """What can be chosen, and what was found."""

    documents: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    actors: list[tuple[str, str]]
    people: list[tuple[str, str]]
    recommendations: list[tuple[str, str, str, str, str]]
    behind: int
    tracking_began: dt.datetime | None
    states: dict[str, int]
    tally: Tally


def read(filters: DevelopmentFilter, everything: DevelopmentFilter, visible: QuerySet[Development]) -> Facts:
    """Return all of it (one query)."""
    values: dict[str, Any] | None = filters.form.cleaned_data if filters.form.is_valid() else None
    document = (values or {}).get("document") or ""
    states = visible.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")
    parts = {
        "asked": _asked(filters) if values is not None else None,
        "states": states,
        "everything": everything.qs.order_by().values_list("pk") if everything.form.is_valid() else None,
        "links": _links(filters) if values is not None else None,
    }
    sqls = {name: _sql(name, rows) for name, rows in parts.items()}
    sqls["found"] = _within(filters) if values is not None else ("", [])
    texts = {name: text for name, (text, _given) in sqls.items()}
    # In the order in which they stand in the statement.
    given = [*sqls["asked"][1], document, document, MOST_OFFERED + 1]
    given += [value for name in ("states", "everything", "found", "links") for value in sqls[name][1]]
    with connection.cursor() as cursor:
        cursor.execute(_FACTS.format(**texts), given)
        row = cursor.fetchone()
    documents, areas, actors, people, recommendations, behind, began, by_state, of, found, links = row
    return Facts(
        _pairs(documents),
        _pairs(areas),
        _pairs(actors),
        _pairs(people),
        [tuple(each) for each in recommendations or ()],
        behind,
        began,
        dict(by_state or {}),
        _tally(found, of, links or (), (values or {}).get("attribution") or ""),
    )


def _pairs(rows: Iterable[Sequence[str]] | None) -> list[tuple[str, str]]:
    return [(key, label) for key, label in rows or ()]


def _tally(found: Sequence[int], of: int, links: Iterable[Sequence[Any]], attribution: str) -> Tally:
    counted = [LinkCount(each[0], each[1], each[2], each[3] or 0) for each in links]
    chosen = [each for each in counted if attribution in ("", each.attribution)]
    return Tally(found[0], found[1], of, chosen, counted)


def _asked(filters: DevelopmentFilter) -> QuerySet[Any]:
    """Return the developments that their own filters leave, with their standing."""
    standing = F(filters.own("standing"))
    return filters.of_developments(filters.queryset).order_by().values_list("pk", standing)


def _within(filters: DevelopmentFilter) -> tuple[str, list[Any]]:
    """Return the condition that a development f has one of the links asked for; nothing where none are."""
    links = filters.links()
    if links is None:
        return "", []
    text, given = _sql("found", links.order_by().values_list("development_id"))
    return f" WHERE f.id IN ({text})", given


def _links(filters: DevelopmentFilter) -> QuerySet[Any]:
    """Return the links asked for, however they came about, counted by attribution and effect."""
    links: QuerySet[Link] | None = filters.links(attributions=False)
    if links is None:
        links = filters.shown_links()
    return (
        links.filter(development__in=RawSQL("SELECT id FROM asked", []))
        .order_by()
        .values("attribution", "effect")
        .annotate(n=Count("pk"), total=Sum("weight"))
        .values_list("attribution", "effect", "n", "total")
    )


def _sql(name: str, rows: QuerySet[Any] | None) -> tuple[str, list[Any]]:
    """Return a query's text and parameters; one of no rows where it cannot have any."""
    try:
        if rows is not None:
            text, given = rows.query.sql_with_params()
            return text, list(given)
    except EmptyResultSet:
        pass
    return _NOTHING[name], []
