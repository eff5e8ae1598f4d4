"""Read what was given of a judgement, look it up, and find all that is wrong with it.

A draft may lack things and never holds impossible ones; ``require_whole`` notes what a judgement
still lacks to be published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tracker.core import clock, dates
from tracker.core.dates import DateError
from tracker.core.errors import ErrorList
from tracker.core.words import day_words
from tracker.developments import input as reading
from tracker.developments.choices import State
from tracker.developments.models import Development
from tracker.documents import sources
from tracker.documents.models import Actor, Recommendation
from tracker.progress.choices import Confidence, Status
from tracker.progress.models import Assessment

FIELDS = (
    "date", "status", "confidence", "rationale", "judge", "source", "cites", "settles", "reason", "succeeds",
)  # fmt: skip
#: Days as they may be given: to the API and files, and in a form.
ISO_DAY = "2026-01-30"
WRITTEN_DAYS = "2026-01-30, 30 Jan. 2026 or 2026년 1월 30일"
STATES = {each.value: each for each in (State.DRAFT, State.PUBLISHED)}


@dataclass
class Judgement:
    """What was given, read and looked up."""

    date: dt.date | None = None
    status: str = ""
    confidence: str = ""
    rationale: str = ""
    judge: Actor | None = None
    source: sources.GivenSource | None = None
    source_given: bool = False
    source_titled: bool = False
    cites: list[Development] = field(default_factory=list)
    settles: list[Assessment] = field(default_factory=list)
    reason: str = ""
    succeeds: int | None = None
    version: int | None = None
    publish: bool = False


def read(
    recommendation: Recommendation,
    given: Mapping[str, Any],
    errors: ErrorList,
    read_date: reading.ReadDate,
    *,
    more: tuple[str, ...] = (),
) -> Judgement:
    """Read ``given``; note every field that cannot be what it says. ``more`` names further fields."""
    reader = reading.Reader(errors, read_date)
    reader.refuse_others(given, (*FIELDS, *more), "")
    what = Judgement(
        date=_day(reader.text(given.get("date"), "date", 40), recommendation, errors, read_date),
        rationale=reader.text(given.get("rationale"), "rationale", reading.TEXT_LENGTH),
        reason=reader.text(given.get("reason"), "reason", reading.TEXT_LENGTH),
        succeeds=reader.whole_number(given.get("succeeds"), "succeeds"),
        version=reader.whole_number(given.get("version"), "version"),
        publish=reader.choice(given.get("state"), "state", STATES) == State.PUBLISHED,
    )
    statuses = {each.value: each.value for each in Status}
    confidences = {each.value: each.value for each in Confidence}
    what.status = reader.choice(given.get("status"), "status", statuses) or ""
    what.confidence = reader.choice(given.get("confidence"), "confidence", confidences) or ""
    _read_judge(what, given, reader, errors)
    what.cites = _cited(reader.keys(given.get("cites"), "cites"), errors)
    what.settles = _settled(recommendation, what, _numbers(reader, given.get("settles")), errors)
    return what


def has(errors: ErrorList, path: str) -> bool:
    """Whether something wrong with a place, or with a part of it, is noted already."""
    return any(error.path == path or error.path.startswith(f"{path}.") for error in errors.errors)


def require_whole(what: Judgement, errors: ErrorList) -> None:
    """Note what the judgement lacks to be published; a place with an error has it already."""

    def lacking(path: str, message: str) -> None:
        if not has(errors, path):
            errors.add(path, message)

    if what.date is None:
        lacking("date", _("Give the day of the judgement."))
    if not what.status:
        lacking("status", _("Choose a status."))
    if not what.rationale:
        lacking("rationale", _("Say why, in words that others can defend."))
    if what.judge is not None and not what.source_given:
        lacking("source.url", _("Another judge’s verdict needs its source."))
    if what.source_given and not what.source_titled:
        lacking("source.title", _("Give the source’s title."))
    if what.source_given and what.judge is None:
        lacking("judge", _("A source goes with another judge’s verdict: say whose it is."))
    if len(what.settles) == 1:
        lacking("settles", _("Name both judgements that stand against each other, or neither."))


def _day(
    text: str, recommendation: Recommendation, errors: ErrorList, read_date: reading.ReadDate
) -> dt.date | None:
    """Read the day of a judgement; forms read it as people write it."""
    if not text:
        return None
    examples = WRITTEN_DAYS if read_date is dates.read_human else ISO_DAY
    try:
        read = read_date(text)
    except DateError as error:
        errors.add("date", error.asking_for_days(examples))
        return None
    if not read.is_one_day:
        errors.add("date", str(DateError.of(text, _("is not a day."), examples)))
        return None
    day, published_on = read.latest, recommendation.document.published_on
    if day > clock.latest_today():
        errors.add("date", _("That day is still to come."))
    elif day < published_on:
        errors.add(
            "date",
            _("The document came out on %(day)s; a judgement of it is of that day or later.")
            % {"day": day_words(published_on)},
        )
    return day


def _read_judge(what: Judgement, given: Mapping[str, Any], reader: reading.Reader, errors: ErrorList) -> None:
    key = reader.text(given.get("judge"), "judge", 320)
    if key:
        what.judge = Actor.objects.filter(key=key).first()
        if what.judge is None:
            errors.add("judge", _("There is no actor “%s”.") % key)
    raw = given.get("source") or {}
    if not isinstance(raw, Mapping):
        errors.add("source", _("This must be an object with named fields."))
    elif any(raw.values()):
        source = reader.source(raw, "source")
        what.source_given, what.source_titled = True, bool(source.title)
        what.source = _source(source, errors)


def _source(source: reading.GivenSource, errors: ErrorList) -> sources.GivenSource | None:
    if not source.url:
        if not has(errors, "source.url"):
            errors.add("source.url", _("Give the source’s address, as https://example.org/article."))
        return None
    try:
        sources.canonical_url(source.url)
    except sources.AddressError as error:
        if not has(errors, "source.url"):
            errors.add("source.url", str(error))
        return None
    return sources.GivenSource(source.url, source.title or source.url, source.publisher, source.date)


def _cited(keys: list[str], errors: ErrorList) -> list[Development]:
    wanted = {key for key in keys if key}
    found = {row.key: row for row in Development.objects.filter(key__in=wanted)} if wanted else {}
    for index, key in enumerate(keys):
        state = found[key].state if key in found else State.DRAFT
        if state == State.RETRACTED:
            errors.add(f"cites.{index}", _("“%s” has been retracted.") % key)
        elif state != State.PUBLISHED:
            errors.add(f"cites.{index}", _("There is no published development “%s”.") % key)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _numbers(reader: reading.Reader, value: Any) -> list[int]:
    entries = reader.entries(value, "settles")
    read_ones = [reader.whole_number(each, f"settles.{index}") for index, each in enumerate(entries)]
    return list(dict.fromkeys(each for each in read_ones if each is not None))


def _settled(
    recommendation: Recommendation, what: Judgement, ids: list[int], errors: ErrorList
) -> list[Assessment]:
    """Look up the judgements named: the team's of this recommendation, of no later day, that stand.

    A correction goes on naming what the one before it named.
    """
    if not ids:
        return []
    if what.judge is not None:
        errors.add("settles", _("Only the team’s own judgement settles what the team judged differently."))
    rows = Assessment.objects.filter(
        pk__in=ids, recommendation=recommendation, judge=None, published_at__isnull=False
    ).prefetch_related("named_in")
    found = {row.pk: row for row in rows}
    for index, pk in enumerate(ids):
        named = found.get(pk)
        place = f"settles.{index}"
        if named is None:
            errors.add(place, _("The team has no judgement %s of this recommendation.") % pk)
        elif named.retracted_at is not None and not _named_before(named, what.succeeds):
            errors.add(
                place, _("The judgement of %s has been retracted or replaced.") % day_words(named.date)
            )
        elif what.date is not None and named.date > what.date:
            errors.add(place, _("The judgement of %s is of a later day than this.") % day_words(named.date))
    return [found[pk] for pk in ids if pk in found]


def _named_before(named: Assessment, succeeded: int | None) -> bool:
    return succeeded is not None and any(row.assessment_id == succeeded for row in named.named_in.all())
