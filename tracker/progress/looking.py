"""Whether somebody looks as often as was decided: the rhythm, the day of the next look, in sentences (pure).

A look is a check, or a link that a person published. It moves no figure and no rule. A rhythm is
an editor's decision and holds whatever the status: what is implemented can be lost as well.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tracker.core.words import day_words, days, days_ago


@dataclass(frozen=True, slots=True)
class Looking:
    """How often a recommendation is to be looked at, when somebody last did, and what follows on a day.

    ``since`` is when a wait begins at the earliest: when tracking began, and the document was out.
    """

    every: int | None
    last: dt.date | None
    since: dt.date
    day: dt.date

    @property
    def due(self) -> dt.date | None:
        """The day of the next look; None where no rhythm is set, or where it lies beyond all days."""
        if self.every is None:
            return None
        try:
            return max(self.last or self.since, self.since) + dt.timedelta(days=self.every)
        except OverflowError:
            return None

    @property
    def overdue(self) -> int:
        """Days since the next look was due; 0 where it is not yet, or is due that very day."""
        return max((self.day - self.due).days, 0) if self.due else 0

    @property
    def is_due(self) -> bool:
        """Whether it is time to look: the day has come."""
        return self.due is not None and self.due <= self.day

    @property
    def sentence(self) -> str:
        """What is said of the rhythm, with the day and how far off it is; empty where none is set."""
        if self.every is None:
            return ""
        every = "every day" if self.every == 1 else f"every {days(self.every)}"
        if self.last is None:
            return f"To be looked at {every}, and nobody has; the first look {self._due}."
        return f"Looked at {every}; the next look {self._due}."

    @property
    def words(self) -> str:
        """The same for a row of a table: "look due 3 November 2026, 21 days ago"; empty until it is due."""
        if self.due is None or not self.is_due:
            return ""
        return f"look due {self._day(self.due)}"

    @property
    def _due(self) -> str:
        if self.due is None:
            return "lies beyond the year 9999"
        return f"{'was' if self.overdue else 'is'} due {self._day(self.due)}"

    def _day(self, due: dt.date) -> str:
        left = (due - self.day).days
        when = f"in {days(left)}" if left > 0 else days_ago(-left)
        return f"on {day_words(due)}, {when}"
