"""Decide what a load does to developments, links and checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.developments.choices import State
from tracker.developments.package import stored
from tracker.developments.package.rows import DevelopmentSaid, Evidence, LinkSaid
from tracker.developments.package.stored import Known
from tracker.documents.package.load import Load
from tracker.documents.package.merge import Decision
from tracker.documents.package.part import differs
from tracker.documents.package.problems import Told

DEVELOPMENT, LINK, CHECK = "development", "link", "check"
_UNUSABLE = {State.DRAFT: "is a draft here", State.RETRACTED: "was retracted here"}


@dataclass
class Plan:
    """What was decided, with what stands."""

    evidence: Evidence
    known: dict[str, Known] = field(default_factory=dict)
    developments: Decision = field(default_factory=lambda: Decision(DEVELOPMENT))
    links: Decision = field(default_factory=lambda: Decision(LINK))
    checks: Decision = field(default_factory=lambda: Decision(CHECK))
    #: Developments as they stand, of those that change.
    before: dict[str, DevelopmentSaid] = field(default_factory=dict)

    def unusable(self, key: str) -> bool:
        """Whether the development stands as a draft or retracted, so that nothing can be linked to it."""
        return key in self.known and self.known[key].state != State.PUBLISHED


def make(load: Load, evidence: Evidence) -> Plan:
    """Decide about every row; lock the developments that will change."""
    plan = Plan(evidence, stored.known(evidence.developments))
    _plan_developments(load, plan)
    _plan_links(load, plan)
    _plan_checks(load, plan)
    return plan


def _plan_developments(load: Load, plan: Plan) -> None:
    said = plan.evidence.developments

    def compare(keys: set[str]) -> dict[str, str]:
        ids = [plan.known[key].id for key in keys if key in plan.known]
        if not ids:
            return {}
        stored.lock(ids)
        plan.known |= stored.known(keys)  # somebody may have changed them before the lock was had
        plan.before = stored.developments(ids)
        # No hash is the text "": a draft or retracted one is never taken for what a package said.
        unusable = {key: "" for key in keys if plan.unusable(key)}
        return unusable | {key: row.sha256 for key, row in plan.before.items()}

    def present(keys: set[str]) -> dict[str, str]:
        return {key: "" for key, found in stored.known(keys).items() if found.state == State.PUBLISHED}

    hashes = {key: row.sha256 for key, row in said.items()}
    plan.developments = load.decide(DEVELOPMENT, hashes, compare, present, shared=True)
    for key in (*plan.developments.left, *plan.developments.foreign):
        if plan.unusable(key):
            state = _UNUSABLE[State(plan.known[key].state)]
            load.told.append(Told(DEVELOPMENT, key, f"{state}; left, and nothing is linked to it"))
        elif fields := _different(said[key], plan.before[key]):
            sentence = differs(fields, _as_dict(said[key], fields), _as_dict(plan.before[key], fields))
            load.told.append(Told(DEVELOPMENT, key, sentence))


_FIELDS = ("date", "title", "summary", "actors", "kind", "standing", "sources")


def _different(said: DevelopmentSaid, stands: DevelopmentSaid) -> list[str]:
    return [name for name in _FIELDS if getattr(said, name) != getattr(stands, name)]


def _as_dict(row: DevelopmentSaid, fields: Iterable[str]) -> dict[str, str]:
    values = {name: getattr(row, name) for name in fields}
    return {
        name: "; ".join(value) if isinstance(value, list | tuple) else str(value)
        for name, value in values.items()
    }


def _plan_links(load: Load, plan: Plan) -> None:
    said = {
        key: link
        for key, link in plan.evidence.links.items()
        if link.recommendation not in load.absent and not plan.unusable(link.development)
    }
    standing: dict[str, LinkSaid] = {}

    def compare(keys: set[str]) -> dict[str, str]:
        ids = {known.id for key in keys if (known := plan.known.get(said[key].development))}
        if load.document is None or not ids:
            return {}
        stored.lock(ids)
        standing.update(stored.links(load.document.pk, ids))
        return {key: standing[key].sha256 for key in keys if key in standing}

    def present(keys: set[str]) -> dict[str, str]:
        live = stored.links(load.document.pk) if load.document else {}
        return {key: "" for key in keys if key in live}

    plan.links = load.decide(LINK, {key: link.sha256 for key, link in said.items()}, compare, present)
    for key in plan.links.left:
        stands = standing[key]
        fields = [
            name
            for name in ("effect", "strength", "attribution", "meets", "unmeets", "rationale")
            if getattr(said[key], name) != getattr(stands, name)
        ]
        given = {name: getattr(said[key], name) for name in fields}
        load.told.append(
            Told(LINK, key, differs(fields, given, {name: getattr(stands, name) for name in fields}))
        )


def _plan_checks(load: Load, plan: Plan) -> None:
    said = {
        key: check for key, check in plan.evidence.checks.items() if check.recommendation not in load.absent
    }
    standing = (
        stored.checks(load.document.pk) if load.document is not None and (said or load.last(CHECK)) else {}
    )
    hashes = {key: key.rpartition(" ")[2] for key in said}
    stands = {key: key.rpartition(" ")[2] for key in standing}
    plan.checks = load.decide(CHECK, hashes, lambda _keys: stands, lambda _keys: stands)
