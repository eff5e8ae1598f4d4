"""What progress is: evidence, momentum, milestones, status and activity, as the design defines them (pure).

Facts come from `progress.queries`, which adds up in the database; the arithmetic that a page, the
API, the scan and a picture share stands here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.progress import reviews
from tracker.progress.choices import NOT_ASSESSED, SETTLED
from tracker.progress.looking import Looking

DEFAULT_HALF_LIFE = 180

#: Below this a sum of decayed weights is rounding, not evidence: +1 today and −2 a half-life ago
#: add up to nothing, and floating point must not make a sign of it.
NOTHING = 1e-9


def decay(days: float, half_life: float) -> float:
    """Return what is left of a weight after so many days."""
    return float(2.0 ** (-days / half_life))


def momentum_since(at_last: float, last: date | None, day: date, half_life: float) -> float:
    """Return the momentum on a day, given what it was on the day of the last move.

    Ages are taken from the last move, so that the sum is free of the day asked and its sign
    cannot change by rounding while time passes.
    """
    if last is None or abs(at_last) < NOTHING:
        return 0.0
    return at_last * decay((day - last).days, half_life)


def running(values: Iterable[int]) -> list[int]:
    """Return the balance after each of the moves, oldest first."""
    total, totals = 0, []
    for value in values:
        total += value
        totals.append(total)
    return totals


def share(value: int, latest: date, day: date, half_life: float = DEFAULT_HALF_LIFE) -> float:
    """Return what one link adds to the momentum of a day; the shares add up to it."""
    return value * decay((day - latest).days, half_life)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The distinct days of a recommendation's advances: how many, the first and the latest."""

    days: int = 0
    first: date | None = None
    latest: date | None = None

    @property
    def gaps(self) -> int:
        """n: the gaps between distinct days."""
        return max(self.days - 1, 0)

    @property
    def span(self) -> int:
        """S: the days from the first advance to the latest."""
        return (self.latest - self.first).days if self.first and self.latest else 0


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one recommendation on a day, as known at a moment."""

    recommendation_id: int
    document_id: int
    document_key: str
    area_id: int
    area_key: str
    area_name: str
    key: str
    code: str
    title: str
    published_on: date
    half_life: int
    target_date: date | None
    day: date
    status: str
    confidence: str | None
    assessed_on: date | None
    advances: int
    setbacks: int
    context: int
    advanced_weight: int
    set_back_weight: int
    momentum: float
    milestones_met: int
    milestones_total: int
    last_development: date | None
    last_setback: date | None
    rhythm: Rhythm
    setbacks_since_advance: int
    first_setback_since_advance: date | None
    last_checked: date | None
    last_check: date | None = None
    reported: int = 0
    #: What speaks against resting on the judgement; `progress.reviews` says it in words.
    newer_advances: int = 0
    newer_setbacks: int = 0
    cited_retracted: int = 0
    cited_corrected: int = 0
    #: Title, and whether it is met now, of each milestone that was met or lost since the judgement.
    milestones_changed: tuple[tuple[str, bool], ...] = ()
    #: The newest judgement and another author's of the 30 days up to it differ, and none names both.
    judged_differently: bool = False
    #: The age in days from which the judgement is due, as the policy in force says.
    review_days: int = reviews.DEFAULT_DAYS
    #: Days between looks, as an editor decided, and when tracking of its document began.
    review_every: int | None = None
    tracked_since: date | None = None

    @property
    def balance(self) -> int:
        """Σ s·w."""
        return self.advanced_weight - self.set_back_weight

    @property
    def last_advance(self) -> date | None:
        """The latest day of its latest advance."""
        return self.rhythm.latest

    @property
    def last_development_day(self) -> date:
        """The latest development, else the document's publication."""
        return self.last_development or self.published_on

    @property
    def last_advance_day(self) -> date:
        """The latest advance, else the document's publication."""
        return self.rhythm.latest or self.published_on

    @property
    def days_since_development(self) -> int:
        """Days from the latest development, or from the publication, to the day asked."""
        return (self.day - self.last_development_day).days

    @property
    def days_since_advance(self) -> int:
        """Days from the latest advance, or from the publication, to the day asked."""
        return (self.day - self.last_advance_day).days

    @property
    def settled(self) -> bool:
        """Whether its status ends it: such a recommendation is never stalled."""
        return self.status in SETTLED

    @property
    def judged(self) -> bool:
        """Whether the team has judged it at all."""
        return self.status != NOT_ASSESSED

    @property
    def last_move(self) -> date | None:
        """The latest day of its latest advance or setback."""
        return max((day for day in (self.last_advance, self.last_setback) if day), default=None)

    @property
    def newer_evidence(self) -> bool:
        """Whether a confirmed advance or setback is later than the judgement of what can be judged."""
        if self.assessed_on is None or self.status == "not-assessable" or self.last_move is None:
            return False
        return self.last_move > self.assessed_on

    @property
    def review(self) -> tuple[str, ...]:
        """Why the judgement is due for review, a sentence each; nothing where it is not."""
        return reviews.reasons(self, self.review_days)

    @property
    def due_for_review(self) -> bool:
        """Whether the judgement is due for review, by whatever reason."""
        return bool(self.review)

    @property
    def looking(self) -> Looking:
        """Whether somebody looks as often as was decided."""
        since = max(self.tracked_since or self.published_on, self.published_on)
        return Looking(self.review_every, self.last_checked, since, self.day)

    @property
    def links(self) -> int:
        """How many links are in its figures."""
        return self.advances + self.setbacks + self.context


@dataclass(frozen=True, slots=True)
class Judgements:
    """What is said of a set of recommendations' judgements: the band and what stands under it."""

    total: int
    implemented: int
    partly: int
    not_assessable: int
    judged: int
    newer_evidence: int
    first: date | None
    last: date | None

    @property
    def with_partly(self) -> int:
        """How many are implemented, counting partly ones."""
        return self.implemented + self.partly


def judgements(figures: Sequence[Figures]) -> Judgements:
    """Count the judgements; those that cannot be judged stand apart."""
    statuses = [each.status for each in figures]
    judged = [each for each in figures if each.judged and each.status != "not-assessable"]
    days = sorted(each.assessed_on for each in judged if each.assessed_on)
    return Judgements(
        total=len(figures),
        implemented=statuses.count("implemented"),
        partly=statuses.count("partly-implemented"),
        not_assessable=statuses.count("not-assessable"),
        judged=len(judged),
        newer_evidence=sum(each.newer_evidence for each in judged),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


@dataclass(frozen=True, slots=True)
class Unwatched:
    """Nobody has looked for a month: since the last look, or since tracking began where nobody ever did."""

    since: date | None
    began: date | None


class Watched(Protocol):
    """What is asked of a recommendation to know whether anybody watches it."""

    @property
    def settled(self) -> bool:
        """Whether its status ends it."""
        ...

    @property
    def last_checked(self) -> date | None:
        """When somebody last looked."""
        ...


def unwatched(figures: Sequence[Watched], began: date | None, today: date, limit: int) -> Unwatched | None:
    """Return whether a document is unwatched: nobody looked at any of its unsettled recommendations."""
    unsettled = [each for each in figures if not each.settled]
    if not unsettled:
        return None
    last = max((each.last_checked for each in unsettled if each.last_checked), default=None)
    if last is not None and (today - last).days < limit:
        return None
    return Unwatched(last, began)
