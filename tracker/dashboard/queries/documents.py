"""Which documents there are, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.dashboard.facts import WINDOW
from tracker.documents.models import Document
from tracker.progress.briefs import Brief, briefs
from tracker.progress.measures import unwatched
from tracker.progress.queries import UNWATCHED_DAYS, Scope
from tracker.progress.sentences import band_words, document_finding, text_of, unwatched_sentence
from tracker.stalls.choices import FlagState
from tracker.stalls.models import Flag
from tracker.stalls.policies import Policies, in_force


@dataclass(frozen=True)
class DocumentRow:
    """A document with its finding and band; not out yet on the day asked, it has neither."""

    document: Document
    recommendations: int
    finding: str = ""
    band: str = ""
    unwatched: str = ""


def open_flags() -> Coalesce:
    """Return the count that the top bar shows, to ride along with what a page reads first.

    So the shell need not ask for it once more.
    """
    flagged = Flag.objects.filter(state=FlagState.OPEN, recommendation__isnull=False).order_by()
    counted = flagged.values("state").annotate(count=Count("recommendation_id", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)


def all_documents() -> QuerySet[Document]:
    """Return the documents, oldest first, each with the count that the top bar shows."""
    return Document.objects.annotate(open_flags=open_flags()).order_by("published_on", "title", "id")


def find_document(key: str) -> Document:
    """Return a document by its key; one query."""
    found = all_documents().filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no document “{key}”.")
    return found


def documents(asof: AsOf, found: Sequence[Document]) -> list[DocumentRow]:
    """Return how these documents stand; two queries: no link is added up."""
    stand = briefs(Scope(document_ids=tuple(each.pk for each in found)), asof)
    policies = in_force()
    return [_row(document, stand.get(document.pk, []), policies, asof) for document in found]


def _row(document: Document, stand: list[Brief], policies: Policies, asof: AsOf) -> DocumentRow:
    if document.published_on > asof.day:
        return DocumentRow(document, 0)
    silent = sum(
        not each.settled
        and each.days >= policies.of_recommendation(each.recommendation_id, each.area_id).silent_days
        for each in stand
    )
    statuses = [each.status for each in stand]
    done, partly = statuses.count("implemented"), statuses.count("partly-implemented")
    began = clock.day_of(document.tracking_began_at) if document.tracking_began_at else None
    nobody = unwatched(stand, began, asof.today, UNWATCHED_DAYS) if asof.is_today else None
    return DocumentRow(
        document,
        len(stand),
        text_of(document_finding(stand, silent, WINDOW)),
        band_words(done, done + partly, len(stand)) if stand else "",
        unwatched_sentence(nobody) if nobody else "",
    )
