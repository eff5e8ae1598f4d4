"""Log a development, as a draft or published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import clock, dates, history
from tracker.core.dates import EdtfDate
from tracker.core.errors import ErrorList
from tracker.core.keys import made_key
from tracker.developments import input as reading
from tracker.developments import search
from tracker.developments.choices import Standing, State
from tracker.developments.models import Development, DevelopmentActor, DevelopmentSource
from tracker.developments.services import rows
from tracker.developments.services.resolve import Resolved, WantedLink, ensure_sources, resolve
from tracker.developments.signals import draft_saved, evidence_changed, looked
from tracker.documents.sources import Difference, GivenSource

if TYPE_CHECKING:
    from tracker.accounts.models import User


Listed = TypeVar("Listed", DevelopmentActor, DevelopmentSource)


@dataclass
class Saved:
    """A development as it was saved, and what is to be told beside."""

    development: Development
    told: list[Difference] = field(default_factory=list)


@transaction.atomic
def log_development(
    *, user: User, given: Mapping[str, Any], read_date: reading.ReadDate = dates.parse
) -> Saved:
    """Log what ``given`` says; published where its ``state`` says so, else kept as a draft.

    Raises ``NotAllowed``, or ``InvalidInput`` with everything that is wrong.
    """
    roles.require(user, Action.LOG)
    errors = ErrorList()
    what = reading.read(given, errors, read_date=read_date)
    found = resolve(what, errors)
    development = Development(author=user, title="", kind="", standing=Standing.CONFIRMED)
    set_values(development, what.values)
    publishing = what.values.get("state") == State.PUBLISHED
    if publishing:
        require_whole(development, found.sources or [], found.links or [], errors)
    errors.raise_if_any()
    with history.acting(user.pk):
        _add_under_free_key(development)
        told = set_lists(development, found)
        rows.apply_to_draft(rows.plan(development, found.links or [], [], []))
        if publishing:
            publish(development, user=user)
        else:
            search.index([development.pk])
            draft_saved.send(Development, development=development)
    return Saved(development, told)


def publish(development: Development, *, user: User) -> None:
    """Publish a draft with its links and meetings, at one moment, and announce it."""
    moment = rows.moment()
    development.state = State.PUBLISHED
    development.published_at = moment
    development.published_by = user
    development.save(update_fields=["state", "published_at", "published_by"])
    rows.publish_rows(development, user=user, moment=moment)
    recommendation_ids = set(
        development.links.filter(retracted_at=None).values_list("recommendation_id", flat=True)
    )
    rows.begin_tracking(recommendation_ids, moment)
    search.index([development.pk])
    draft_saved.send(Development, development=development)
    announce(development, recommendation_ids, why="published", looked_at=recommendation_ids)


def announce(
    development: Development, recommendation_ids: set[int], *, why: str, looked_at: set[int] | None = None
) -> None:
    """Send the news of one change, once."""
    if recommendation_ids:
        evidence_changed.send(
            Development,
            recommendation_ids=recommendation_ids,
            development_ids=[development.pk],
            why=why,
        )
    if looked_at:
        looked.send(Development, recommendation_ids=looked_at)


def set_values(development: Development, values: Mapping[str, Any]) -> None:
    """Set the plain fields that were given; what is given as empty is emptied."""
    for name in ("title", "summary", "kind"):
        if name in values:
            setattr(development, name, values[name] or "")
    if "standing" in values:
        development.standing = values["standing"] or Standing.CONFIRMED
    if "date" in values:
        date: EdtfDate | None = values["date"]
        development.date = date.text if date else ""
        development.earliest = date.earliest if date else None
        development.latest = date.latest if date else None


def require_whole(
    development: Development,
    sources: Sequence[GivenSource],
    links: Sequence[WantedLink],
    errors: ErrorList,
) -> None:
    """Note what a development still lacks to be published; a place with an error has it already."""
    noted = {error.path for error in errors.errors}

    def lacking(path: str, message: str) -> None:
        if not any(place == path or place.startswith(f"{path}.") for place in noted):
            errors.add(path, message)

    if not development.title:
        lacking("title", _("Say in one line what happened."))
    if not development.date:
        lacking("date", _("Give the date, as %s.") % dates.EXAMPLES)
    elif development.earliest > clock.latest_today():
        lacking(
            "date",
            _("%s has not happened yet; keep it as a draft until its day.") % development.date,
        )
    if not development.kind:
        lacking("kind", _("Choose what kind of thing happened."))
    if not sources:
        lacking("sources", _("Give one source at least."))
    for index, source in enumerate(sources):
        if source.title == source.url:
            lacking(f"sources.{index}.title", _("Give the source’s title."))
    for index, link in enumerate(links):
        if link.effect is None:
            lacking(f"links.{index}.effect", _("Choose its effect."))
        if link.weight is None:
            lacking(f"links.{index}.strength", _("Choose its strength."))


def set_lists(development: Development, found: Resolved) -> list[Difference]:
    """Bring actors and sources to the lists given, where one was; tell how sources stand otherwise."""
    if found.actor_ids is not None:
        _set_list(DevelopmentActor, development, "actor_id", found.actor_ids)
    if found.sources is None:
        return []
    ensured = ensure_sources(found.sources)
    _set_list(DevelopmentSource, development, "source_id", ensured.ids)
    return ensured.told


def _set_list(model: type[Listed], development: Development, name: str, ids: list[int]) -> None:
    """Replace the rows only where the list differs (three statements at most)."""
    standing = model._default_manager.filter(development=development).order_by("position", "id")
    present = list(standing.values_list(name, flat=True))
    if present == ids:
        return
    if present:
        standing.delete()
    rows_now = [
        model(development=development, position=position, **{name: pk})
        for position, pk in enumerate(dict.fromkeys(ids))
    ]
    model._default_manager.bulk_create(rows_now)


def _add_under_free_key(development: Development) -> None:
    """Add the row; a package that is being loaded may take the key first, and then the next is tried."""
    for last in (False, False, True):
        development.key = free_key(development)
        try:
            with transaction.atomic():
                development.save(force_insert=True)
        except IntegrityError:
            if last:
                raise
        else:
            return


def free_key(development: Development) -> str:
    """Return the key made of date and title, with -2, -3 where taken.

    Two people making the same key at once wait for each other here, until the first is done.
    """
    earliest: dt.date | None = development.earliest
    base = made_key(earliest.isoformat() if earliest else "", development.title)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('developments.key'), hashtext(%s))", [base])
    taken = set(Development.objects.filter(key__startswith=base).values_list("key", flat=True))
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
