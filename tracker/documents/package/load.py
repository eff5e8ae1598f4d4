"""Load a package: check everything, then decide and write in one transaction, at one moment."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from tracker.accounts.roles import Action, require
from tracker.core import clock, history
from tracker.core.errors import Conflict
from tracker.documents import bulk, signals
from tracker.documents.models import Document, PackageLoad, PackageRow, Recommendation
from tracker.documents.package.definitions import read_definitions
from tracker.documents.package.files import Files
from tracker.documents.package.merge import Decision, decide, to_compare
from tracker.documents.package.problems import Errors, Told
from tracker.documents.package.reading import Reading
from tracker.documents.package.registry import parts, recommendation_fields

if TYPE_CHECKING:
    from tracker.accounts.models import User

Stored = Callable[[set[str]], Mapping[str, str]]
#: One load at a time: documents share actors, areas, sources and developments.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tracker package load', 0))"


@dataclass
class Outcome:
    """What a load did: rows added and updated by kind, and what is to be told."""

    document_key: str
    document_id: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    changed: bool = False

    @property
    def added(self) -> int:
        """Return how many rows were added."""
        return sum(each.get("added", 0) for each in self.counts.values())

    @property
    def updated(self) -> int:
        """Return how many rows were updated."""
        return sum(each.get("updated", 0) for each in self.counts.values())


@dataclass
class Load:
    """One load under way; parts hand each other the ids of rows by their keys."""

    reading: Reading
    user: User | None
    document: Document | None
    #: One moment for everything written, taken once all locks are held.
    moment: dt.datetime = field(default_factory=clock.now)
    decisions: dict[str, Decision] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    #: Further state of the rooms' parts, by their names.
    plans: dict[str, Any] = field(default_factory=dict)
    actor_ids: dict[str, int] = field(default_factory=dict)
    source_ids: dict[str, int] = field(default_factory=dict)
    recommendation_ids: dict[str, int] = field(default_factory=dict)
    milestone_ids: dict[tuple[str, str], int] = field(default_factory=dict)
    #: Whether writing a row raises its version; who has raised it already says no.
    raises_versions: bool = True
    #: Recommendations that somebody deleted here: what hangs on them is left out.
    absent: set[str] = field(default_factory=set)
    _last: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def document_id(self) -> int:
        """Return the document's id, once there is one."""
        return self.the_document.pk

    @property
    def the_document(self) -> Document:
        """Return the document, once there is one."""
        if self.document is None:
            raise LookupError("the document is written first")
        return self.document

    def last(self, kind: str) -> dict[str, str]:
        """Return what this document's package last said of the rows of a kind."""
        if kind not in self._last:
            rows = PackageRow.objects.filter(document=self.document, kind=kind)
            self._last[kind] = dict(rows.values_list("key", "sha256")) if self.document else {}
        return self._last[kind]

    def owners(self, kind: str, keys: Collection[str]) -> tuple[set[str], set[str]]:
        """Return which of the keys of a shared kind are this document's own, and which another's."""
        rows = (
            PackageRow.objects.filter(kind=kind, key__in=bulk.any_of(keys))
            .order_by("key", "id")
            .distinct("key")
            .values_list("key", "document_id")
        )
        owner = dict(rows) if keys else {}
        here = self.document.pk if self.document else None
        owned = {key for key, document_id in owner.items() if document_id == here}
        return owned, owner.keys() - owned

    def decide(
        self,
        kind: str,
        said: Mapping[str, str],
        stored: Stored,
        present: Stored | None,
        *,
        shared: bool = False,
    ) -> Decision:
        """Decide for one kind. ``stored`` reads the hashes that stand, ``present`` which keys do.

        ``present`` is asked only of keys that the package no longer says.
        """
        last = self.last(kind)
        owned, foreign = self.owners(kind, said.keys()) if shared else (None, set())
        compare = to_compare(said, last, owned)
        gone = {key for key in last if key not in said}
        decision = decide(
            kind,
            said,
            last,
            stored(compare) if compare else {},
            present=present(gone) if gone and present else (),
            owned=owned,
            foreign=foreign,
        )
        self.decisions[kind] = decision
        self.told += decision.told
        return decision


def check_package(files: Files, errors: Errors | None = None) -> Reading:
    """Read and check a whole package; raise ``PackageRefused`` with every error of all its files."""
    reading = Reading(files, clock.latest_today(), errors or Errors(), list(files.told))
    read_definitions(reading, recommendation_fields())
    for part in parts():
        part.check(reading)
    _check_elsewhere(reading)
    reading.errors.raise_if_any()
    return reading


def _check_elsewhere(reading: Reading) -> None:
    """Note references to recommendations of other documents that are not in the tracker (one query)."""
    if not reading.elsewhere:
        return
    documents = {document for document, _key in reading.elsewhere}
    known = set(
        Recommendation.objects.filter(document__key__in=documents).values_list("document__key", "key")
    )
    for reference, errors in reading.elsewhere.items():
        if reference not in known:
            reading.errors.found += errors


def load_files(user: User | None, files: Files, errors: Errors | None = None) -> Outcome:
    """Load a package. ``user`` is None where the machine's own administrator loads it by a command."""
    if user is not None:
        require(user, Action.PACKAGES)
    reading = check_package(files, errors)
    context = history.acting(user.pk if user else None, package=reading.the_document.key)
    try:
        with context, transaction.atomic():
            return _load(user, reading)
    except IntegrityError as error:
        detail = str(error).splitlines()[0]
        raise Conflict(
            _("Somebody changed the same rows meanwhile, and nothing was loaded; load it again. (%s)")
            % detail
        ) from error


def _load(user: User | None, reading: Reading) -> Outcome:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    document = Document.objects.select_for_update().filter(key=reading.the_document.key).first()
    load = Load(reading, user, document, told=list(reading.told))
    for part in parts():
        part.plan(load)
    reading.errors.raise_if_any()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        load.moment = cursor.fetchone()[0]
    for part in parts():
        part.apply(load)
    return _finish(load)


def _finish(load: Load) -> Outcome:
    document = load.the_document
    outcome = Outcome(document.key, document.pk, _counts(load), load.told)
    outcome.changed = _record(load) or bool(outcome.added or outcome.updated)
    if document.tracking_began_at is None:
        Document.objects.filter(pk=document.pk).update(tracking_began_at=load.moment)
        outcome.changed = True
    if outcome.changed:
        PackageLoad.objects.create(
            document=document,
            loaded_by=load.user,
            counts=outcome.counts,
            told=[told.as_json() for told in load.told[:1000]],
        )
        signals.package_loaded.send(
            sender=Document,
            document=document,
            recommendation_ids=set(load.recommendation_ids.values()),
        )
    return outcome


def _counts(load: Load) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for kind, decision in load.decisions.items():
        numbers = Counter(
            added=len(decision.add),
            updated=len(decision.update),
            left=len(decision.left) + len(decision.foreign),
        )
        if any(numbers.values()):
            counts[kind] = {name: number for name, number in numbers.items() if number}
    return counts


def _record(load: Load) -> bool:
    """Keep what the package says now of each row; whether there was anything to keep."""
    changed = [
        (kind, key, sha)
        for kind, decision in load.decisions.items()
        for key, sha in decision.record.items()
        if key in load.last(kind)
    ]
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(_RECORD_AGAIN, [*map(list, zip(*changed, strict=True)), load.document_id])
    new = bulk.copy_in(PackageRow, ["document_id", "kind", "key", "sha256"], _new_records(load))
    return bool(new or changed)


_RECORD_AGAIN = """
UPDATE documents_packagerow p SET sha256 = c.sha256
FROM unnest(%s::text[], %s::text[], %s::text[]) AS c (kind, key, sha256)
WHERE p.document_id = %s AND p.kind = c.kind AND p.key = c.key
"""


def _new_records(load: Load) -> Iterator[tuple[int, str, str, str]]:
    for kind, decision in load.decisions.items():
        last = load.last(kind)
        for key, sha in decision.record.items():
            if key not in last:
                yield load.document_id, kind, key, sha
