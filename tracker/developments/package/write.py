"""Write a load's developments and checks; `evidence` writes links and meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tracker.developments import signals
from tracker.developments.choices import State
from tracker.developments.models import Check, Development, DevelopmentActor, DevelopmentSource, Link
from tracker.developments.package import evidence
from tracker.developments.package.plan import Plan
from tracker.developments.package.rows import DevelopmentSaid
from tracker.documents import bulk
from tracker.documents.package.load import Load

_COLUMNS = ["date", "earliest", "latest", "title", "summary", "kind", "standing"]
_INSERTED = [
    "id",
    "key",
    "version",
    "state",
    "published_at",
    "published_by_id",
    "retract_reason",
    *_COLUMNS,
]


def apply(load: Load, plan: Plan) -> dict[str, int]:
    """Write everything, announce what figures rest on, and return the developments' ids by key."""
    ids = {key: known.id for key, known in plan.known.items()}
    ids |= _add_developments(load, plan)
    _update_developments(load, plan, ids)
    changes = evidence.write(load, plan, ids)
    _raise_versions(plan, changes.development_ids, ids)
    _add_checks(load, plan)
    if changes.recommendation_ids:
        signals.evidence_changed.send(
            sender=Link,
            recommendation_ids=changes.recommendation_ids,
            development_ids=evidence.in_order(changes.development_ids),
            why="loaded",
        )
    return ids


def _values(said: DevelopmentSaid) -> tuple[Any, ...]:
    date = said.date
    return date.text, date.earliest, date.latest, said.title, said.summary, said.kind, said.standing


def _add_developments(load: Load, plan: Plan) -> dict[str, int]:
    said = plan.evidence.developments
    new = dict(zip(plan.developments.add, bulk.new_ids(Development, len(plan.developments.add)), strict=True))
    by = load.user.pk if load.user else None
    rows = (
        (pk, key, 1, State.PUBLISHED.value, load.moment, by, "", *_values(said[key]))
        for key, pk in new.items()
    )
    bulk.copy_in(Development, _INSERTED, rows)
    added = [said[key] for key in new]
    _write_lists(load, new, added, added)
    return new


def _update_developments(load: Load, plan: Plan, ids: dict[str, int]) -> None:
    """Update rows; a list of actors or sources that changed is replaced as a whole."""
    changed = [plan.evidence.developments[key] for key in plan.developments.update]
    if not changed:
        return
    bulk.update_from(Development, ["id", *_COLUMNS], ((ids[said.key], *_values(said)) for said in changed))
    actors = [said for said in changed if said.actors != plan.before[said.key].actors]
    sources = [said for said in changed if said.sources != plan.before[said.key].sources]
    DevelopmentActor.objects.filter(development_id__in=bulk.any_id(ids[said.key] for said in actors)).delete()
    DevelopmentSource.objects.filter(
        development_id__in=bulk.any_id(ids[said.key] for said in sources)
    ).delete()
    _write_lists(load, ids, actors, sources)


def _write_lists(
    load: Load,
    ids: dict[str, int],
    with_actors: Sequence[DevelopmentSaid],
    with_sources: Sequence[DevelopmentSaid],
) -> None:
    actors = (
        (ids[said.key], load.actor_ids[actor], position)
        for said in with_actors
        for position, actor in enumerate(said.actors)
    )
    bulk.copy_in(DevelopmentActor, ["development_id", "actor_id", "position"], actors)
    sources = (
        (ids[said.key], load.source_ids[source], position)
        for said in with_sources
        for position, source in enumerate(said.sources)
    )
    bulk.copy_in(DevelopmentSource, ["development_id", "source_id", "position"], sources)


def _raise_versions(plan: Plan, changed: set[int], ids: dict[str, int]) -> None:
    """Raise the version of developments whose links or meetings alone changed: it guards these too."""
    raised = {ids[key] for key in (*plan.developments.update, *plan.developments.add)}
    if only := changed - raised:
        bulk.update_from(Development, ["id"], ((pk,) for pk in sorted(only)))


def _add_checks(load: Load, plan: Plan) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        for key in plan.checks.add:
            check = plan.evidence.checks[key]
            yield load.recommendation_ids[check.recommendation], check.on, check.where, check.by

    bulk.copy_in(Check, ["recommendation_id", "on", "where", "by_name"], rows())
