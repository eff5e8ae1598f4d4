"""The two questions that everything can be asked: as of a day, and as known at a moment.

Handed down as an argument; never state of the process.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core import clock
from tracker.core.errors import InvalidInput
from tracker.core.words import day_words

#: A moment whose "+" a web address has turned into a blank, as 2024-03-01T12:00 09:00.
_LOST_PLUS = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*) (\d\d:?\d\d)")
#: People write the zone as a word.
_UTC = re.compile(r"\s*(?:UTC|GMT)$", re.IGNORECASE)


@dataclass(frozen=True)
class AsOf:
    """A day t and a moment k.

    ``known_at`` is None where what is known now is asked; ``now`` is the moment of the request,
    ``today`` its day. ``pinned`` is the moment that stands for now where an answer states its moment.
    """

    day: dt.date
    known_at: dt.datetime | None
    now: dt.datetime
    today: dt.date
    pinned: dt.datetime | None = None

    @property
    def is_today(self) -> bool:
        """Whether the present is asked: today, as known now."""
        return self.day == self.today and self.known_at is None

    @property
    def k(self) -> dt.datetime | str:
        """The moment for SQL (cast it ``::timestamptz``); ``infinity`` where now is asked and not pinned."""
        return self.known_at or self.pinned or "infinity"

    @property
    def known_moment(self) -> dt.datetime:
        """The moment asked, else now."""
        return self.known_at or self.pinned or self.now

    @property
    def query(self) -> dict[str, str]:
        """The page arguments that keep this question in links; empty for the present."""
        asked: dict[str, str] = {}
        if self.day != self.today:
            asked["as_of"] = self.day.isoformat()
        if self.known_at is not None:
            asked["known_at"] = self.known_text
        return asked

    @property
    def earlier_query(self) -> dict[str, str]:
        """The arguments that make this question the earlier end of a comparison."""
        asked = {"from": self.day.isoformat()}
        if self.known_at is not None:
            asked["from_known_at"] = self.known_text
        return asked

    @property
    def may_be_compared(self) -> bool:
        """Whether it may be the earlier end of a comparison with the present."""
        return self.day <= self.today and self.known_moment <= self.now

    @property
    def known_ahead(self) -> bool:
        """Whether the moment lies after today: what will be known then may be more than is known now."""
        return self.known_at is not None and self.known_at > clock.end_of_day(self.today)

    @property
    def known_day(self) -> dt.date | None:
        """The day at whose very end is asked, as a bare day means; None for any other moment."""
        if self.known_at is None:
            return None
        day = _there(self.known_at).date()
        return day if self.known_at == clock.end_of_day(day) else None

    @property
    def known_text(self) -> str:
        """The moment asked as it is written: a bare day for its end, else with its zone; empty for now."""
        if self.known_at is None:
            return ""
        if (day := self.known_day) is not None:
            return day.isoformat()
        return self.known_at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")

    @property
    def known_words(self) -> str:
        """The moment in words: "3 March 2024" for a day's end, else "3 March 2024, 14:30 UTC"."""
        if self.known_at is None or self.known_day is not None:
            return day_words(_there(self.known_moment).date())
        there = _there(self.known_at)
        seconds = f"{there:%S.%f}".rstrip("0").rstrip(".")
        exact = "" if seconds in ("", "00") else f":{seconds}"
        return f"{day_words(there.date())}, {there:%H:%M}{exact} {there:%Z}"

    @property
    def title_words(self) -> str:
        """What tab titles start with: the day, and the moment where another than now is asked."""
        if self.known_at is None:
            return self.day_words
        return f"{self.day_words}, as known on {self.known_words}"

    @property
    def file_prefix(self) -> str:
        """The day (and moment) with which file names start on another day, else an empty string."""
        if self.is_today:
            return ""
        known = f"known at {self.known_text.replace(':', '')} " if self.known_at is not None else ""
        return f"{self.day.isoformat()} {known}"

    @property
    def dated_prefix(self) -> str:
        """The same for files that name their day whichever it is."""
        return self.file_prefix or f"{self.day.isoformat()} "

    @property
    def day_words(self) -> str:
        """The day in words, as ``1 March 2024``."""
        return day_words(self.day)


def _there(moment: dt.datetime) -> dt.datetime:
    """Return the moment in the zone in which days run; as it is at the very ends of the calendar."""
    try:
        return moment.astimezone(clock.zone())
    except OverflowError:
        return moment


def present() -> AsOf:
    """Return today, as known now."""
    now = clock.now()
    today = clock.day_of(now)
    return AsOf(day=today, known_at=None, now=now, today=today)


def parse_day(text: str) -> dt.date:
    """Read an ISO day; raise ``ValueError`` with what would be right."""
    try:
        if len(text) != 10 or text[4] != "-" or text[7] != "-":
            raise ValueError  # a week's day, as 2024-W01-1, is as long
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is not a day; write it as 2024-03-01.") from None


def parse_moment(text: str) -> dt.datetime:
    """Read an ISO 8601 moment with zone, or a bare day (meaning its end).

    A blank in the place of ``+`` is taken for the plus sign that a web address loses; the zone may be
    written as ``UTC``.
    """
    try:
        return clock.end_of_day(parse_day(text))
    except ValueError:
        pass
    written = _UTC.sub("Z", text)
    if lost := _LOST_PLUS.fullmatch(written):
        written = f"{lost[1]}+{lost[2]}"
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(
            f"“{text}” is not a moment; write it as 2024-03-01 or, with its zone, 2024-03-01T12:00:00Z."
        )
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(f"“{text}” lies outside the years 1 to 9999.") from None


def parse_kept_moment(text: str, today: dt.date) -> dt.datetime:
    """Read a moment that is to be kept: as ``parse_moment`` does, and by the end of ``today``.

    What will be known at a later moment may still change, and what was kept would not stay.
    """
    moment = parse_moment(text)
    if moment > clock.end_of_day(today):
        raise ValueError(
            "That moment is still to come; the latest that can be asked is the end of today, "
            f"{day_words(today)}."
        )
    return moment


def read(arguments: Mapping[str, str]) -> AsOf:
    """Read ``as_of`` and ``known_at`` from a request's arguments.

    Raises ``InvalidInput`` naming each argument that cannot be read.
    """
    base = present()
    errors: dict[str, str] = {}
    day, known_at = base.day, base.known_at
    if text := (arguments.get("as_of") or "").strip():
        try:
            day = parse_day(text)
        except ValueError as error:
            errors["as_of"] = str(error)
    if text := (arguments.get("known_at") or "").strip():
        try:
            known_at = parse_moment(text)
        except ValueError as error:
            errors["known_at"] = str(error)
    if errors:
        raise InvalidInput(errors)
    return AsOf(day=day, known_at=known_at, now=base.now, today=base.today)
