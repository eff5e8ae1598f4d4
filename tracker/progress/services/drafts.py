"""Keep a judgement as a draft, go on with it, publish it, discard it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import dates, history
from tracker.core.errors import Conflict, ErrorList
from tracker.developments import input as reading
from tracker.documents.models import Recommendation
from tracker.progress import drafts
from tracker.progress.models import Assessment
from tracker.progress.services import saving
from tracker.progress.services.judging import about, ask_reason, publish, replaced_by, wait_for
from tracker.progress.services.reading import has, read, require_whole

if TYPE_CHECKING:
    from tracker.accounts.models import User


@transaction.atomic
def save_draft(
    *,
    user: User,
    recommendation: Recommendation,
    given: Mapping[str, Any],
    read_date: reading.ReadDate = dates.parse,
) -> Assessment:
    """Keep a judgement as a draft: seen by its author and by editors, and in no figure.

    It may lack anything but its recommendation. Raises ``NotAllowed`` or ``InvalidInput``.
    """
    roles.require(user, Action.ASSESS)
    errors = ErrorList()
    what = read(recommendation, given, errors, read_date)
    errors.raise_if_any()
    draft = Assessment(recommendation=recommendation, author=user)
    with history.acting(user.pk):
        saving.save(draft, what)
    return draft


@transaction.atomic
def edit_draft(
    *, user: User, pk: int, given: Mapping[str, Any], read_date: reading.ReadDate = dates.parse
) -> Assessment:
    """Change what ``given`` names of a draft, if ``version`` is still the present one.

    Where ``state`` says so it is published, as if it were written now: what stands for its judge and
    day meanwhile is named and asks for a reason that speaks of it (or for ``succeeds`` to name it). Raises
    ``NotAllowed``, ``NotFound``, ``Conflict`` or ``InvalidInput``.
    """
    roles.require(user, Action.ASSESS)
    standing = drafts.get(user, pk)
    if not standing.is_draft:
        raise _published()
    errors = ErrorList()
    whole = {**drafts.as_given(standing), **given}
    what = read(standing.recommendation, whole, errors, read_date, more=("version", "state"))
    if what.version is None:
        if not has(errors, "version"):
            errors.add("version", _("Give the version that you read."))
        errors.raise_if_any()
    with history.acting(user.pk, **about(what.reason if what.publish else "")):
        if what.publish:
            wait_for(standing.recommendation_id)
        draft = _claim(standing, what.version)
        replaced = replaced_by(draft.recommendation, what) if what.publish else []
        if what.publish:
            require_whole(what, errors)
            ask_reason(draft.recommendation, what, replaced, errors, seen_at=standing.saved_at)
        errors.raise_if_any()
        saving.save(draft, what)
        if what.publish:
            publish(draft, replaced, user)
    return draft


@transaction.atomic
def discard_draft(*, user: User, pk: int, version: Any = None) -> None:
    """Delete a draft; what stood in it stays in the history."""
    roles.require(user, Action.ASSESS)
    standing = drafts.get(user, pk)
    errors = ErrorList()
    read_version = reading.read_version(version, errors)
    errors.raise_if_any()
    with history.acting(user.pk):
        _claim(standing, read_version).delete()


def _claim(draft: Assessment, version: int | None) -> Assessment:
    """Raise the version if it is still ``version``, and return the row, which is then locked."""
    rows = Assessment.objects.filter(pk=draft.pk, published_at=None)
    if version is not None:
        rows = rows.filter(version=version)
    claimed = rows.update(version=F("version") + 1)
    present = (
        Assessment.objects.select_related("recommendation__document", "author").filter(pk=draft.pk).first()
    )
    if present is None:
        raise Conflict(_("This draft was discarded meanwhile."))
    if claimed:
        return present
    if not present.is_draft:
        raise _published()
    raise Conflict(
        _("Somebody has changed it meanwhile: version %(now)s stands, you read %(read)s.")
        % {"now": present.version, "read": version},
        version=present.version,
    )


def _published() -> Conflict:
    return Conflict(_("It is published already; retract it, or put a judgement in its place."))
