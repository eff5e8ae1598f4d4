"""What the job and people do with flags: scan, acknowledge, snooze, open again."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from tracker.accounts.roles import Action, require
from tracker.core import asof as core_asof
from tracker.core import clock, history
from tracker.core.errors import Conflict, InvalidInput
from tracker.documents.models import Area, Recommendation
from tracker.progress.queries import EVERYTHING, Scope
from tracker.stalls import endings, scanning, signals
from tracker.stalls.choices import UNRESOLVED, Cause, FlagState
from tracker.stalls.models import Flag, Mark, Scan
from tracker.stalls.policies import in_force
from tracker.stalls.queries import examine

if TYPE_CHECKING:
    from tracker.accounts.models import User

log = logging.getLogger(__name__)

#: Heartbeats older than this are of no use to anybody.
_KEEP_HEARTBEATS = timedelta(days=90)
SNOOZE_DAYS = 30


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What one scan did."""

    as_of: date
    opened: int = 0
    resolved: int = 0
    reopened: int = 0


def scan(
    *, wait: bool = False, dry_run: bool = False, then: Callable[[ScanResult], None] | None = None
) -> ScanResult | None:
    """Judge every area and make the flags so; return None where another scan is running.

    One transaction. With `wait` it waits for its turn. A dry run does all of it, hands the result
    to `then` while it stands, and takes it back.
    """
    with history.acting(None, task="scan"), transaction.atomic():
        if not _take_turn(wait=wait):
            return None
        result = _scan(scanning.read_marks(), full=True)
        if then is not None:
            then(result)
        if dry_run:
            transaction.set_rollback(True)
        return result


def scan_marked(*, wait: bool = False) -> ScanResult | None:
    """Judge the areas that changes have touched; nothing where there are none."""
    with history.acting(None, task="scan"), transaction.atomic():
        if not _take_turn(wait=wait):
            return None
        marks = scanning.read_marks()
        return _scan(marks, full=False) if marks.ids else None


def anything_is_marked() -> bool:
    """Return whether a change waits for a scan; one query."""
    return Mark.objects.exists()


def full_scan_is_due() -> bool:
    """Return whether the last full scan is longer ago than the time between two; one query."""
    last = (
        Scan.objects.filter(full=True)
        .order_by("-completed_at")
        .values_list("completed_at", flat=True)
        .first()
    )
    return last is None or clock.now() - last > timedelta(minutes=settings.TRACKER_SCAN_MINUTES)


def _take_turn(*, wait: bool) -> bool:
    if wait:
        scanning.wait_for_lock()
        return True
    return scanning.try_lock()


def _scan(marks: scanning.Marks, *, full: bool) -> ScanResult:
    started = clock.now()
    asof = core_asof.present()
    area_ids = None if full else marks.area_ids
    scope = EVERYTHING if area_ids is None else Scope(area_ids=tuple(area_ids))
    policies = in_force()
    examination = examine(scope, asof, policies)
    want = scanning.wanted(examination)
    stand = scanning.standing(area_ids)

    ended = [flag for key, flag in stand.items() if key not in want]
    found = endings.endings(ended, examination, policies, endings.changes(ended, marks.since))
    resolved = scanning.resolve(
        [each.flag_id for each in found],
        [each.development_id for each in found],
        [each.why for each in found],
        asof.now,
    )
    new = [flag for key, flag in want.items() if key not in stand]
    reopened = scanning.reopen(new, asof.now)
    back = {key for _, key in reopened}
    opened = scanning.open_new([flag for flag in new if flag.key not in back], asof.now)
    scanning.renew([flag for key, flag in want.items() if key in stand and _differs(stand[key], flag)])
    scanning.wake(area_ids, asof, settings.TIME_ZONE)

    scanning.delete_marks(marks)
    result = ScanResult(asof.day, len(opened), len(resolved), len(reopened))
    Scan.objects.create(
        as_of=asof.day,
        full=full,
        started_at=started,
        completed_at=clock.now(),
        opened=result.opened,
        resolved=result.resolved,
        reopened=result.reopened,
    )
    if full:
        Scan.objects.filter(completed_at__lt=asof.now - _KEEP_HEARTBEATS).delete()
    if opened or reopened:
        signals.flags_opened.send(sender=Flag, flag_ids=sorted(each[0] for each in (*opened, *reopened)))
    if resolved:
        signals.flags_resolved.send(sender=Flag, flag_ids=sorted(each[0] for each in resolved))
    return result


def _differs(flag: Flag, want: scanning.Wanted) -> bool:
    """Whether a flag's sentence or day is out of date; its numbers stand in both."""
    return flag.since != want.since or flag.reason != want.reason


def acknowledge(*, user: "User", subject: Recommendation | Area, cause: str, note: str = "") -> list[Flag]:
    """Say why a recommendation (all its unresolved flags) or an area (its own) is stalled."""
    if cause not in Cause.values:
        raise InvalidInput({"cause": f"“{cause}” is no cause; take one of {', '.join(Cause.values)}."})
    return _handle(user, subject, state=FlagState.ACKNOWLEDGED, cause=cause, note=note, snoozed_until=None)


def snooze(
    *, user: "User", subject: Recommendation | Area, until: date | None = None, reason: str = ""
) -> list[Flag]:
    """Put a subject's flags to sleep until a day or, without one, until its next development."""
    if until is not None and until <= clock.today():
        raise InvalidInput({"until": "A snooze ends on a day still to come."})
    return _handle(user, subject, state=FlagState.SNOOZED, cause="", note=reason, snoozed_until=until)


def reopen(*, user: "User", subject: Recommendation | Area) -> list[Flag]:
    """Take back an acknowledgement or a snooze: the subject's flags are open again."""
    return _handle(user, subject, state=FlagState.OPEN, cause="", note="", snoozed_until=None)


def unresolved_of(subject: Recommendation | Area) -> "QuerySet[Flag]":
    """Return a subject's own unresolved flags, in the order in which everybody locks them."""
    own = {"recommendation": subject} if isinstance(subject, Recommendation) else {"area": subject}
    return Flag.objects.filter(state__in=UNRESOLVED, **own).order_by("id")


@transaction.atomic
def _handle(user: "User", subject: Recommendation | Area, **change: object) -> list[Flag]:
    area = isinstance(subject, Area)
    require(user, Action.HANDLE_AREA_FLAGS if area else Action.HANDLE_FLAGS)
    flags = list(unresolved_of(subject).select_for_update())
    if not flags:
        raise Conflict("None of its flags is unresolved any more.")
    now = clock.now()
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(
        **change, handled_by=user, handled_at=now, version=F("version") + 1
    )
    return list(Flag.objects.filter(pk__in=[flag.pk for flag in flags]).order_by("id"))
