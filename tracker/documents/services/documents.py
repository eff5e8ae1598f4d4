"""Create and edit a document's own fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tracker.accounts.roles import Action, require
from tracker.core import history
from tracker.core.errors import Conflict, FieldError, InvalidInput, NotFound
from tracker.documents import signals
from tracker.documents.models import Document, Recommendation
from tracker.documents.package import stored
from tracker.documents.package.definitions import DOCUMENT_FIELDS, read_document
from tracker.documents.package.fields import Fields
from tracker.documents.package.nodes import Mapping as MappingNode
from tracker.documents.package.problems import Errors
from tracker.documents.package.reading import Said
from tracker.documents.package.write_definitions import document_values
from tracker.documents.services.given import Given, as_node, field_errors, free_key

if TYPE_CHECKING:
    from tracker.accounts.models import User


@transaction.atomic
def create_document(*, user: User, given: Given) -> Document:
    """Create a document; its key is made of the title where none is given.

    Raises ``NotAllowed`` or ``InvalidInput``.
    """
    require(user, Action.SET_UP)
    title = str(given.get("title", ""))
    key = str(given.get("key") or "").strip()
    if not key and title.strip():
        similar = Document.objects.values_list("key", flat=True)
        key = free_key(title, similar)
    said = _read({**given, "key": key})
    with history.acting(user.pk):
        if Document.objects.filter(key=said["key"]).exists():
            raise _taken(said["key"])
        try:
            with transaction.atomic():
                return Document.objects.create(key=said["key"], **document_values(said))
        except IntegrityError as error:
            raise _taken(said["key"]) from error


@transaction.atomic
def edit_document(*, user: User, key: str, version: int | None, given: Given) -> Document:
    """Change a document's fields, if ``version`` is still the present one; its key stays.

    Raises ``NotAllowed``, ``NotFound``, ``Conflict`` or ``InvalidInput``.
    """
    require(user, Action.SET_UP)
    document = get_document(key)
    said = _read({**given, "key": key})
    with history.acting(user.pk):
        if said == stored.document(document) and version == document.version:
            return document
        changed = Document.objects.filter(pk=document.pk, version=version or 0).update(
            version=F("version") + 1, **document_values(said)
        )
        if not changed:
            raise changed_meanwhile(Document.objects.get(pk=document.pk).version)
        _announce(document, said)
    return get_document(key)


def get_document(key: str) -> Document:
    """Return a document, or raise ``NotFound``."""
    document = Document.objects.filter(key=key).first()
    if document is None:
        raise NotFound(_("There is no document “%s”.") % key)
    return document


def changed_meanwhile(version: int) -> Conflict:
    """Return the error of somebody who read an older version."""
    return Conflict(
        _("Somebody has changed it meanwhile. Save again to put this in its place."), version=version
    )


def _read(given: Given) -> Said:
    errors = Errors()
    node = as_node({name: given[name] for name in DOCUMENT_FIELDS if name in given})
    fields = Fields("", "", node if isinstance(node, MappingNode) else MappingNode(1), errors)
    said = read_document(fields)
    if errors:
        raise InvalidInput(field_errors(errors.found))
    return said


def _taken(key: str) -> InvalidInput:
    return InvalidInput([FieldError("key", _("There is another document “%s”.") % key)])


def _announce(document: Document, said: Said) -> None:
    """Say that what rules rest on changed, where it did."""
    before, after = stored.document(document), said
    if all(before.get(name) == after.get(name) for name in ("published_on", "half_life")):
        return
    rows = Recommendation.objects.filter(document=document).values_list("id", "area_id")
    signals.definitions_changed.send(
        sender=Document,
        recommendation_ids={pk for pk, _area in rows},
        area_ids={area for _pk, area in rows},
    )
