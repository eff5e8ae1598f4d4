"""Dump a document as a package in its one canonical form."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from tracker.accounts.roles import Action, require
from tracker.core.errors import NotFound, TrackerError
from tracker.documents.models import Document, PackageRow
from tracker.documents.package import stored
from tracker.documents.package.definitions import DOCUMENT_FIELDS, RECOMMENDATION_FIELDS
from tracker.documents.package.files import DOCUMENT, NAMES
from tracker.documents.package.reading import Said
from tracker.documents.package.registry import parts
from tracker.documents.package.yaml_text import write_yaml

if TYPE_CHECKING:
    from tracker.accounts.models import User

#: Zips have no clock of their own: the same package is the same bytes.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass
class Dump:
    """A dump under way: what was read, what it needs, and the fields and files that parts gave."""

    document: Document
    recommendations: dict[str, Said] = field(default_factory=dict)
    milestones: dict[str, Said] = field(default_factory=dict)
    responses: dict[str, Said] = field(default_factory=dict)
    actor_keys: set[str] = field(default_factory=set)
    area_keys: set[str] = field(default_factory=set)
    source_urls: set[str] = field(default_factory=set)
    #: Developments that rows of parts to the right name; the developments' part adds its own.
    development_ids: set[int] = field(default_factory=set)
    sources: dict[str, Said] = field(default_factory=dict)
    #: What parts keep between gathering and writing, by their names.
    parts: dict[str, Any] = field(default_factory=dict)
    #: Fields that other rooms give a recommendation: (recommendation, field) to a list.
    fields: dict[tuple[str, str], list[Said]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def brought(self, kind: str) -> set[str]:
        """Return the keys of the rows of a kind that the document's package brought (one query)."""
        rows = PackageRow.objects.filter(document=self.document, kind=kind)
        return set(rows.values_list("key", flat=True))

    def with_source(self, said: Said) -> Said:
        """Return what is said with its source written out."""
        return {**said, "source": self.sources[said["source"]]} if said.get("source") else said


def dump_document(key: str, user: User | None = None) -> dict[str, bytes]:
    """Return the package's three files by name. ``user`` is None for commands on the machine itself.

    All is read from one moment's view of the database, where no transaction is under way already.
    """
    if user is not None:
        require(user, Action.PACKAGES)
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                # By the driver's own cursor: history would put its context before, and this must come first.
                cursor.cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _dump(key)


def _dump(key: str) -> dict[str, bytes]:
    document = Document.objects.filter(key=key).first()
    if document is None:
        raise NotFound(f"There is no document {key}.")
    dump = Dump(document)
    for part in reversed(parts()):
        part.gather(dump)
    dump.sources = stored.sources(dump.source_urls)
    for part in parts():
        part.write(dump)
    dump.files[DOCUMENT] = write_yaml(_definitions(dump))
    return {name: dump.files[name].encode() for name in NAMES}


def _definitions(dump: Dump) -> Said:
    document = stored.document(dump.document)
    actors = stored.actors(dump.actor_keys | dump.brought("actor"))
    areas = stored.areas(dump.area_keys | dump.brought("area"))
    return _without_empty_lists(
        {
            "document": _ordered(document, DOCUMENT_FIELDS),
            "actors": [actors[key] for key in sorted(actors)],
            "areas": [areas[key] for key in sorted(areas)],
            "recommendations": _recommendations(dump),
        }
    )


def _without_empty_lists(said: Said) -> Said:
    return {name: value for name, value in said.items() if value}


def _recommendations(dump: Dump) -> list[Said]:
    below: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for key, milestone in dump.milestones.items():
        moves = [dump.with_source(move) for move in milestone.get("due_moves", [])]
        said = {**milestone, "due_moves": moves} if moves else milestone
        below[key.partition("/")[0]]["milestones"].append(said)
    for key, response in dump.responses.items():
        below[key.partition(" ")[0]]["responses"].append(dump.with_source(response))
    for (key, name), items in dump.fields.items():
        below[key][name] += items
    names = (*RECOMMENDATION_FIELDS, *(name for part in parts() for name in part.fields))
    return [_ordered({**said, **below[key]}, names) for key, said in dump.recommendations.items()]


def _ordered(said: Said, names: tuple[str, ...]) -> Said:
    return {name: said[name] for name in names if name in said}


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a package as a zip that has the same bytes wherever and whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in NAMES:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, files[name])
    return out.getvalue()


class NotWritten(TrackerError):
    """The dump could not be written where it was wanted."""

    code = "not-written"


def write_package(files: dict[str, bytes], path: Path) -> None:
    """Write a package to a folder (made where it is missing), or to a zip where ``path`` ends so."""
    try:
        if path.suffix.lower() == ".zip":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zipped(files))
            return
        path.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            (path / name).write_bytes(files[name])
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror or error}.") from error
