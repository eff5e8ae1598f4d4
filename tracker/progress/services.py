"""What people do with assessments: publish one, put a successor in its place, retract one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import clock, dates, history
from tracker.core.asof import parse_day
from tracker.core.errors import Conflict, ErrorList, FieldError, InvalidInput
from tracker.core.words import day_words
from tracker.developments import input as reading
from tracker.developments.choices import State
from tracker.developments.models import Development
from tracker.developments.services.rows import begin_tracking
from tracker.documents import sources
from tracker.documents.models import Actor, Recommendation
from tracker.progress.choices import Confidence, Status
from tracker.progress.models import Assessment, Citation
from tracker.progress.signals import assessed

if TYPE_CHECKING:
    from tracker.accounts.models import User

FIELDS = ("date", "status", "confidence", "rationale", "judge", "source", "cites", "reason", "succeeds")


@dataclass
class _Judgement:
    """What was given, read and looked up."""

    date: dt.date | None = None
    status: str = ""
    confidence: str = ""
    rationale: str = ""
    judge: Actor | None = None
    source: sources.GivenSource | None = None
    cites: list[Development] = field(default_factory=list)
    reason: str = ""
    succeeds: int | None = None


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
    what = _read(given, errors, read_date)
    with history.acting(user.pk, **({"reason": what.reason} if what.reason else {})):
        # Whoever judges the same recommendation at once waits here.
        Recommendation.objects.select_for_update(no_key=True).get(pk=recommendation.pk)
        replaced = _replaced(recommendation, what)
        _ask_reason(recommendation, what, replaced, errors)
        errors.raise_if_any()
        moment = clock.database_now()
        _retract(replaced, user, moment)
        assessment = _publish(recommendation, what, replaced, user, moment)
        begin_tracking([recommendation.pk], moment)
        assessed.send(Assessment, recommendation_ids={recommendation.pk})
    return assessment


@transaction.atomic
def retract_assessment(*, user: User, assessment: Assessment, reason: Any) -> None:
    """Retract a judgement, for good; what it judged has the one before it as its status again."""
    roles.require(user, Action.ASSESS)
    errors = ErrorList()
    why = reading.read_reason(reason, errors)
    errors.raise_if_any()
    with history.acting(user.pk, reason=why):
        Recommendation.objects.select_for_update(no_key=True).get(pk=assessment.recommendation_id)
        standing = Assessment.objects.filter(pk=assessment.pk, retracted_at=None)
        if not standing.update(retracted_at=clock.database_now(), retracted_by=user):
            raise Conflict(_("Somebody has retracted or replaced this judgement meanwhile."))
        assessed.send(Assessment, recommendation_ids={assessment.recommendation_id})


def _read(given: Mapping[str, Any], errors: ErrorList, read_date: reading.ReadDate) -> _Judgement:
    reader = reading.Reader(errors, read_date)
    reader.refuse_others(given, FIELDS, "")
    what = _Judgement(
        date=_day(reader.text(given.get("date"), "date", 40), errors, read_date),
        rationale=reader.text(given.get("rationale"), "rationale", reading.TEXT_LENGTH),
        reason=reader.text(given.get("reason"), "reason", reading.TEXT_LENGTH),
        succeeds=reader.whole_number(given.get("succeeds"), "succeeds"),
    )
    statuses = {each.value: each.value for each in Status}
    confidences = {each.value: each.value for each in Confidence}
    what.status = reader.choice(given.get("status"), "status", statuses) or ""
    what.confidence = reader.choice(given.get("confidence"), "confidence", confidences) or ""
    if not what.status and not _has(errors, "status"):
        errors.add("status", _("Choose a status."))
    if not what.rationale and not _has(errors, "rationale"):
        errors.add("rationale", _("Say why, in words that others can defend."))
    _read_judge(what, given, reader, errors)
    what.cites = _cited(reader.keys(given.get("cites"), "cites"), errors)
    return what


def _has(errors: ErrorList, path: str) -> bool:
    return any(error.path == path for error in errors.errors)


def _day(text: str, errors: ErrorList, read_date: reading.ReadDate) -> dt.date | None:
    """Read the day of a judgement; forms read it as people write it."""
    if not text:
        if not _has(errors, "date"):
            errors.add("date", _("Give the day of the judgement."))
        return None
    try:
        read = read_date(text)
        day = read.latest if read.is_one_day else parse_day(text)
    except ValueError as error:
        errors.add("date", str(error))
        return None
    if day > clock.latest_today():
        errors.add("date", _("That day is still to come."))
    return day


def _read_judge(
    what: _Judgement, given: Mapping[str, Any], reader: reading.Reader, errors: ErrorList
) -> None:
    key = reader.text(given.get("judge"), "judge", 320)
    if key:
        what.judge = Actor.objects.filter(key=key).first()
        if what.judge is None:
            errors.add("judge", _("There is no actor “%s”.") % key)
    raw = given.get("source") or {}
    if not isinstance(raw, Mapping):
        errors.add("source", _("This must be an object with named fields."))
        return
    if any(raw.values()):
        source = reader.source(raw, "source")
        what.source = _source(source, errors)
        if not key:
            errors.add("judge", _("A source goes with another judge’s verdict: say whose it is."))
    elif key:
        errors.add("source.url", _("Another judge’s verdict needs its source."))


def _source(source: reading.GivenSource, errors: ErrorList) -> sources.GivenSource | None:
    if not source.title and not _has(errors, "source.title"):
        errors.add("source.title", _("Give the source’s title."))
    try:
        return sources.GivenSource(source.url, source.title, source.publisher, source.date)
    except sources.AddressError as error:
        if not _has(errors, "source.url"):
            errors.add("source.url", str(error))
    return None


def _cited(keys: list[str], errors: ErrorList) -> list[Development]:
    found = {row.key: row for row in Development.objects.filter(key__in=set(keys))}
    for index, key in enumerate(keys):
        state = found[key].state if key in found else State.DRAFT
        if state == State.RETRACTED:
            errors.add(f"cites.{index}", _("“%s” has been retracted.") % key)
        elif state != State.PUBLISHED:
            errors.add(f"cites.{index}", _("There is no published development “%s”.") % key)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _replaced(recommendation: Recommendation, what: _Judgement) -> list[Assessment]:
    """Return the judgements whose place this one takes, the one that was edited first."""
    live = Assessment.objects.filter(
        recommendation=recommendation, published_at__isnull=False, retracted_at=None
    )
    replaced = []
    if what.succeeds is not None:
        edited = live.filter(pk=what.succeeds).first()
        if edited is None:
            raise Conflict(_("Somebody has retracted or replaced this judgement meanwhile."))
        replaced.append(edited)
    if what.date is None:
        return replaced
    same_day = live.filter(judge=what.judge, date=what.date).exclude(pk=what.succeeds or 0)
    return [*replaced, *same_day]


def _ask_reason(
    recommendation: Recommendation, what: _Judgement, replaced: list[Assessment], errors: ErrorList
) -> None:
    if what.reason or _has(errors, "reason"):
        return
    if replaced:
        first = replaced[0]
        errors.add(
            "reason",
            _("It takes the place of the judgement of %(day)s (%(status)s): say why.")
            % {"day": day_words(first.date), "status": first.get_status_display()},
        )
        return
    before = (
        Assessment.objects.filter(
            recommendation=recommendation, judge=what.judge, published_at__isnull=False, retracted_at=None
        )
        .order_by("-date", "-published_at", "-id")
        .first()
    )
    if before is not None and before.status != what.status and not what.cites:
        errors.add("reason", _("It changes the status and cites nothing: cite a development, or say why."))


def _retract(replaced: list[Assessment], user: User, moment: dt.datetime) -> None:
    if replaced:
        Assessment.objects.filter(pk__in=[each.pk for each in replaced]).update(
            retracted_at=moment, retracted_by=user
        )


def _publish(
    recommendation: Recommendation,
    what: _Judgement,
    replaced: list[Assessment],
    user: User,
    moment: dt.datetime,
) -> Assessment:
    if what.date is None:  # pragma: no cover - noted as an error before
        raise InvalidInput([FieldError("date", _("Give the day of the judgement."))])
    source_id = sources.ensure([what.source]).ids[0] if what.source else None
    assessment = Assessment.objects.create(
        recommendation=recommendation,
        date=what.date,
        status=what.status,
        confidence=what.confidence,
        rationale=what.rationale,
        judge=what.judge,
        source_id=source_id,
        author=user,
        published_at=moment,
        succeeds=replaced[0] if replaced else None,
        reason=what.reason,
    )
    Citation.objects.bulk_create(
        Citation(assessment=assessment, development=development, position=position)
        for position, development in enumerate(what.cites)
    )
    return assessment
