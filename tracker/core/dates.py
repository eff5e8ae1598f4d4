"""Read and keep a development's date: EDTF text with its earliest and latest day (pure).

`parse` is strict and takes what the design names, nothing else: a day, a month, a year, or an
interval of two of these, each end possibly approximate (`~`), uncertain (`?`) or both (`%`).
`read_human` also takes the ways people write a date, for the form alone.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "year"]

EXAMPLES = "2026-01-30, 2026-01, 2026, 2026-01~ or 2024-06-27/2024-06-29"

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_END = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")
_DAYS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: or [0-9]{4}-[0-9]{2}-[0-9]{2})*")
_APPROXIMATE, _UNCERTAIN = "~%", "?%"


class DateError(ValueError):
    """A text that is no date we keep; the message says why and what can be written."""

    #: What is wrong with it, and what can be written instead.
    said = ""
    instead = ""

    @classmethod
    def of(cls, text: str, why: str, instead: str = EXAMPLES) -> "DateError":
        """Make the error for a text, which is quoted no longer than a line."""
        quoted = text if len(text) <= 60 else f"{text[:59]}…"
        error = cls(f"“{quoted}” {why} Write {instead}.")
        error.said, error.instead = f"“{quoted}” {why}", instead
        return error

    def asking_for_days(self, examples: str) -> str:
        """Return the message where a day alone will do, with ``examples`` unless it offers only days."""
        if not self.said or _DAYS.fullmatch(self.instead):
            return str(self)
        return f"{self.said} Write {examples}."


@dataclass(frozen=True, slots=True)
class DateEnd:
    """One end of a date, or the whole of it where it is no interval."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""

    @property
    def precision(self) -> Precision:
        """How exact it is: a day, a month or a year."""
        return "day" if self.day is not None else "month" if self.month is not None else "year"

    @property
    def approximate(self) -> bool:
        """Whether it is about then (`~` or `%`)."""
        return self.qualifier != "" and self.qualifier in _APPROXIMATE

    @property
    def uncertain(self) -> bool:
        """Whether it may not be then at all (`?` or `%`)."""
        return self.qualifier != "" and self.qualifier in _UNCERTAIN

    @property
    def text(self) -> str:
        """Its EDTF text."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + self.qualifier


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as the tracker keeps it; a qualifier never widens its earliest and latest day."""

    text: str
    earliest: date
    latest: date
    start: DateEnd
    end: DateEnd | None = None

    @property
    def precision(self) -> Literal["day", "month", "year", "interval"]:
        """How exact it is, or that it is an interval."""
        return "interval" if self.end is not None else self.start.precision

    @property
    def approximate(self) -> bool:
        """Whether either end is approximate."""
        return self.start.approximate or (self.end is not None and self.end.approximate)

    @property
    def uncertain(self) -> bool:
        """Whether either end is uncertain."""
        return self.start.uncertain or (self.end is not None and self.end.uncertain)

    @property
    def is_one_day(self) -> bool:
        """Whether it lies within one day."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=65536)
def parse(text: str) -> EdtfDate:
    """Return the date that an EDTF text says; raise DateError with examples where it says none."""
    first, slash, second = text.partition("/")
    if not slash:
        start = _read_end(first, text)
        earliest, latest = _days_of(start.text)
        return EdtfDate(text, earliest, latest, start)
    start, end = _read_end(first, text), _read_end(second, text)
    earliest, latest = _days_of(start.text)[0], _days_of(end.text)[1]
    if latest < earliest:
        raise DateError.of(
            text, "ends before it begins.", "the earlier end first, as in 2024-06-27/2024-06-29"
        )
    return EdtfDate(text, earliest, latest, start, end)


def read_human(text: str) -> EdtfDate:
    """Return the date a person wrote, in EDTF or another way; for forms alone.

    Files and the API take EDTF only, so that what they hold means one thing.
    """
    from tracker.core.dates_human import edtf_text

    stripped = text.strip()
    if not stripped:
        raise DateError(f"A date is needed. Write {EXAMPLES}.")
    return parse(edtf_text(stripped))


def of_day(day: date) -> EdtfDate:
    """Return a plain day as a date."""
    return parse(day.isoformat())


def _read_end(part: str, whole: str) -> DateEnd:
    match = _END.fullmatch(part)
    if match is None:
        raise DateError.of(whole, f"cannot be read.{_hint(whole)}")
    year, month, day = (int(group) if group else None for group in match.group(1, 2, 3))
    if not year:
        raise DateError.of(whole, "has no year: years are 0001 to 9999.")
    if month is not None and not 1 <= month <= 12:
        raise DateError.of(whole, "has no month: months are 01 to 12.", f"{year:04d}-01 or {year:04d}")
    if month is not None and day is not None:
        length = calendar.monthrange(year, month)[1]
        if not 1 <= day <= length:
            month_text = f"{year:04d}-{month:02d}"
            month_text, month_name = f"{year:04d}-{month:02d}", MONTHS[month - 1]
            raise DateError.of(
                whole,
                f"is not a day: {month_name} {year} has {length}.",
                f"{month_text}-{length}, {month_text}, or {length} {month_name[:3]}. {year:04d}",
            )
    return DateEnd(year, month, day, match.group(4))


def _hint(text: str) -> str:
    """Say what it was, where it is a form of EDTF that the tracker does not keep."""
    if text.startswith(("/", "..")) or text.endswith(("/", "..")):
        return " An interval needs both its ends."
    if "T" in text:
        return " Times are not kept."
    if text.startswith(("[", "{")):
        return " A date is one day, month, year or interval."
    if "X" in text:
        return " Leave out what is not known."
    return ""


@lru_cache(maxsize=65536)
def _days_of(text: str) -> tuple[date, date]:
    """Return the first and last day of an end whose form has been checked already.

    Plain days are read by the standard library: `edtf` takes milliseconds for each, and a
    package may bring a hundred thousand of them.
    """
    if len(text) == 10:
        day = date.fromisoformat(text)
        return day, day
    from edtf import parse_edtf

    read = parse_edtf(text)
    earliest, latest = read.lower_strict(), read.upper_strict()
    return date(*earliest[:3]), date(*latest[:3])
