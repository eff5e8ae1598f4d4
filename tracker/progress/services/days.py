"""Name a day that people come back to, and take its name away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import asof, clock, history
from tracker.core.errors import ErrorList, InvalidInput, NotFound
from tracker.core.words import day_words
from tracker.documents.models import Document
from tracker.progress.models import NamedDay

if TYPE_CHECKING:
    from tracker.accounts.models import User

MOST_LETTERS = 80
#: The first day that can be named where there is no document yet.
NOTHING_BEFORE = dt.date(1900, 1, 1)


def name_day(*, user: User, given: Mapping[str, Any]) -> NamedDay:
    """Name a day, and perhaps the moment as known at which it is looked at.

    ``given`` has ``name``, ``day`` and perhaps ``known_at``, as texts. Raises ``NotAllowed`` or
    ``InvalidInput``.
    """
    roles.require(user, Action.NAME_DAYS)
    errors = ErrorList()
    name, day = _name(given, errors), _day(given, errors)
    known_at = _known_at(given, errors)
    if day is None or errors.errors:
        raise InvalidInput(errors.errors)
    named = NamedDay(name=name, day=day, known_at=known_at, created_by=user)
    try:
        with transaction.atomic(), history.acting(user.pk):
            named.save(force_insert=True)
    except IntegrityError as error:
        if "named_day_name_once" not in str(error):
            raise
        standing = NamedDay.objects.filter(name__iexact=name).first()
        errors.add("name", _taken(standing))
        errors.raise_if_any()
    return named


@transaction.atomic
def take_name_away(*, user: User, pk: int) -> NamedDay:
    """Take a day's name away; the day can be asked for as before. Raises ``NotAllowed`` or ``NotFound``."""
    roles.require(user, Action.NAME_DAYS)
    named = NamedDay.objects.select_for_update().filter(pk=pk).first()
    if named is None:
        raise NotFound(_("This day has no name any more."))
    with history.acting(user.pk):
        NamedDay.objects.filter(pk=pk).delete()
    return named


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return " ".join(str(value).split()) if value is not None else ""


def _name(given: Mapping[str, Any], errors: ErrorList) -> str:
    name = _text(given, "name")
    if not name:
        errors.add("name", _("Give the day a name, as “board meeting”."))
    elif len(name) > MOST_LETTERS:
        errors.add("name", _("Use at most %(most)s letters.") % {"most": MOST_LETTERS})
    elif "\x00" in name:
        errors.add("name", _("The name holds a character that cannot be kept."))
    return name


def _day(given: Mapping[str, Any], errors: ErrorList) -> dt.date | None:
    text = _text(given, "day")
    if not text:
        errors.add("day", _("Say which day, as 2024-03-01."))
        return None
    try:
        day = asof.parse_day(text)
    except ValueError as error:
        errors.add("day", str(error))
        return None
    first = Document.objects.aggregate(first=Min("published_on"))["first"] or NOTHING_BEFORE
    if day < first:
        said = _("No document had come out then; the first day that can be asked is %s.")
        errors.add("day", said % day_words(first))
    return day


def _known_at(given: Mapping[str, Any], errors: ErrorList) -> dt.datetime | None:
    text = _text(given, "known_at")
    if not text:
        return None
    try:
        return asof.parse_kept_moment(text, clock.today())
    except ValueError as error:
        errors.add("known_at", str(error))
    return None


def _taken(standing: NamedDay | None) -> str:
    if standing is None:
        return _("Another day has this name; give another.")
    return _("%(day)s has this name; give another, or take that one away.") % {"day": day_words(standing.day)}
