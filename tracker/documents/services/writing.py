"""Write one recommendation with the writers of packages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tracker.documents.models import Document, Milestone, Recommendation
from tracker.documents.models import Response as ResponseRow
from tracker.documents.package import stored, write_definitions, write_recommendations
from tracker.documents.package.load import Load
from tracker.documents.package.merge import Decision
from tracker.documents.package.part import MILESTONE, RECOMMENDATION, RESPONSE, source_key
from tracker.documents.package.reading import Reading, Row, Said


@dataclass
class Change:
    """A recommendation as it shall stand, as one small load."""

    load: Load
    key: str
    removed_milestones: list[str] = field(default_factory=list)
    removed_responses: list[int] = field(default_factory=list)
    reordered: bool = False

    @property
    def changes(self) -> bool:
        """Whether anything would be written."""
        decisions = self.load.decisions
        touched = any(decisions[kind].add or decisions[kind].update for kind in decisions if kind != "source")
        return bool(touched or self.removed_milestones or self.removed_responses or self.reordered)


def compare(
    document: Document,
    reading: Reading,
    standing: Recommendation | None,
    own: Said | None,
    new_actors: set[str],
    new_area: str,
) -> Change:
    """Decide what of the recommendation is added and what is changed (five queries)."""
    (key, wanted), *_others = reading.recommendations.items()
    load = Load(reading, None, document, raises_versions=False)
    change = Change(load, key)
    load.recommendation_ids = dict(Recommendation.objects.filter(document=document).values_list("key", "id"))
    decisions = load.decisions
    decisions["document"] = Decision("document")
    decisions["actor"] = Decision("actor", add=[actor for actor in reading.actors if actor in new_actors])
    decisions["area"] = Decision("area", add=[new_area] if new_area else [])
    addresses = {source_key(canonical): canonical for canonical in reading.sources}
    decisions["source"] = Decision("source", add=list(addresses))
    load.plans["source"] = addresses
    decisions[RECOMMENDATION] = _decided(RECOMMENDATION, {key: wanted.row}, {key: own} if own else {})
    load.plans[RECOMMENDATION] = {key: own} if own else {}
    milestones = {f"{key}/{milestone}": row for milestone, row in wanted.milestones.items()}
    responses = {row.key: row for row in wanted.responses}
    for kind, rows, read in (
        (MILESTONE, milestones, stored.milestones),
        (RESPONSE, responses, stored.responses),
    ):
        found = read(document.pk, {f"{key}/" if kind == MILESTONE else f"{key} "}) if standing else {}
        decisions[kind] = _decided(kind, rows, found)
        load.plans[kind] = (rows, found)
        _removed(change, kind, rows, found, standing)
    return change


def _decided(kind: str, rows: dict[str, Row], found: dict[str, Any]) -> Decision:
    add = [key for key in rows if key not in found]
    return Decision(
        kind, add=add, update=[key for key in rows if key in found and rows[key].said != found[key]]
    )


def _removed(
    change: Change,
    kind: str,
    rows: dict[str, Row],
    found: dict[str, Said],
    standing: Recommendation | None,
) -> None:
    gone = [key for key in found if key not in rows]
    if kind == MILESTONE:
        change.removed_milestones = [key.partition("/")[2] for key in gone]
        change.reordered = [key for key in found if key in rows] != [key for key in rows if key in found]
    elif gone:
        dates = {key: found[key] for key in gone}
        ids = ResponseRow.objects.filter(recommendation=standing).values_list("id", "actor__key", "date")
        wanted = {(said["actor"], said.get("date")) for said in dates.values()}
        change.removed_responses = [
            pk for pk, actor, date in ids if (actor, date.isoformat() if date else None) in wanted
        ]


def write(change: Change) -> tuple[int, set[int]]:
    """Write it; return the recommendation's id and the areas touched."""
    load = change.load
    areas = write_definitions.apply(load)
    write_recommendations.apply(load, areas)
    recommendation_id = load.recommendation_ids[change.key]
    if change.reordered or change.removed_milestones or load.decisions[MILESTONE].add:
        _order_milestones(change, recommendation_id)
    areas.add(load.plans["area_ids"][load.reading.recommendations[change.key].row.said["area"]])
    return recommendation_id, areas


def _order_milestones(change: Change, recommendation_id: int) -> None:
    wanted = list(change.load.reading.recommendations[change.key].milestones)
    rows = list(Milestone.objects.filter(recommendation_id=recommendation_id))
    moved = [row for row in rows if row.position != wanted.index(row.key)]
    for row in moved:
        row.position = wanted.index(row.key)
    Milestone.objects.bulk_update(moved, ["position"])
