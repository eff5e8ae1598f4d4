"""Write a load's recommendations with what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection

from tracker.core.keys import natural_key
from tracker.documents import bulk
from tracker.documents.models import (
    Dependency,
    DueMove,
    Milestone,
    MilestonePromise,
    Passage,
    Recommendation,
    RecommendationAddressee,
    RelatedRecommendation,
    Response,
)
from tracker.documents.package.merge import Decision
from tracker.documents.package.reading import Row, Said

if TYPE_CHECKING:
    from tracker.documents.package.load import Load

_COLUMNS = [
    "code",
    "code_order",
    "area_id",
    "title",
    "statement",
    "basis",
    "tags",
    "priority",
    "priority_reason",
    "review_every",
    "target_date",
]

_DELETE_PASSAGES = """
DELETE FROM documents_passage p USING unnest(%s::bigint[], %s::int[]) AS s (recommendation_id, paragraph)
WHERE p.recommendation_id = s.recommendation_id AND p.paragraph = s.paragraph
"""


def apply(load: Load, touched_areas: set[int]) -> set[int]:
    """Write them; return the recommendations touched, and add their areas, those left included."""
    decision = load.decisions["recommendation"]
    touched = set()
    if decision.update:
        keys = decision.update
        touched_areas.update(
            Recommendation.objects.filter(document=load.document, key__in=keys).values_list(
                "area_id", flat=True
            )
        )
    _write_rows(load, decision)
    _write_lists(load, decision)
    touched_keys = {*decision.add, *decision.update}
    below = _write_milestones(load) | _write_responses(load)
    if load.raises_versions and (only := below - touched_keys):
        # The version guards what hangs on a recommendation too.
        bulk.update_from(Recommendation, ["id"], ((load.recommendation_ids[key],) for key in sorted(only)))
    touched_keys |= below
    touched = {load.recommendation_ids[key] for key in touched_keys}
    touched_areas |= _areas_of(load, touched_keys)
    return touched


def _areas_of(load: Load, keys: Iterable[str]) -> set[int]:
    area_ids = load.plans["area_ids"]
    return {area_ids[load.reading.recommendations[key].row.said["area"]] for key in keys}


def _values(load: Load, said: Said) -> tuple[Any, ...]:
    priority = said.get("priority", {})
    return (
        said["code"],
        natural_key(said["code"]),
        load.plans["area_ids"][said["area"]],
        said["title"],
        said["statement"],
        said["basis"],
        said.get("tags", []),
        priority.get("level", ""),
        priority.get("reason", ""),
        said.get("review_every"),
        said.get("target_date"),
    )


def _write_rows(load: Load, decision: Decision) -> None:
    said = {key: load.reading.recommendations[key].row.said for key in (*decision.add, *decision.update)}
    ids = dict(zip(decision.add, bulk.new_ids(Recommendation, len(decision.add)), strict=True))
    if decision.update:
        rows = ((load.recommendation_ids[key], *_values(load, said[key])) for key in decision.update)
        bulk.update_from(Recommendation, ["id", *_COLUMNS], rows, raise_version=load.raises_versions)
    if decision.add:
        added = ((ids[key], load.document_id, key, 1, *_values(load, said[key])) for key in decision.add)
        bulk.copy_in(Recommendation, ["id", "document_id", "key", "version", *_COLUMNS], added)
    load.recommendation_ids |= ids


def _write_lists(load: Load, decision: Decision) -> None:
    """Write addressees, dependencies, relations and passages; a changed list is replaced as a whole."""
    standing: Mapping[str, Said] = load.plans["recommendation"]
    ids, actors = load.recommendation_ids, load.actor_ids
    others = _other_ids(load)

    def addressee(item: str) -> tuple[Any, ...] | None:
        return (actors[item],)

    def awaited(item: str) -> tuple[Any, ...] | None:
        return (ids[item],) if item in ids else None

    def related(item: Said) -> tuple[Any, ...] | None:
        other = others.get(item["recommendation"])
        return (other, item["relation"]) if other else None

    for model, name, columns, read in (
        (RecommendationAddressee, "addressees", ["actor_id"], addressee),
        (Dependency, "depends_on", ["depends_on_id"], awaited),
        (RelatedRecommendation, "related", ["other_id", "relation"], related),
    ):
        changed = _changed_lists(load, decision, standing, name)
        stale = [ids[key] for key in decision.update if key in changed]
        if stale:
            model.objects.filter(recommendation_id__in=stale).delete()
        rows = (
            (ids[key], position, *found)
            for key, items in changed.items()
            for position, item in enumerate(items)
            if (found := read(item)) is not None
        )
        bulk.copy_in(model, ["recommendation_id", "position", *columns], rows)
    _write_passages(load, decision, standing)


def _changed_lists(
    load: Load, decision: Decision, standing: Mapping[str, Said], name: str
) -> dict[str, list[Any]]:
    changed = {}
    for key in (*decision.add, *decision.update):
        items = load.reading.recommendations[key].row.said.get(name, [])
        if items != standing.get(key, {}).get(name, []):
            changed[key] = items
    return changed


def _other_ids(load: Load) -> dict[str, int]:
    """Return the ids of recommendations that others relate to, of other documents too (one query)."""
    found: dict[str, int] = dict(load.recommendation_ids)
    if load.reading.elsewhere:
        documents = {document for document, _key in load.reading.elsewhere}
        rows = Recommendation.objects.filter(document__key__in=documents)
        found |= {
            f"{document}/{key}": pk for document, key, pk in rows.values_list("document__key", "key", "id")
        }
    return found


def _write_passages(load: Load, decision: Decision, standing: Mapping[str, Said]) -> None:
    """Write paragraphs; a passage whose paragraph stays keeps its offsets."""
    ids = load.recommendation_ids
    changed = _changed_lists(load, decision, standing, "paragraphs")
    before = {key: set(standing.get(key, {}).get("paragraphs", [])) for key in changed}
    stale = [
        (ids[key], paragraph) for key in changed for paragraph in sorted(before[key] - set(changed[key]))
    ]
    if stale:
        with connection.cursor() as cursor:
            cursor.execute(_DELETE_PASSAGES, [*map(list, zip(*stale, strict=True))])
    rows = (
        (ids[key], paragraph, "")
        for key, paragraphs in changed.items()
        for paragraph in paragraphs
        if paragraph not in before[key]
    )
    bulk.copy_in(Passage, ["recommendation_id", "paragraph", "text_sha256"], rows)


def _write_milestones(load: Load) -> set[str]:
    rows, standing = load.plans["milestone"]
    decision = load.decisions["milestone"]
    load.milestone_ids = _milestone_ids(load)
    new = dict(zip(decision.add, bulk.new_ids(Milestone, len(decision.add)), strict=True))
    positions = _positions(load)
    if decision.update:
        bulk.update_from(
            Milestone,
            ["id", "title", "due"],
            (
                (load.milestone_ids[_pair(key)], rows[key].said["title"], rows[key].said.get("due"))
                for key in decision.update
            ),
        )

    def added() -> Iterator[tuple[Any, ...]]:
        for key in decision.add:
            recommendation, milestone = _pair(key)
            ids, said = (new[key], load.recommendation_ids[recommendation]), rows[key].said
            yield *ids, milestone, said["title"], positions[key], said.get("due")

    bulk.copy_in(Milestone, ["id", "recommendation_id", "key", "title", "position", "due"], added())
    load.milestone_ids |= {_pair(key): pk for key, pk in new.items()}
    _order_milestones(load, positions)
    _write_promises(load, decision, rows, standing)
    return {_pair(key)[0] for key in (*decision.add, *decision.update)}


def _order_milestones(load: Load, positions: Mapping[str, int]) -> None:
    """Put the milestones of recommendations whose order changed where the package has them."""
    if "milestone order" in load.decisions and (changed := set(load.decisions["milestone order"].update)):
        rows = (
            (load.milestone_ids[_pair(key)], position)
            for key, position in positions.items()
            if _pair(key)[0] in changed and _pair(key) in load.milestone_ids
        )
        bulk.update_from(Milestone, ["id", "position"], rows)


def _pair(key: str) -> tuple[str, str]:
    recommendation, _slash, milestone = key.partition("/")
    return recommendation, milestone


def _positions(load: Load) -> dict[str, int]:
    return {
        f"{key}/{milestone}": position
        for key, each in load.reading.recommendations.items()
        for position, milestone in enumerate(each.milestones)
    }


def _milestone_ids(load: Load) -> dict[tuple[str, str], int]:
    if load.decisions["document"].add:
        return {}
    rows = Milestone.objects.filter(recommendation__document=load.document)
    return {
        (recommendation, key): pk
        for recommendation, key, pk in rows.values_list("recommendation__key", "key", "id")
    }


def _write_promises(
    load: Load, decision: Decision, rows: Mapping[str, Row], standing: Mapping[str, Said]
) -> None:
    """Write who promised milestones, and the moves of their due days."""
    ids = load.milestone_ids

    def changed(name: str) -> dict[str, list[Any]]:
        return {
            key: rows[key].said.get(name, [])
            for key in (*decision.add, *decision.update)
            if rows[key].said.get(name, []) != standing.get(key, {}).get(name, [])
        }

    promised, moved = changed("promised_by"), changed("due_moves")
    for model, lists in ((MilestonePromise, promised), (DueMove, moved)):
        stale = [ids[_pair(key)] for key in decision.update if key in lists]
        if stale:
            model.objects.filter(milestone_id__in=stale).delete()
    bulk.copy_in(
        MilestonePromise,
        ["milestone_id", "actor_id", "position"],
        (
            (ids[_pair(key)], load.actor_ids[actor], position)
            for key, actors in promised.items()
            for position, actor in enumerate(actors)
        ),
    )

    def moves() -> Iterator[tuple[Any, ...]]:
        for key, items in moved.items():
            for position, move in enumerate(items):
                source = load.source_ids.get(move.get("source", ""))
                yield ids[_pair(key)], position, move["announced"], move["due"], source

    bulk.copy_in(DueMove, ["milestone_id", "position", "announced", "due", "source_id"], moves())


def _write_responses(load: Load) -> set[str]:
    rows, _standing = load.plans["response"]
    decision = load.decisions["response"]

    def values(said: Said) -> tuple[Any, ...]:
        source = load.source_ids.get(said.get("source", ""))
        return said.get("position"), said.get("date"), said.get("due"), said.get("rationale", ""), source

    columns = ["position", "date", "due", "rationale", "source_id"]
    if decision.update:
        query = Response.objects.filter(recommendation__document=load.document)
        ids = {
            f"{recommendation} {actor} {date or 'due'}": pk
            for recommendation, actor, date, pk in query.values_list(
                "recommendation__key", "actor__key", "date", "id"
            )
        }
        changed = ((ids[key], *values(rows[key].said)) for key in decision.update)
        bulk.update_from(Response, ["id", *columns], changed)

    def added() -> Iterator[tuple[Any, ...]]:
        for key in decision.add:
            said = rows[key].said
            parents = load.recommendation_ids[_recommendation(key)], load.actor_ids[said["actor"]]
            yield *parents, 1, *values(said)

    bulk.copy_in(Response, ["recommendation_id", "actor_id", "version", *columns], added())
    return {_recommendation(key) for key in (*decision.add, *decision.update)}


def _recommendation(response_key: str) -> str:
    return response_key.partition(" ")[0]
