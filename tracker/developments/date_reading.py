"""What the form says of a date while it is typed: the words, the span in cells, the day it counts from."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.core.dates import DateError, EdtfDate, read_human
from tracker.core.words import date_words, day_words, month_name, understood

#: More years than these are not drawn.
MOST_YEARS = 24


@dataclass(frozen=True)
class Cell:
    """One day, month or year; ``within`` the span or not."""

    label: str
    name: str
    within: bool


@dataclass(frozen=True)
class Reading:
    """What ``components/date_reading.html`` shows."""

    words: str = ""
    #: What the date leaves open, after its words: ", the day not known".
    open_words: str = ""
    cells: tuple[Cell, ...] = ()
    unit: str = ""
    counts: str = ""
    #: What that day is to the date: ", its latest day".
    counts_as: str = ""
    note: str = ""
    error: str = ""
    examples: tuple[str, ...] = ()


def read(text: str, today: dt.date, latest_today: dt.date) -> Reading:
    """Say what ``text`` means; ``latest_today`` is the date where the day begins first."""
    if not (text := text.strip()):
        return Reading()
    try:
        date = read_human(text)
    except DateError as error:
        return Reading(error=str(error))
    unit, cells = _cells(date)
    words = date_words(date)
    told: dict[str, Any] = {
        "words": words,
        "open_words": understood(date).removeprefix(words),
        "unit": unit,
        "cells": cells,
    }
    if date.earliest > latest_today:
        note = _("It has not happened; kept as a draft, you will be reminded on its day.")
        return Reading(**told, note=note)
    if date.is_one_day:
        return Reading(**told, counts=day_words(date.latest))
    note = _("Give the day and it counts now.") if date.latest > today else ""
    return Reading(**told, counts=day_words(date.latest), counts_as=_(", its latest day"), note=note)


def _cells(date: EdtfDate) -> tuple[str, tuple[Cell, ...]]:
    first, last = date.earliest, date.latest
    months = {end.precision for end in (date.start, date.end) if end} & {"month", "year"}
    if (first.year, first.month) == (last.year, last.month) and not months:
        length = calendar.monthrange(first.year, first.month)[1]
        return "days", tuple(
            Cell(str(day), f"{day}", first.day <= day <= last.day) for day in range(1, length + 1)
        )
    if first.year == last.year:
        return "", tuple(
            Cell(month_name(month)[0], month_name(month), first.month <= month <= last.month)
            for month in range(1, 13)
        )
    if last.year - first.year < MOST_YEARS:
        return "years", tuple(
            Cell(f"’{year % 100:02d}", str(year), True) for year in range(first.year, last.year + 1)
        )
    return "", ()
