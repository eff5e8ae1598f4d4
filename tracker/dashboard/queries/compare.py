"""What a comparison's page reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from tracker.core.errors import NotFound
from tracker.dashboard.addresses import addresses
from tracker.dashboard.compare import Card, build_card, group_names
from tracker.dashboard.head import STATUS_ORDER
from tracker.dashboard.queries.documents import find_document, open_flags
from tracker.dashboard.queries.overview import nobody_looked
from tracker.documents.models import Document, Recommendation
from tracker.progress.changed_rows import changed_links
from tracker.progress.changes import BY_ROWS, Row, Why
from tracker.progress.ends import Ends
from tracker.progress.measures import Figures, judgements
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.queries import Scope
from tracker.progress.sentences import band_words, document_finding, text_of
from tracker.stalls.comparing import Comparison, compare
from tracker.stalls.rules import SILENT, Policy, Stall

CARDS = 50
#: So many links of a circumstance are listed at once: of one recommendation or few, and of each of many.
ROWS, OF_MANY, FEW = 100, 3, 12


@dataclass(frozen=True, slots=True)
class EndHead:
    """What a document's head says at one end."""

    finding: str
    band: str


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many recommendations have a status at either end."""

    status: str
    words: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many rows fall under a group, and in how many recommendations."""

    name: str
    links: int
    meetings: int
    judgements: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class ComparePage:
    """All that the page shows."""

    before: EndHead
    after: EndHead
    statuses: tuple[StatusCount, ...]
    groups: tuple[GroupCount, ...]
    cards: list[Card]
    #: Of recommendations, or of the rows of one.
    page: Page[Any]
    total: int
    changed: int
    unchanged: tuple[Figures, ...]
    only: Figures | None
    #: The sentence of a document that nobody watches, where all of it is compared with today.
    unwatched: list[str]


def find_compared(document: str, recommendation: str) -> tuple[Document, Recommendation | None]:
    """Return the document, and the one recommendation asked, with the shell’s count; one query."""
    if not recommendation:
        return find_document(document), None
    found = (
        Recommendation.objects.select_related("document")
        .annotate(open_flags=open_flags())
        .filter(document__key=document, key=recommendation)
        .first()
    )
    if found is None:
        raise NotFound(f"There is no recommendation “{document}/{recommendation}”.")
    return found.document, found


def compared(document: Document, ends: Ends, only: Recommendation | None, page: str) -> ComparePage:
    """Return what changed, recommendations by fifty or the rows of one by a hundred; nine queries."""
    comparison = compare(document, ends, only)
    asked = comparison.asked if only else comparison.changed
    cards = Paginator(asked, CARDS).get_page(1 if only else page)
    rows = Paginator(range(max((each.moves.most_alike for each in asked), default=0)), ROWS).get_page(page)
    skip = (rows.number - 1) * ROWS if only else 0
    cap = ROWS if only or len(cards) <= FEW else OF_MANY
    scope = Scope(recommendation_ids=tuple(each.recommendation_id for each in cards))
    links = changed_links(scope, ends.earlier, ends.later, cap, skip)
    earlier, later = addresses(ends.earlier), addresses(ends.later)
    stalls = [] if only else [each.after for each in comparison.recommendations]
    said = nobody_looked(document, stalls, ends.later) if stalls else ""
    return ComparePage(
        before=_head([each.before for each in comparison.recommendations]),
        after=_head([each.after for each in comparison.recommendations]),
        statuses=_statuses(comparison),
        groups=_groups(comparison),
        cards=[
            build_card(each, links.get(each.recommendation_id, {}), earlier, later, first=not skip)
            for each in cards
        ],
        page=rows if only else cards,
        total=len(comparison.recommendations),
        changed=len(asked),
        unchanged=tuple(each.after.figures for each in comparison.recommendations if not each.changed),
        only=asked[0].after.figures if only else None,
        unwatched=[said] if said else [],
    )


def _head(stalls: Sequence[Stall]) -> EndHead:
    figures = [each.figures for each in stalls]
    silent = sum(any(found.rule == SILENT for found in each.findings) for each in stalls)
    said = judgements(figures)
    band = band_words(said.implemented, said.with_partly, said.total) if figures else ""
    return EndHead(text_of(document_finding(figures, silent, Policy().silent_days)), band)


def _statuses(comparison: Comparison) -> tuple[StatusCount, ...]:
    before = [each.status for each in comparison.before]
    after = [each.status for each in comparison.after]
    return tuple(
        StatusCount(each, STATUS_WORDS[each], before.count(each), after.count(each))
        for each in STATUS_ORDER
        if each in before or each in after
    )


def _groups(comparison: Comparison) -> tuple[GroupCount, ...]:
    names, rows = group_names(), comparison.rows()

    def touched(group: Why) -> int:
        return sum(any(each.moves.rows[group].values()) for each in comparison.recommendations)

    return tuple(
        GroupCount(
            names[group],
            rows[group][Row.LINK],
            rows[group][Row.MEETING],
            rows[group][Row.JUDGEMENT],
            touched(group),
        )
        for group in BY_ROWS
    )
