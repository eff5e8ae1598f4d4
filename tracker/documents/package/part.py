"""The documents room's own part of a package: decide about and write its definitions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from tracker.documents import bulk, signals
from tracker.documents.models import Actor, Area, Document, Milestone, Recommendation
from tracker.documents.package import stored, write_definitions, write_recommendations
from tracker.documents.package.load import Load
from tracker.documents.package.merge import Decision
from tracker.documents.package.problems import Told
from tracker.documents.package.reading import Reading, Row, Said, texts_hash
from tracker.documents.package.stored import hashes
from tracker.documents.sources_given import GivenSource

if TYPE_CHECKING:
    from tracker.documents.package.dump import Dump

_MAX_KEY = 320
DOCUMENT, ACTOR, AREA, SOURCE = "document", "actor", "area", "source"
RECOMMENDATION, MILESTONE, RESPONSE = "recommendation", "milestone", "response"
ORDER = "milestone order"


class DefinitionsPart:
    """Document, actors, areas, sources, recommendations, milestones and responses."""

    name = "definitions"
    order = 0
    fields: tuple[str, ...] = ()

    def check(self, reading: Reading) -> None:
        """Do nothing: the definitions are read before every part."""

    def plan(self, load: Load) -> None:
        """Decide about every definition."""
        _plan_document(load)
        _plan_shared(load, ACTOR, Actor, load.reading.actors, stored.actors)
        _plan_shared(load, AREA, Area, load.reading.areas, stored.areas)
        _plan_sources(load)
        _plan_recommendations(load)
        _plan_below(load)

    def apply(self, load: Load) -> None:
        """Write what was decided, and say which definitions changed."""
        touched_areas = write_definitions.apply(load)
        touched = write_recommendations.apply(load, touched_areas)
        if touched or touched_areas:
            signals.definitions_changed.send(
                sender=Document, recommendation_ids=touched, area_ids=touched_areas
            )

    def gather(self, dump: Dump) -> None:
        """Read the document's own definitions."""
        dump.recommendations = stored.recommendations(dump.document.pk)
        dump.milestones = stored.milestones(dump.document.pk)
        dump.responses = stored.responses(dump.document.pk)
        _name_needs(dump)

    def write(self, dump: Dump) -> None:
        """Do nothing: `dump` puts document.yaml together itself."""


def _plan_document(load: Load) -> None:
    row = load.reading.the_document
    standing = {row.key: stored.document(load.document)} if load.document else {}
    decision = load.decide(DOCUMENT, {row.key: row.sha256}, lambda _keys: hashes(standing.items()), None)
    tell_left(load, decision, {row.key: row}, standing)


def _plan_shared(
    load: Load,
    kind: str,
    model: type[Actor] | type[Area],
    rows: Mapping[str, Row],
    read: Callable[[Collection[str]], dict[str, Said]],
) -> None:
    standing: dict[str, Said] = {}

    def compare(keys: set[str]) -> dict[str, str]:
        list(
            model.objects.select_for_update()
            .filter(key__in=bulk.any_of(keys))
            .order_by("id")
            .values_list("id")
        )
        standing.update(read(keys))
        return hashes(standing.items())

    said = {key: row.sha256 for key, row in rows.items()}
    decision = load.decide(kind, said, compare, lambda keys: hashes(read(keys).items()), shared=True)
    tell_left(load, decision, rows, standing)


def source_key(canonical: str) -> str:
    """Return the key under which what a package said of a source is kept."""
    return canonical if len(canonical) <= _MAX_KEY else f"sha256:{texts_hash(canonical)}"


def _source_hash(said: Said) -> str:
    return texts_hash(said.get("title", ""), said.get("publisher", ""), said.get("date", ""))


def _given_hash(source: GivenSource) -> str:
    return texts_hash(source.title, source.publisher, source.date)


def _plan_sources(load: Load) -> None:
    given = load.reading.sources
    addresses = {source_key(canonical): canonical for canonical in given}
    standing: dict[str, Said] = {}

    def compare(keys: set[str]) -> dict[str, str]:
        found = stored.sources([addresses[key] for key in keys])
        standing.update({source_key(canonical): said for canonical, said in found.items()})
        return {key: _source_hash(said) for key, said in standing.items()}

    said = {key: _given_hash(given[canonical]) for key, canonical in addresses.items()}
    decision = load.decide(SOURCE, said, compare, None, shared=True)
    rows = {key: Row(key, _source_said(given[addresses[key]])) for key in decision.left + decision.foreign}
    tell_left(load, decision, rows, standing)
    load.plans[SOURCE] = addresses


def _source_said(source: GivenSource) -> Said:
    return stored.source_said(source.url, source.title, source.publisher, source.date)


def _plan_recommendations(load: Load) -> None:
    rows = {key: each.row for key, each in load.reading.recommendations.items()}
    standing: dict[str, Said] = {}
    document = load.document

    def compare(keys: set[str]) -> dict[str, str]:
        if document is None:
            return {}
        _lock_recommendations(document, keys)
        standing.update(stored.recommendations(document.pk, keys))
        return hashes(standing.items())

    if document is not None:
        load.recommendation_ids = dict(
            Recommendation.objects.filter(document=document).values_list("key", "id")
        )
    decision = load.decide(
        RECOMMENDATION,
        {key: row.sha256 for key, row in rows.items()},
        compare,
        lambda keys: {key: "" for key in keys if key in load.recommendation_ids},
    )
    tell_left(load, decision, rows, standing)
    load.absent = rows.keys() - load.recommendation_ids.keys() - set(decision.add)
    _check_codes(load, decision, rows)
    load.plans[RECOMMENDATION] = standing


def _lock_recommendations(document: Document, keys: Collection[str]) -> None:
    rows = Recommendation.objects.filter(document=document, key__in=bulk.any_of(keys)).order_by("id")
    list(rows.select_for_update().values_list("id"))


def _check_codes(load: Load, decision: Decision, rows: Mapping[str, Row]) -> None:
    """Note codes that recommendations of the tracker hold, which the package does not have or change."""
    if load.document is None or not (decision.add or decision.update):
        return
    changing = {*decision.add, *decision.update}
    held = dict(Recommendation.objects.filter(document=load.document).values_list("code", "key"))
    for key in (*decision.add, *decision.update):
        code = rows[key].said["code"]
        holder = held.get(code, key)
        if holder != key and holder not in changing:
            load.reading.note(
                rows[key].line, "code", code, f"In the tracker, recommendation {holder} has this code."
            )


def _plan_below(load: Load) -> None:
    """Decide about milestones and responses."""
    recommendations = load.reading.recommendations
    milestones = {
        f"{key}/{milestone}": row
        for key, each in recommendations.items()
        if key not in load.absent
        for milestone, row in each.milestones.items()
    }
    responses = {
        row.key: row
        for key, each in recommendations.items()
        if key not in load.absent
        for row in each.responses
    }
    for kind, rows, read in (
        (MILESTONE, milestones, stored.milestones),
        (RESPONSE, responses, stored.responses),
    ):
        standing = _plan_own(load, kind, rows, read)
        load.plans[kind] = (rows, standing)
    _plan_order(load)


def _plan_order(load: Load) -> None:
    """Decide where milestones stand: their order is said, changed and left as a row of its own."""
    said = {
        key: list(each.milestones)
        for key, each in load.reading.recommendations.items()
        if key not in load.absent and len(each.milestones) > 1
    }

    def compare(keys: set[str]) -> dict[str, str]:
        rows = Milestone.objects.filter(
            recommendation__document=load.document, recommendation__key__in=bulk.any_of(keys)
        )
        standing: dict[str, list[str]] = {}
        for key, milestone in rows.order_by("position", "id").values_list("recommendation__key", "key"):
            if milestone in said[key]:
                standing.setdefault(key, []).append(milestone)
        return {key: texts_hash(*order) for key, order in standing.items()}

    hashed = {key: texts_hash(*order) for key, order in said.items()}
    decision = load.decide(ORDER, hashed, compare, None)
    decision.add = []  # new ones are written in their order
    load.told += [
        Told(ORDER, key, "was changed by somebody and in the package; left as it stands")
        for key in decision.left
    ]


def _plan_own(
    load: Load, kind: str, rows: Mapping[str, Row], read: Callable[[int, Collection[str]], dict[str, Said]]
) -> dict[str, Said]:
    standing: dict[str, Said] = {}

    def compare(keys: set[str]) -> dict[str, str]:
        if load.document is not None:
            # Editors raise their recommendation's version first, so its row guards what hangs on it.
            owners = {key.replace("/", " ").partition(" ")[0] for key in keys}
            _lock_recommendations(load.document, owners)
            standing.update(read(load.document.pk, keys))
        return hashes(standing.items())

    def present(keys: set[str]) -> dict[str, str]:
        return hashes(read(load.document.pk, keys).items()) if load.document else {}

    decision = load.decide(kind, {key: row.sha256 for key, row in rows.items()}, compare, present)
    tell_left(load, decision, rows, standing)
    return standing


def tell_left(load: Load, decision: Decision, rows: Mapping[str, Row], standing: Mapping[str, Said]) -> None:
    """Tell each field in which a row that is left stands otherwise than the package says."""
    for key in (*decision.left, *decision.foreign):
        said, stands = rows[key].said, standing[key]
        if fields := [name for name in said if said[name] != stands.get(name)]:
            load.told.append(Told(decision.kind, key, differs(fields, said, stands)))


def differs(fields: Collection[str], said: Said, stands: Said) -> str:
    """Return a sentence that names what stands and what the package says."""
    parts = [f"{name} stands as {_quoted(stands.get(name))}, not {_quoted(said[name])}" for name in fields]
    return f"{'; '.join(parts)}; left as it stands"


def _quoted(value: object) -> str:
    if value in (None, "", [], {}):
        return "empty"
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def _name_needs(dump: Dump) -> None:
    """Name the actors, areas and sources that the definitions need."""
    for said in dump.recommendations.values():
        dump.area_keys.add(said["area"])
        dump.actor_keys.update(said.get("addressees", []))
    for said in dump.milestones.values():
        dump.actor_keys.update(said.get("promised_by", []))
        dump.source_urls.update(move["source"] for move in said.get("due_moves", []) if "source" in move)
    for said in dump.responses.values():
        dump.actor_keys.add(said["actor"])
        dump.source_urls.update([said["source"]] if "source" in said else [])
