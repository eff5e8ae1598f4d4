"""Edit a development: change a draft, publish it, correct what is published."""

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
from tracker.developments import search
from tracker.developments.choices import State
from tracker.developments.models import Development
from tracker.developments.queries import get_development
from tracker.developments.services import log, rows
from tracker.developments.services.resolve import resolve
from tracker.developments.signals import draft_saved
from tracker.documents.sources import GivenSource

if TYPE_CHECKING:
    from tracker.accounts.models import User

#: What of the development's own row is saved; its version is raised beforehand.
SAVED_FIELDS = ["title", "summary", "kind", "standing", "date", "earliest", "latest"]


@transaction.atomic
def edit_development(
    *, user: User, key: str, given: Mapping[str, Any], read_date: reading.ReadDate = dates.parse
) -> log.Saved:
    """Change what ``given`` names (a list given replaces the list), if ``version`` is still the present one.

    A draft becomes published where ``state`` says so. Correcting a published development retracts the
    links and meetings that change and publishes their successors at one moment; where figures
    move, that takes a ``reason``. Raises ``NotAllowed``, ``NotFound``, ``Conflict`` or ``InvalidInput``.
    """
    roles.require(user, Action.LOG)
    standing = get_development(user, key)
    errors = ErrorList()
    what = reading.read(given, errors, editing=True, read_date=read_date)
    if what.version is None:
        if not any(error.path == "version" for error in errors.errors):
            errors.add("version", _("Give the version that you read."))
        errors.raise_if_any()
    with history.acting(user.pk, **about(what.reason)):
        development = claim(standing, what.version)
        return _edit(development, user, what, errors)


def about(reason: str) -> dict[str, str]:
    """What is kept beside the history of a change: its reason, where one was given."""
    return {"reason": reason} if reason else {}


def claim(development: Development, version: int | None) -> Development:
    """Raise the version if it is still ``version``, and return the row, which is then locked.

    The row count of the conditional UPDATE decides who won; None takes whatever version there is.
    """
    rows_now = Development.objects.filter(pk=development.pk).exclude(state=State.RETRACTED)
    if version is not None:
        rows_now = rows_now.filter(version=version)
    claimed = rows_now.update(version=F("version") + 1)
    present = Development.objects.filter(pk=development.pk).first()
    if present is None:
        raise Conflict(_("This draft was discarded meanwhile."))
    if claimed:
        return present
    if present.state == State.RETRACTED:
        raise Conflict(_("This development has been retracted, for good."), version=present.version)
    raise Conflict(
        _("Somebody has changed it meanwhile: version %(now)s stands, you read %(read)s.")
        % {"now": present.version, "read": version},
        version=present.version,
    )


def _edit(development: Development, user: User, what: reading.Given, errors: ErrorList) -> log.Saved:
    found = resolve(what, errors)
    was_published = development.state == State.PUBLISHED
    asked = what.values.get("state") or development.state
    if was_published and asked == State.DRAFT:
        errors.add("state", _("What is published cannot become a draft again; retract it."))
    log.set_values(development, what.values)
    links, meetings = rows.live_links(development), rows.live_meetings(development)
    wanted = rows.as_wanted(links, meetings) if found.links is None else found.links
    made = rows.plan(development, wanted, links, meetings)
    if asked == State.PUBLISHED:
        sources = found.sources if found.sources is not None else _standing_sources(development)
        log.require_whole(development, sources, wanted, errors)
        if was_published and made.moves_figures and not what.reason:
            errors.add("reason", _("Figures move: say why, in one sentence that others can check."))
    errors.raise_if_any()

    development.save(update_fields=SAVED_FIELDS)
    told = log.set_lists(development, found)
    if was_published:
        _correct(development, made, user=user, reason=what.reason)
        return log.Saved(development, told)
    rows.apply_to_draft(made)
    if asked == State.PUBLISHED:
        log.publish(development, user=user)
    else:
        search.index([development.pk])
        draft_saved.send(Development, development=development)
    return log.Saved(development, told)


def _correct(development: Development, made: rows.Plan, *, user: User, reason: str) -> None:
    moment = rows.moment()
    rows.apply_to_published(made, user=user, moment=moment, reason=reason)
    rows.begin_tracking(made.first_published, moment)
    search.index([development.pk])
    log.announce(development, made.recommendation_ids, why="corrected", looked_at=made.first_published)


def _standing_sources(development: Development) -> list[GivenSource]:
    rows_now = development.source_rows.select_related("source").order_by("position", "id")
    return [GivenSource(row.source.url, row.source.title) for row in rows_now]
