"""Why a judgement is due for review, in fixed patterns (pure).

A judgement rests on what was known when it was made. It is due when the evidence moved on, when
what it cites no longer says the same, when a milestone was met or lost, or when it is older than
the policy says. What cannot be judged is never due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from tracker.core.words import counted, days, figures, join, opening, plural
from tracker.progress.choices import Status

#: The age in days from which a judgement is due, unless a policy says otherwise.
DEFAULT_DAYS = 365
#: What these say does not wear off: nothing has to be looked at again for its age alone.
AGELESS = frozenset({Status.ABANDONED, Status.SUPERSEDED, Status.NOT_ASSESSABLE})


class Judged(Protocol):
    """What the reasons are made of; `measures.Figures` has it."""

    @property
    def day(self) -> date:
        """The day asked."""
        ...

    @property
    def status(self) -> str:
        """The team's status."""
        ...

    @property
    def assessed_on(self) -> date | None:
        """The day of the judgement."""
        ...

    @property
    def newer_advances(self) -> int:
        """Confirmed advances later than the judgement."""
        ...

    @property
    def newer_setbacks(self) -> int:
        """Confirmed setbacks later than the judgement."""
        ...

    @property
    def cited_retracted(self) -> int:
        """How many of the developments that it cites were retracted."""
        ...

    @property
    def cited_corrected(self) -> int:
        """How many move other figures than when it was published."""
        ...

    @property
    def milestones_changed(self) -> tuple[tuple[str, bool], ...]:
        """Title, and whether it is met now, of each milestone that was met or lost since."""
        ...


def reasons(judged: Judged, limit: int | None = None) -> tuple[str, ...]:
    """Return why the judgement is due, a sentence each; nothing where it is not.

    ``limit`` is the age in days that the policy allows; None leaves age out.
    """
    if judged.assessed_on is None or judged.status == Status.NOT_ASSESSABLE:
        return ()
    found = (
        _newer(judged),
        _cited(judged.cited_retracted, "retracted"),
        _cited(judged.cited_corrected, "corrected"),
        _milestones(judged.milestones_changed, met=True),
        _milestones(judged.milestones_changed, met=False),
        _age(judged, judged.assessed_on, limit),
    )
    return tuple(sentence for sentence in found if sentence)


def _newer(judged: Judged) -> str:
    counts = ((judged.newer_advances, "advance"), (judged.newer_setbacks, "setback"))
    told = join(counted(count, noun) for count, noun in counts if count)
    if not told:
        return ""
    total = judged.newer_advances + judged.newer_setbacks
    return f"{_opened(told, judged)} {plural(total, 'is', 'are')} newer than the judgement."


def _opened(told: str, judged: Judged) -> str:
    """Return the words as a sentence opens with them: a number always in words."""
    first = judged.newer_advances or judged.newer_setbacks
    return opening(first) + told.removeprefix(told.split(" ", 1)[0])


def _cited(count: int, what: str) -> str:
    if not count:
        return ""
    if count == 1:
        return f"A development it cites was {what}."
    return f"{opening(count)} developments it cites were {what}."


def _milestones(changed: Sequence[tuple[str, bool]], *, met: bool) -> str:
    titles = [title for title, now_met in changed if now_met is met]
    if not titles:
        return ""
    subject = "A milestone was" if len(titles) == 1 else f"{opening(len(titles))} milestones were"
    return f"{subject} {'met' if met else 'lost'} since: {join(f'“{title}”' for title in titles)}."


def _age(judged: Judged, assessed_on: date, limit: int | None) -> str:
    age = (judged.day - assessed_on).days
    if limit is None or judged.status in AGELESS or age <= limit:
        return ""
    return f"It is {days(age)} old (limit {figures(limit)})."
