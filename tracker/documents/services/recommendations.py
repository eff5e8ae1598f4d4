"""Create, edit and delete a recommendation, with its milestones and responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from tracker.accounts.roles import Action, require
from tracker.core import history
from tracker.core.errors import Conflict, FieldError, InvalidInput, NotFound
from tracker.documents import signals
from tracker.documents.models import Milestone, Recommendation
from tracker.documents.models import Response as ResponseRow
from tracker.documents.services import reading
from tracker.documents.services.documents import changed_meanwhile, get_document
from tracker.documents.services.given import Given
from tracker.documents.services.writing import Change, write

if TYPE_CHECKING:
    from tracker.accounts.models import User


@transaction.atomic
def create_recommendation(*, user: User, document: str, given: Given) -> Recommendation:
    """Add a recommendation to a document; its key is made of the title where none is given.

    ``given`` has the fields that a package has, and besides ``new_area`` (a name) and
    ``new_actors`` (added, and addressed). Raises ``NotAllowed``, ``NotFound`` or ``InvalidInput``.
    """
    require(user, Action.SET_UP)
    wanted = reading.read(get_document(document), given, standing=None)
    with history.acting(user.pk):
        return _save(wanted, None)


@transaction.atomic
def edit_recommendation(
    *, user: User, document: str, key: str, version: int | None, given: Given
) -> Recommendation:
    """Change a recommendation, if ``version`` is still the present one; its key stays.

    Milestones and responses that are not given go; a milestone with meetings cannot.
    Raises ``NotAllowed``, ``NotFound``, ``Conflict`` or ``InvalidInput``.
    """
    require(user, Action.SET_UP)
    standing = get_recommendation(document, key)
    wanted = reading.read(standing.document, given, standing=standing)
    with history.acting(user.pk):
        if not wanted.changes:
            if version != standing.version:
                raise changed_meanwhile(standing.version)
            return standing
        return _save(wanted, standing, version)


@transaction.atomic
def delete_recommendation(*, user: User, document: str, key: str, version: int | None) -> None:
    """Delete a recommendation to which nothing was ever linked, and which nobody assessed.

    Raises ``NotAllowed``, ``NotFound``, ``Conflict`` or ``InvalidInput``.
    """
    require(user, Action.SET_UP)
    standing = get_recommendation(document, key)
    with history.acting(user.pk):
        _claim(standing, version)
        try:
            with transaction.atomic():
                standing.delete()
        except ProtectedError as error:
            raise InvalidInput(
                _("%s cannot be deleted: developments are linked to it, or somebody has assessed it.")
                % standing.code
            ) from error
        signals.definitions_changed.send(
            sender=Recommendation, recommendation_ids=set(), area_ids={standing.area_id}
        )


def get_recommendation(document: str, key: str) -> Recommendation:
    """Return a recommendation with its document, or raise ``NotFound``."""
    found = Recommendation.objects.select_related("document", "area").filter(document__key=document, key=key)
    recommendation = found.first()
    if recommendation is None:
        raise NotFound(_("There is no recommendation “%s”.") % f"{document}/{key}")
    return recommendation


def _claim(standing: Recommendation, version: int | None) -> None:
    """Raise the version if it is still ``version``: the row count decides who won."""
    rows = Recommendation.objects.filter(pk=standing.pk)
    if not rows.filter(version=version or 0).update(version=F("version") + 1):
        present = rows.first()
        if present is None:
            raise Conflict(_("This recommendation was deleted meanwhile."))
        raise changed_meanwhile(present.version)


def _save(wanted: Change, standing: Recommendation | None, version: int | None = None) -> Recommendation:
    if standing is not None:
        _claim(standing, version)
        _remove(wanted, standing)
    try:
        with transaction.atomic():
            recommendation_id, areas = write(wanted)
    except IntegrityError as error:
        raise Conflict(_("Somebody took the same key or code meanwhile. Choose another.")) from error
    if standing is not None:
        areas.add(standing.area_id)
    signals.definitions_changed.send(
        sender=Recommendation, recommendation_ids={recommendation_id}, area_ids=areas
    )
    return Recommendation.objects.select_related("document", "area").get(pk=recommendation_id)


def _remove(wanted: Change, standing: Recommendation) -> None:
    """Delete milestones and responses that are no longer wanted."""
    milestones = Milestone.objects.filter(recommendation=standing, key__in=wanted.removed_milestones)
    try:
        with transaction.atomic():
            milestones.delete()
    except ProtectedError as error:
        protected = {getattr(row, "milestone_id", None) for row in error.protected_objects}
        raise InvalidInput(
            [
                FieldError(
                    "milestones", _("“%s” cannot be removed: developments met or un-met it.") % row.title
                )
                for row in milestones
                if row.pk in protected
            ]
        ) from error
    if wanted.removed_responses:
        ResponseRow.objects.filter(pk__in=wanted.removed_responses).delete()
