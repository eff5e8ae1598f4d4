"""What was published, corrected and retracted of a recommendation, and who looked (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.words import day_words
from tracker.progress.choices import Status

#: So many of the newest changes are listed.
MOST = 30
#: So many looks stand on the page, the rest unfolds.
FEW_LOOKS = 10


@dataclass(frozen=True, slots=True)
class Change:
    """One thing somebody did: when, what and to what, by whom, and why."""

    at: dt.datetime
    what: str
    title: str
    who: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked on a day, says where, and found nothing new."""

    on: dt.date
    where: str
    who: str


@dataclass(frozen=True, slots=True)
class Looks:
    """Who looked when and where, newest first."""

    newest: tuple[Look, ...] = ()
    rest: tuple[Look, ...] = ()

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days on which somebody looked, oldest first."""
        return tuple(sorted({each.on for each in (*self.newest, *self.rest)}))

    @property
    def where(self) -> str:
        """Where one looked last time, to be filled in again."""
        return self.newest[0].where if self.newest else ""


def looks(part: Sequence[Sequence[Any]]) -> Looks:
    """Return the checks, newest first."""
    found = tuple(
        Look(dt.date.fromisoformat(on), where, who or _somebody()) for on, where, who, _recorded in part
    )
    return Looks(found[:FEW_LOOKS], found[FEW_LOOKS:])


def changes(parts: dict[str, Any], asof: AsOf, began: dt.datetime | None) -> list[Change]:
    """Return the newest changes up to the moment asked that came after tracking began."""
    if began is None:
        return []
    until = asof.known_moment
    rows = [
        *(change for row in parts["linked"] for change in _linked(row, began, until)),
        *(change for row in parts["judged"] for change in _judged(row, began, until)),
        *(_looked(row) for row in parts["looked"]),
    ]
    return sorted(rows, key=lambda each: each.at, reverse=True)[:MOST]


def _linked(row: Sequence[Any], began: dt.datetime, until: dt.datetime) -> list[Change]:
    published, taken, succeeds, title, publisher, retractor, reason, why = row
    found = []
    if began < (at := _moment(published)) <= until:
        what = _("corrected the link of") if succeeds else _("linked")
        found.append(Change(at, what, title, publisher or _nobody(), reason))
    if taken:
        found.append(Change(_moment(taken), _("took back the link of"), title, retractor or _nobody(), why))
    return found


def _judged(row: Sequence[Any], began: dt.datetime, until: dt.datetime) -> list[Change]:
    published, taken, status, date, who, retractor, reason, why = row
    words, found = str(Status(status).label), []
    if began < (at := _moment(published)) <= until:
        found.append(Change(at, _("judged it"), words, who or _nobody(), reason))
    if taken:
        what = _("took back the judgement of %s") % day_words(dt.date.fromisoformat(date))
        found.append(Change(_moment(taken), what, words, retractor or _nobody(), why))
    return found


def _looked(row: Sequence[Any]) -> Change:
    recorded, where, who = row
    return Change(_moment(recorded), _("looked, nothing new"), where, who or _nobody())


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def _nobody() -> str:
    return _("the package or a task")


def _somebody() -> str:
    return _("somebody")
