"""What stands in the tracker, in the canonical form of packages: to compare with, and to dump.

Each function costs the queries its docstring says, however many rows it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from tracker.documents import bulk
from tracker.documents.models import (
    Actor,
    Area,
    Dependency,
    Document,
    DueMove,
    Milestone,
    MilestonePromise,
    Passage,
    Recommendation,
    RecommendationAddressee,
    RelatedRecommendation,
    Response,
    Source,
)
from tracker.documents.package.definitions import HALF_LIFE, response_key
from tracker.documents.package.reading import Said, without_empty
from tracker.documents.package.values import clean

Keys = Collection[str] | None


def document(stored: Document) -> Said:
    """Return a document (no query)."""
    authors = [
        without_empty({name: clean(str(author.get(name, ""))) for name in ("family", "given", "affiliation")})
        for author in stored.authors
    ]
    return without_empty(
        {
            "key": stored.key,
            "title": one_line(stored.title),
            "published_on": stored.published_on.isoformat(),
            "authors": authors,
            "series": one_line(stored.series),
            "publisher": one_line(stored.publisher),
            "language": one_line(stored.language),
            "url": stored.url,
            "tags": _tags(stored.tags),
            "abstract": clean(stored.abstract),
            "half_life": None if stored.half_life == HALF_LIFE else stored.half_life,
        }
    )


def actors(keys: Collection[str]) -> dict[str, Said]:
    """Return actors by key (one query)."""
    return {
        actor.key: without_empty(
            {
                "key": actor.key,
                "name": one_line(actor.name),
                "short": one_line(actor.short),
                "own": without_empty(
                    {"lang": one_line(actor.own_language), "name": one_line(actor.own_name)}
                ),
            }
        )
        for actor in Actor.objects.filter(key__in=bulk.any_of(keys))
    }


def areas(keys: Collection[str]) -> dict[str, Said]:
    """Return areas by key (one query)."""
    return {
        area.key: without_empty({"key": area.key, "name": one_line(area.name)})
        for area in Area.objects.filter(key__in=bulk.any_of(keys))
    }


def sources(canonical: Collection[str]) -> dict[str, Said]:
    """Return sources by canonical address (one query)."""
    rows = Source.objects.filter(canonical_url__in=bulk.any_of(canonical)).values_list(
        "canonical_url", "url", "title", "publisher", "date"
    )
    return {address: source_said(*said) for address, *said in rows}


def source_said(url: str, title: str, publisher: str, date: str) -> Said:
    """Return a source's canonical form."""
    return without_empty(
        {"url": url, "title": one_line(title), "publisher": one_line(publisher), "date": date}
    )


def recommendations(document_id: int, keys: Keys = None) -> dict[str, Said]:
    """Return a document's recommendations by key, in code order (five queries)."""
    rows = list(_of(Recommendation.objects.filter(document_id=document_id), keys).select_related("area"))
    addressees = _lists(RecommendationAddressee, "recommendation", rows, "actor__key")
    awaited = _lists(Dependency, "recommendation", rows, "depends_on__key")
    passages = _lists(Passage, "recommendation", rows, "paragraph")
    related = _lists(
        RelatedRecommendation,
        "recommendation",
        rows,
        "other__document_id",
        "other__document__key",
        "other__key",
        "relation",
    )
    found = {}
    for row in rows:
        found[row.key] = without_empty(
            {
                "key": row.key,
                "code": one_line(row.code),
                "area": row.area.key,
                "title": one_line(row.title),
                "statement": clean(row.statement),
                "basis": row.basis,
                "addressees": addressees[row.pk],
                "depends_on": awaited[row.pk],
                "paragraphs": sorted(set(passages[row.pk])),
                "tags": _tags(row.tags),
                "priority": without_empty({"level": row.priority, "reason": clean(row.priority_reason)}),
                "review_every": row.review_every,
                "target_date": row.target_date.isoformat() if row.target_date else "",
                "related": [_relation(document_id, *values) for values in related[row.pk]],
            }
        )
    return found


def _relation(document_id: int, other_id: int, document_key: str, key: str, relation: str) -> Said:
    reference = key if other_id == document_id else f"{document_key}/{key}"
    return {"recommendation": reference, "relation": relation}


def milestones(document_id: int, keys: Keys = None) -> dict[str, Said]:
    """Return milestones by "recommendation/milestone", in order (three queries)."""
    query = Milestone.objects.filter(recommendation__document_id=document_id)
    if keys is not None:
        query = query.filter(recommendation__key__in=bulk.any_of({key.partition("/")[0] for key in keys}))
    rows = list(query.order_by("recommendation_id", "position", "id").select_related("recommendation"))
    promised = _lists(MilestonePromise, "milestone", rows, "actor__key")
    moves = _lists(DueMove, "milestone", rows, "announced", "due", "source__canonical_url")
    found = {}
    for row in rows:
        found[f"{row.recommendation.key}/{row.key}"] = without_empty(
            {
                "key": row.key,
                "title": one_line(row.title),
                "promised_by": promised[row.pk],
                "due": row.due.isoformat() if row.due else "",
                "due_moves": [
                    without_empty(
                        {"announced": announced.isoformat(), "due": due.isoformat(), "source": source}
                    )
                    for announced, due, source in moves[row.pk]
                ],
            }
        )
    return found


def responses(document_id: int, keys: Keys = None) -> dict[str, Said]:
    """Return responses by their key, ordered by actor and day (one query)."""
    query = Response.objects.filter(recommendation__document_id=document_id)
    if keys is not None:
        query = query.filter(recommendation__key__in=bulk.any_of({key.partition(" ")[0] for key in keys}))
    found = {}
    for recommendation, actor, position, date, due, rationale, source in query.order_by(
        "actor__key", "date", "id"
    ).values_list(
        "recommendation__key", "actor__key", "position", "date", "due", "rationale", "source__canonical_url"
    ):
        said = without_empty(
            {
                "actor": actor,
                "position": position,
                "date": date.isoformat() if date else "",
                "due": due.isoformat() if due else "",
                "rationale": clean(rationale),
                "source": source,
            }
        )
        found[response_key(recommendation, said)] = said
    return found


def _of(query: QuerySet[Recommendation], keys: Keys) -> QuerySet[Recommendation]:
    query = query.order_by("code_order", "id")
    return query if keys is None else query.filter(key__in=bulk.any_of(keys))


def _lists(model: Any, parent: str, rows: Iterable[Any], *columns: str) -> dict[int, list[Any]]:
    """Return the values of child rows in order, by their parent's id (one query)."""
    found: dict[int, list[Any]] = defaultdict(list)
    query = model.objects.filter(**{f"{parent}_id__in": bulk.any_id(row.pk for row in rows)})
    order = "paragraph" if model is Passage else "position"
    for parent_id, *values in query.order_by(f"{parent}_id", order, "id").values_list(
        f"{parent}_id", *columns
    ):
        found[parent_id].append(values[0] if len(values) == 1 else tuple(values))
    return found


def _tags(tags: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(one_line, tags))))


def one_line(text: str) -> str:
    """Return stored text as packages write what stands on one line."""
    return " ".join(clean(text).split("\n")) if "\n" in text or "\r" in text else clean(text)


def hashes(rows: Iterator[tuple[str, Said]] | Iterable[tuple[str, Said]]) -> dict[str, str]:
    """Return the hash of each row by its key."""
    from tracker.documents.package.reading import said_hash

    return {key: said_hash(said) for key, said in rows}
