"""What stalled means: rules from facts to findings (pure).

One finding a rule; unrounded numbers are compared. `since` is when it began, not when the limit
was reached. Where there is no development or advance yet, the document's publication counts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tracker.progress import reviews
from tracker.progress.measures import NOTHING, Figures

SILENT = "silent"
NO_ADVANCE = "no-advance"
REVERSING = "reversing"
OVERDUE = "overdue"
OFF_RHYTHM = "off-rhythm"
RECOMMENDATIONS_STALLED = "recommendations-stalled"

#: The order of the design's tables.
RECOMMENDATION_RULES = (SILENT, NO_ADVANCE, REVERSING, OVERDUE, OFF_RHYTHM)
AREA_RULES = (RECOMMENDATIONS_STALLED, SILENT)


@dataclass(frozen=True, slots=True)
class Policy:
    """Every threshold that the rules use."""

    silent_days: int = 180
    no_advance_days: int = 365
    reversing_momentum: float = -0.5
    reversing_setbacks: int = 3
    off_rhythm_days: int = 60
    off_rhythm_gaps: int = 3
    off_rhythm_chance: float = 0.05
    area_share: float = 0.5
    area_days: int = 180
    #: No rule uses it: a judgement older than this is due for review.
    review_days: int = reviews.DEFAULT_DAYS


@dataclass(frozen=True, slots=True)
class Promise:
    """An unmet milestone that is due, with the day announced by the day asked."""

    title: str
    due: date
    key: str = ""
    promised_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of one recommendation on a day."""

    figures: Figures
    policy: Policy = Policy()
    promises: tuple[Promise, ...] = ()
    #: Σn and ΣS over the other recommendations of its document in its area.
    other_gaps: int = 0
    other_span: int = 0

    def __post_init__(self) -> None:
        """Tell the figures how old a judgement may be under this policy."""
        if self.figures.review_days != self.policy.review_days:
            object.__setattr__(self, "figures", replace(self.figures, review_days=self.policy.review_days))

    @property
    def day(self) -> date:
        """The day asked."""
        return self.figures.day


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says: since when, and the numbers that its sentence names."""

    rule: str
    since: date
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stall:
    """A recommendation's facts with what the rules find."""

    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def figures(self) -> Figures:
        """The figures of the recommendation."""
        return self.facts.figures

    @property
    def review(self) -> tuple[str, ...]:
        """Why its judgement is due for review, a sentence each; nothing where it is not."""
        return self.facts.figures.review

    @property
    def due_for_review(self) -> bool:
        """Whether its judgement is due for review, by whatever reason."""
        return bool(self.review)

    @property
    def judged_differently(self) -> bool:
        """Whether two of the team judged it differently of late, and none has named both."""
        return self.facts.figures.judged_differently


def recommendation_findings(facts: Facts) -> tuple[Finding, ...]:
    """Return what every rule finds, in the tables' order; nothing where it is settled."""
    if facts.figures.settled:
        return ()
    found = (rule(facts) for rule in _RULES)
    return tuple(finding for finding in found if finding is not None)


def silent(facts: Facts) -> Finding | None:
    """Nothing at all was linked to it for N days or more."""
    days, limit = facts.figures.days_since_development, facts.policy.silent_days
    if days < limit:
        return None
    ever = facts.figures.last_development is not None
    return Finding(SILENT, facts.figures.last_development_day, {"days": days, "limit": limit, "ever": ever})


def no_advance(facts: Facts) -> Finding | None:
    """No advance for N days or more, whatever else happened."""
    days, limit = facts.figures.days_since_advance, facts.policy.no_advance_days
    if days < limit:
        return None
    ever = facts.figures.last_advance is not None
    return Finding(NO_ADVANCE, facts.figures.last_advance_day, {"days": days, "limit": limit, "ever": ever})


def reversing(facts: Facts) -> Finding | None:
    """Momentum is at the limit or lower, and K or more setbacks came after its latest advance."""
    figures, policy = facts.figures, facts.policy
    first = figures.first_setback_since_advance
    if first is None or figures.setbacks_since_advance < policy.reversing_setbacks:
        return None
    # The tolerance is for sums that are the limit but for rounding: −4 three half-lives ago is −0.5.
    if figures.momentum > policy.reversing_momentum + NOTHING:
        return None
    return Finding(
        REVERSING,
        first,
        {
            "setbacks": figures.setbacks_since_advance,
            "momentum": figures.momentum,
            "limit": policy.reversing_momentum,
            "limit_setbacks": policy.reversing_setbacks,
        },
    )


def overdue(facts: Facts) -> Finding | None:
    """Its target date lies before the day, or the due day of an unmet milestone does."""
    day, target = facts.day, facts.figures.target_date
    late = sorted((each for each in facts.promises if each.due < day), key=lambda each: each.due)
    late_target = target if target is not None and target < day else None
    dues = [promise.due for promise in late] + ([late_target] if late_target else [])
    if not dues:
        return None
    since = min(dues)
    numbers: dict[str, Any] = {"days": (day - since).days, "promises": len(late)}
    if late_target:
        numbers["target"] = late_target.isoformat()
    if late:
        first = late[0]
        numbers |= {
            "milestone": first.title,
            "milestone_key": first.key,
            "due": first.due.isoformat(),
            "promised_by": list(first.promised_by),
        }
    return Finding(OVERDUE, since, numbers)


def off_rhythm(facts: Facts) -> Finding | None:
    """Its advances had a rhythm, and a silence this long had a small chance under it."""
    figures, policy = facts.figures, facts.policy
    rhythm = figures.rhythm
    gap = figures.days_since_advance
    if rhythm.latest is None or rhythm.gaps < policy.off_rhythm_gaps or gap < policy.off_rhythm_days:
        return None
    chance = silence_chance(gap, rhythm.gaps, rhythm.span, facts.other_gaps, facts.other_span)
    if chance >= policy.off_rhythm_chance:
        return None
    return Finding(
        OFF_RHYTHM,
        rhythm.latest,
        {
            "days": gap,
            "every": rhythm.span / rhythm.gaps,
            "chance": chance,
            "limit": policy.off_rhythm_chance,
        },
    )


def silence_chance(gap: int, gaps: int, span: int, other_gaps: int = 0, other_span: int = 0) -> float:
    """Return the chance of a gap of that many days or more, if the rhythm still held.

    The predictive tail of a Poisson rhythm whose rate has a Gamma prior of shape 2, with the mean
    gap of the area's other recommendations (the Lomax law of the Pareto/NBD model); without
    others, of what the recommendation itself has shown.
    """
    shape, scale = float(gaps), float(span)
    if other_gaps:
        shape, scale = 2.0 + gaps, 2.0 * other_span / other_gaps + span
    return float((scale / (scale + gap)) ** shape)


_RULES: tuple[Callable[[Facts], Finding | None], ...] = (silent, no_advance, reversing, overdue, off_rhythm)


def area_findings(stalls: Sequence[Stall], policy: Policy, day: date) -> tuple[Finding, ...]:
    """Return what is found of an area, given all its recommendations in documents published by the day."""
    unsettled = [stall for stall in stalls if not stall.figures.settled]
    if not unsettled:
        return ()
    found = (_recommendations_stalled(unsettled, policy, day), _area_silent(unsettled, policy, day))
    return tuple(finding for finding in found if finding is not None)


def _recommendations_stalled(unsettled: Sequence[Stall], policy: Policy, day: date) -> Finding | None:
    stalled = sum(bool(stall.findings) for stall in unsettled)
    since = max(stall.figures.last_advance_day for stall in unsettled)
    days = (day - since).days
    if stalled < policy.area_share * len(unsettled) - NOTHING or days < policy.area_days:
        return None
    return Finding(
        RECOMMENDATIONS_STALLED,
        since,
        {"stalled": stalled, "unsettled": len(unsettled), "days": days, "limit": policy.area_days},
    )


def _area_silent(unsettled: Sequence[Stall], policy: Policy, day: date) -> Finding | None:
    since = max(stall.figures.last_development_day for stall in unsettled)
    days = (day - since).days
    if days < policy.silent_days:
        return None
    return Finding(SILENT, since, {"unsettled": len(unsettled), "days": days, "limit": policy.silent_days})


def with_neighbours(facts: Iterable[Facts]) -> list[Facts]:
    """Lend each recommendation the gaps of the others of its document in its area, settled ones too."""
    rows = list(facts)
    sums: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for each in rows:
        gaps, span = sums[_place(each)]
        sums[_place(each)] = (gaps + each.figures.rhythm.gaps, span + each.figures.rhythm.span)
    return [
        replace(
            each,
            other_gaps=sums[_place(each)][0] - each.figures.rhythm.gaps,
            other_span=sums[_place(each)][1] - each.figures.rhythm.span,
        )
        for each in rows
    ]


def _place(facts: Facts) -> tuple[int, int]:
    return facts.figures.document_id, facts.figures.area_id
