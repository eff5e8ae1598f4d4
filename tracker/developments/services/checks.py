"""Record that somebody looked and found nothing new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import clock, dates, history
from tracker.core.asof import parse_day
from tracker.core.errors import ErrorList
from tracker.core.words import day_words
from tracker.developments import input as reading
from tracker.developments.models import Check
from tracker.developments.services.resolve import find_recommendations
from tracker.developments.signals import looked
from tracker.documents.models import Recommendation

if TYPE_CHECKING:
    from tracker.accounts.models import User

FIELDS = ("recommendations", "on", "where")


@transaction.atomic
def record_check(*, user: User, recommendation: Recommendation, given: Mapping[str, Any]) -> Check:
    """Record that ``user`` looked on a day (``on``, else today) at some place (``where``).

    It moves no figure and no rule. Raises ``NotAllowed`` or ``InvalidInput``.
    """
    roles.require(user, Action.CHECK)
    errors = ErrorList()
    day, where = _read(given, errors)
    _require_out([recommendation], day, errors)
    errors.raise_if_any()
    return _write(user, [recommendation], day, where)[0]


@transaction.atomic
def record_checks(*, user: User, given: Mapping[str, Any]) -> list[Check]:
    """Record that ``user`` looked at several ``recommendations`` (DOCUMENT/KEY), at one place on one day.

    All or none, in one statement. Raises ``NotAllowed`` or ``InvalidInput``.
    """
    roles.require(user, Action.CHECK)
    errors = ErrorList()
    reader = reading.Reader(errors, dates.parse)
    reader.refuse_others(given, FIELDS, "")
    names = reader.keys(given.get("recommendations"), "recommendations")
    day, where = _read(given, errors)
    found = find_recommendations(names) if names else {}
    for index, name in enumerate(names):
        if name not in found:
            errors.add(
                f"recommendations.{index}",
                _("There is no recommendation “%s”; write it as DOCUMENT/KEY.") % name,
            )
    if not names and not errors.errors:
        errors.add("recommendations", _("Choose at least one recommendation."))
    _require_out(found.values(), day, errors)
    errors.raise_if_any()
    return _write(user, found.values(), day, where)


def _read(given: Mapping[str, Any], errors: ErrorList) -> tuple[dt.date, str]:
    where, on = reading.read_check(given, errors)
    day = clock.today()
    if on:
        try:
            day = parse_day(on)
        except ValueError as error:
            errors.add("on", str(error))
        if day > clock.latest_today():
            errors.add("on", _("That day is still to come."))
    return day, where


def _require_out(recommendations: Iterable[Recommendation], day: dt.date, errors: ErrorList) -> None:
    """Refuse a look at what had not come out; each document is named once."""
    for document in dict.fromkeys(each.document for each in recommendations):
        if day < document.published_on:
            said = _("“%(document)s” came out on %(day)s; nobody can have looked before.")
            errors.add("on", said % {"document": document.title, "day": day_words(document.published_on)})


def _write(user: User, recommendations: Iterable[Recommendation], day: dt.date, where: str) -> list[Check]:
    rows = [Check(recommendation=each, on=day, where=where, user=user) for each in recommendations]
    with history.acting(user.pk):
        checks = Check.objects.bulk_create(rows)
        looked.send(Check, recommendation_ids={check.recommendation_id for check in checks})
    return checks
