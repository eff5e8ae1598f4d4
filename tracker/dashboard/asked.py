"""What a reader has asked of a recommendation's page: rows of the ledger, and a range of its picture (pure).

All of it stands in the address. Unknown words mean the default; a range that cannot be is told, and
the page stands with the whole time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tracker.core.asof import parse_day
from tracker.core.words import day_words
from tracker.dashboard.choices import read_attribution

EFFECTS = {"advances": 1, "sets-back": -1, "context": 0}
ROWS = ("counted", "reported", "range")


@dataclass(frozen=True, slots=True)
class PageChoice:
    """Which rows of the ledger, which page of them, the picture or its rows; the range as it was typed."""

    attribution: str = ""
    effect: str = ""
    rows: str = ""
    page: int = 1
    table: bool = False
    #: Which page of the picture's rows.
    marks: int = 1
    since: str = ""
    until: str = ""

    @property
    def narrows(self) -> bool:
        """Whether the ledger shows fewer rows than there are."""
        return bool(self.attribution or self.effect or self.rows)


@dataclass(frozen=True, slots=True)
class Range:
    """The days that the picture shows; ``chosen`` where they are not simply all of them."""

    since: dt.date
    until: dt.date
    chosen: bool = False
    errors: tuple[str, ...] = ()
    #: Which of the two are typed so that they cannot be read, "since" and "until".
    unread: tuple[str, ...] = ()

    def from_first(self, first: dt.date) -> Range:
        """Return the range beginning no earlier than there is anything to see."""
        return replace(self, since=max(self.since, min(first, self.until)))

    @property
    def words(self) -> str:
        """The range in words."""
        return _("%(since)s to %(until)s") % {
            "since": day_words(self.since), "until": day_words(self.until),
        }  # fmt: skip


def read_page_choice(arguments: Mapping[str, str]) -> PageChoice:
    """Read what is asked from the page's arguments."""
    page, effect, rows = (arguments.get(name, "") for name in ("page", "effect", "rows"))
    return PageChoice(
        attribution=read_attribution(arguments),
        effect=effect if effect in EFFECTS else "",
        rows=rows if rows in ROWS else "",
        page=_number(page),
        marks=_number(arguments.get("marks", "")),
        table=arguments.get("view") == "table",
        since=arguments.get("since", "").strip(),
        until=arguments.get("until", "").strip(),
    )


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def read_range(choice: PageChoice, day: dt.date, first: dt.date | None = None) -> Range:
    """Return the range asked for, up to the ``day`` asked; without one, all days.

    ``first`` is the first day of which there is anything to see, where that is known.
    """
    whole = Range(dt.date.min, day)
    if not choice.since and not choice.until:
        return whole
    errors: list[str] = []
    since = _read(choice.since, dt.date.min, _("From"), errors)
    unread = ("since",) if errors else ()
    until = _read(choice.until, day, _("To"), errors)
    if len(errors) > len(unread):
        unread = (*unread, "until")
    if not errors and since > day:
        errors.append(
            _("From: %(since)s lies after %(day)s, the last day there is; choose an earlier one.")
            % {"since": day_words(since), "day": day_words(day)}
        )
    elif not errors and since > until:
        errors.append(
            _("From %(since)s to %(until)s runs backwards: the first day must not lie after the last.")
            % {"since": day_words(since), "until": day_words(until)}
        )
    elif not errors and first is not None and until < first:
        errors.append(
            _("To: %(until)s lies before %(first)s, the first day there is; choose a later one.")
            % {"until": day_words(until), "first": day_words(first)}
        )
    if errors:
        return replace(whole, errors=tuple(errors), unread=unread)
    return Range(since, min(until, day), chosen=True)


def _read(text: str, default: dt.date, name: str, errors: list[str]) -> dt.date:
    if not text:
        return default
    try:
        return parse_day(text)
    except ValueError as error:
        errors.append(f"{name}: {error}")
        return default
