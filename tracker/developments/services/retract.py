"""Take a development back: retract what is published, discard a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import history
from tracker.core.errors import Conflict, ErrorList
from tracker.developments import input as reading
from tracker.developments import search
from tracker.developments.choices import State
from tracker.developments.models import Development, Link, Meeting
from tracker.developments.queries import get_development
from tracker.developments.services import log, rows
from tracker.developments.services.edit import claim
from tracker.developments.signals import draft_saved

if TYPE_CHECKING:
    from tracker.accounts.models import User


@transaction.atomic
def retract_development(*, user: User, key: str, reason: Any, version: Any = None) -> Development:
    """Retract a published development with its links and meetings, at one moment, for good.

    ``version`` guards against what was not seen; None retracts whatever stands. Raises
    ``NotAllowed``, ``NotFound``, ``Conflict`` or ``InvalidInput``.
    """
    roles.require(user, Action.LOG)
    standing = get_development(user, key)
    errors = ErrorList()
    why = reading.read_reason(reason, errors)
    read = reading.read_version(version, errors)
    errors.raise_if_any()
    with history.acting(user.pk, reason=why):
        development = claim(standing, read)
        if development.state == State.DRAFT:
            raise Conflict(_("A draft is not retracted; discard it, or publish it first."))
        links, meetings = rows.live_links(development), rows.live_meetings(development)
        moment = rows.moment()
        rows.retire(Link, [link.pk for link in links], user=user, moment=moment)
        rows.retire(Meeting, [meeting.pk for meeting in meetings], user=user, moment=moment)
        development.state = State.RETRACTED
        development.retracted_at, development.retracted_by, development.retract_reason = moment, user, why
        development.save(update_fields=["state", "retracted_at", "retracted_by", "retract_reason"])
        log.announce(development, {link.recommendation_id for link in links}, why="retracted")
    return development


@transaction.atomic
def discard_draft(*, user: User, key: str, version: Any = None) -> None:
    """Delete a draft; what stood in it stays in the history."""
    roles.require(user, Action.LOG)
    standing = get_development(user, key)
    errors = ErrorList()
    read = reading.read_version(version, errors)
    errors.raise_if_any()
    with history.acting(user.pk):
        development = claim(standing, read)
        if development.state != State.DRAFT:
            raise Conflict(_("It is published already; retract it, with a reason."))
        # Its day is no longer awaited: who reminds of it is told before the row goes.
        development.earliest = None
        draft_saved.send(Development, development=development)
        links, meetings = rows.live_links(development), rows.live_meetings(development)
        rows.delete_rows(Meeting, [meeting.pk for meeting in meetings])
        rows.delete_rows(Link, [link.pk for link in links])
        pk = development.pk
        development.delete()
        search.index([pk])
