"""Publish a judgement, put it in the place of others, retract one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import clock, dates, history
from tracker.core.errors import Conflict, ErrorList
from tracker.core.words import day_words
from tracker.developments import input as reading
from tracker.developments.services.rows import begin_tracking
from tracker.documents.models import Recommendation
from tracker.progress.models import Assessment
from tracker.progress.services import saving
from tracker.progress.services.reading import Judgement, has, read, require_whole
from tracker.progress.signals import assessed

if TYPE_CHECKING:
    from tracker.accounts.models import User


@transaction.atomic
def publish_assessment(
    *,
    user: User,
    recommendation: Recommendation,
    given: Mapping[str, Any],
    read_date: reading.ReadDate = dates.parse,
) -> Assessment:
    """Publish a judgement of ``recommendation``: the team's, or an actor's with the source of its verdict.

    It takes the place of another one of its judge and day, and of the one that ``succeeds`` names. A
    ``reason`` is asked where it does, and where it changes the status without citing anything. Raises
    ``NotAllowed``, ``Conflict`` or ``InvalidInput``.
    """
    roles.require(user, Action.ASSESS)
    errors = ErrorList()
    what = read(recommendation, given, errors, read_date)
    with history.acting(user.pk, **about(what.reason)):
        wait_for(recommendation.pk)
        replaced = replaced_by(recommendation, what)
        require_whole(what, errors)
        ask_reason(recommendation, what, replaced, errors)
        errors.raise_if_any()
        assessment = Assessment(recommendation=recommendation, author=user)
        saving.save(assessment, what)
        publish(assessment, replaced, user)
    return assessment


@transaction.atomic
def retract_assessment(*, user: User, assessment: Assessment, reason: Any) -> None:
    """Retract a judgement, for good; what it judged has the one before it as its status again."""
    roles.require(user, Action.ASSESS)
    errors = ErrorList()
    why = reading.read_reason(reason, errors)
    errors.raise_if_any()
    if assessment.is_draft:
        raise Conflict(_("A draft is not retracted; discard it, or publish it first."))
    with history.acting(user.pk, reason=why):
        wait_for(assessment.recommendation_id)
        standing = Assessment.objects.filter(pk=assessment.pk, retracted_at=None)
        if not standing.update(retracted_at=clock.database_now(), retracted_by=user):
            raise gone()
        assessed.send(Assessment, recommendation_ids={assessment.recommendation_id})


def publish(assessment: Assessment, replaced: list[Assessment], user: User) -> None:
    """Publish a saved judgement in the place of others, at one moment, and announce it."""
    moment = clock.database_now()
    _retract(replaced, user, moment)
    assessment.published_at = moment
    assessment.succeeds = replaced[0] if replaced else None
    assessment.save(update_fields=["published_at", "succeeds"])
    begin_tracking([assessment.recommendation_id], moment)
    assessed.send(Assessment, recommendation_ids={assessment.recommendation_id})


def about(reason: str) -> dict[str, str]:
    """What is kept beside the history of a change: its reason, where one was given."""
    return {"reason": reason} if reason else {}


def wait_for(recommendation_id: int) -> None:
    """Let whoever judges the same recommendation at once wait here."""
    Recommendation.objects.select_for_update(no_key=True).get(pk=recommendation_id)


def gone() -> Conflict:
    """Return what is said where a judgement does not stand any more."""
    return Conflict(_("Somebody has retracted or replaced this judgement meanwhile."))


def standing(recommendation: Recommendation) -> QuerySet[Assessment]:
    """Return the published judgements that stand, the team's and others'."""
    return Assessment.objects.filter(
        recommendation=recommendation, published_at__isnull=False, retracted_at=None
    )


def replaced_by(recommendation: Recommendation, what: Judgement) -> list[Assessment]:
    """Return the judgements whose place this one takes, the one that was edited first."""
    live = standing(recommendation)
    replaced = []
    if what.succeeds is not None:
        edited = live.filter(pk=what.succeeds).first()
        if edited is None:
            raise gone()
        replaced.append(edited)
    if what.date is None:
        return replaced
    same_day = live.filter(judge=what.judge, date=what.date).exclude(pk=what.succeeds or 0)
    return [*replaced, *same_day]


def ask_reason(
    recommendation: Recommendation,
    what: Judgement,
    replaced: list[Assessment],
    errors: ErrorList,
    *,
    seen_at: dt.datetime | None = None,
) -> None:
    """Ask why it takes another's place, or changes the status without citing anything.

    A reason that was written before the other was published (``seen_at``) does not speak of it.
    """
    if has(errors, "reason"):
        return
    unseen = [
        each
        for each in replaced
        if seen_at is not None and each.published_at > seen_at and each.pk != what.succeeds  # type: ignore[operator]
    ]
    first = next(iter(unseen or replaced), None)
    if first is not None and (unseen or not what.reason):
        errors.add(
            "reason",
            _("It takes the place of the judgement of %(day)s (%(status)s): say why.")
            % {"day": day_words(first.date), "status": first.get_status_display()},
        )
    elif first is None and not what.reason and not what.cites:
        before = _before(recommendation, what)
        if before is not None and what.status and before.status != what.status:
            errors.add(
                "reason", _("It changes the status and cites nothing: cite a development, or say why.")
            )


def _before(recommendation: Recommendation, what: Judgement) -> Assessment | None:
    mine = standing(recommendation).filter(judge=what.judge)
    return mine.order_by("-date", "-published_at", "-id").first()


def _retract(replaced: list[Assessment], user: User, moment: dt.datetime) -> None:
    if replaced:
        Assessment.objects.filter(pk__in=[each.pk for each in replaced]).update(
            retracted_at=moment, retracted_by=user
        )
