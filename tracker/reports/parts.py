"""What a progress report consists of: plain facts and sentences, for any renderer (pure).

Numbers in `references` lead to entries of `Report.references`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.progress.pictures import Figure as Picture


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, with the number by which the report cites it."""

    number: int
    title: str
    publisher: str
    date: str
    url: str
    read: str = ""
    archived_url: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and what it rests on."""

    text: str
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands large, with what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A recommendation's figures."""

    key: str
    code: str
    title: str
    status: str
    status_words: str
    judged: str
    due_for_review: bool
    milestones: str
    advances: int
    setbacks: int
    context: int
    reported: int
    balance: int
    momentum: float
    days: int
    silent: bool
    findings: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area's counts, over all documents published by the day."""

    name: str
    recommendations: int
    unsettled: int
    stalled: int
    findings: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a recommendation is flagged, and what people did about it (today alone)."""

    rules: str
    text: str
    marks: str = ""


@dataclass(frozen=True, slots=True)
class MilestonePart:
    """A milestone with its promise, and every day on which that changed."""

    state: str
    title: str
    says: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class JudgementPart:
    """One assessment, the team's or another judge's."""

    date: str
    status: str
    status_words: str
    more: str
    rationale: Claim


@dataclass(frozen=True, slots=True)
class LedgerMeeting:
    """A milestone that a development met or un-met again."""

    met: bool
    words: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A linked development; figures are empty where it is in none."""

    key: str
    date: str
    title: str
    summary: str
    rationale: str
    effect: str
    strength: str
    reported: bool
    before: bool
    coding: str
    meets: tuple[LedgerMeeting, ...]
    weight: str
    balance: str
    momentum: str
    references: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecommendationPart:
    """A recommendation with all that it is judged by."""

    key: str
    code: str
    title: str
    statement: str
    basis: str
    basis_more: str
    basis_references: tuple[int, ...]
    about: tuple[str, ...]
    status: str
    status_words: str
    judged: str
    judged_references: tuple[int, ...]
    finding: str
    figures: str
    reasons: tuple[Reason, ...]
    milestones: tuple[MilestonePart, ...]
    judgements: tuple[JudgementPart, ...]
    responses: tuple[Claim, ...]
    ledger: tuple[LedgerRow, ...]
    ledger_sum: tuple[str, str, str, str]
    """What all rows say together: counts, weights, balance and momentum."""
    ledger_says: str
    ledger_more: str


@dataclass(frozen=True, slots=True)
class Report:
    """A document's progress as of a day, as known at a moment."""

    document_key: str
    language: str
    title: str
    authors: tuple[str, ...]
    byline: str
    published: str
    tags: tuple[str, ...]
    is_today: bool
    day: str
    moment: str
    headline: str
    lead: tuple[Claim, ...]
    unwatched: str
    prose: tuple[tuple[Claim, ...], ...]
    figures: tuple[Figure, ...]
    picture: Picture | None
    table: tuple[TableRow, ...]
    areas: tuple[AreaRow, ...]
    recommendations: tuple[RecommendationPart, ...]
    recommendations_note: str
    references: tuple[Reference, ...]
    notes: tuple[str, ...]
    address: str

    @property
    def front_references(self) -> tuple[Reference, ...]:
        """The sources of the first page's sentences."""
        cited = {n for claim in self.lead for n in claim.references}
        cited |= {n for paragraph in self.prose for claim in paragraph for n in claim.references}
        return tuple(each for each in self.references if each.number in cited)
