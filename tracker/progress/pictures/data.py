"""What the pictures are drawn from: plain facts, already read as of a day and as known at a moment (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Effect = Literal["advances", "sets-back", "context"]
Strength = Literal["minor", "moderate", "major"]

STRENGTH_OF: dict[int, Strength] = {1: "minor", 2: "moderate", 4: "major"}
SIGN_OF: dict[str, int] = {"advances": 1, "sets-back": -1, "context": 0}
EFFECT_WORDS: dict[str, str] = {"advances": "advances", "sets-back": "sets back", "context": "context"}
STATUS_WORDS: dict[str, str] = {
    "not-assessed": "not assessed",
    "not-started": "not started",
    "in-progress": "in progress",
    "partly-implemented": "partly implemented",
    "implemented": "implemented",
    "reversed": "reversed",
    "abandoned": "abandoned",
    "superseded": "superseded",
    "not-assessable": "not assessable",
}


@dataclass(frozen=True, slots=True)
class MarkInput:
    """One link, with what its development says; it stands at the development's latest day."""

    development: str
    title: str
    date_words: str
    earliest: date
    latest: date
    effect: Effect
    weight: int
    approximate: bool = False
    uncertain: bool = False
    reported: bool = False
    background: bool = False
    """Its development came before the document: greyed, in no figure."""
    filtered_out: bool = False
    href: str = ""
    kind: str = ""
    publisher: str = ""
    meets: tuple[str, ...] = ()
    unmeets: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is in the figures."""
        return not (self.reported or self.background)

    @property
    def signed_weight(self) -> int:
        """What it adds to the balance where it counts."""
        return SIGN_OF[self.effect] * self.weight

    @property
    def strength(self) -> Strength:
        """Its strength in words."""
        return STRENGTH_OF[self.weight]


@dataclass(frozen=True, slots=True)
class MilestoneInput:
    """A milestone: each day on which its meetings said met or un-met, and its promise where it is overdue."""

    title: str
    changes: tuple[tuple[date, bool], ...] = ()
    due: date | None = None
    first_due: date | None = None
    overdue: bool = False

    @property
    def met(self) -> bool:
        """Whether the last of its meetings says so."""
        return bool(self.changes) and self.changes[-1][1]

    @property
    def state(self) -> Literal["met", "unmet-again", "overdue", "due", "open"]:
        """How its box is drawn; one that was met and lost stays so, overdue or not (words say that)."""
        if self.met:
            return "met"
        if any(met for _, met in self.changes):
            return "unmet-again"
        if self.overdue:
            return "overdue"
        return "due" if self.due else "open"


BOX_ORDER = ("met", "unmet-again", "overdue", "due", "open")


def in_box_order(milestones: Iterable[MilestoneInput]) -> list[MilestoneInput]:
    """Return milestones as their boxes stand: met first, then what was lost, what is owed, what is open."""
    return sorted(milestones, key=lambda each: BOX_ORDER.index(each.state))


@dataclass(frozen=True, slots=True)
class StatusInput:
    """One judgement of the team: from this day the recommendation has this status."""

    day: date
    status: str


@dataclass(frozen=True, slots=True)
class QuarterSum:
    """What was logged in one quarter with one effect: the sum of its weights, and of those in front.

    ``quarter`` counts the starts from one, as PostgreSQL's `width_bucket` does. ``front`` is less than
    ``weight`` where some links step back.
    """

    quarter: int
    effect: int
    weight: int
    front: int


@dataclass(frozen=True, slots=True)
class Totals:
    """A recommendation's counts, where its marks are not all at hand."""

    advances: int
    setbacks: int
    context: int
    ever: bool
    """Whether anything was logged for it since the document, in figures or not."""


@dataclass(frozen=True, slots=True)
class LaneInput:
    """A recommendation, and all that its lane shows of it."""

    key: str
    code: str
    title: str
    published: date
    status: str = "not-assessed"
    href: str = ""
    waits_on: tuple[str, ...] = ()
    marks: tuple[MarkInput, ...] = ()
    milestones: tuple[MilestoneInput, ...] = ()
    statuses: tuple[StatusInput, ...] = ()
    checks: tuple[date, ...] = ()
    silent_since: date | None = None
    no_advance_since: date | None = None
    settled: bool = False
    days: int = 0
    """Days since anything was logged; since the document where nothing was."""
    balance: int = 0
    quarters: tuple[QuarterSum, ...] | None = None
    """Its evidence by quarters, which is drawn in the place of marks where links are very many."""
    totals: Totals | None = None
    extra: object = field(default=None, compare=False)
    """What a page wants to show beside the lane; the geometry does not look at it."""

    def with_extra(self, extra: object) -> "LaneInput":
        """Return the lane with what a page wants to show beside it."""
        return replace(self, extra=extra)
