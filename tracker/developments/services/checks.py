"""Record that somebody looked and found nothing new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import clock, history
from tracker.core.asof import parse_day
from tracker.core.errors import ErrorList
from tracker.developments import input as reading
from tracker.developments.models import Check
from tracker.developments.signals import looked
from tracker.documents.models import Recommendation

if TYPE_CHECKING:
    from tracker.accounts.models import User


@transaction.atomic
def record_check(*, user: User, recommendation: Recommendation, given: Mapping[str, Any]) -> Check:
    """Record that ``user`` looked on a day (``on``, else today) at some place (``where``).

    It moves no figure and no rule. Raises ``NotAllowed`` or ``InvalidInput``.
    """
    roles.require(user, Action.CHECK)
    errors = ErrorList()
    where, on = reading.read_check(given, errors)
    day = clock.today()
    if on:
        try:
            day = parse_day(on)
        except ValueError as error:
            errors.add("on", str(error))
        if day > clock.latest_today():
            errors.add("on", _("That day is still to come."))
    errors.raise_if_any()
    with history.acting(user.pk):
        check = Check.objects.create(recommendation=recommendation, on=day, where=where, user=user)
        looked.send(Check, recommendation_ids={recommendation.pk})
    return check
