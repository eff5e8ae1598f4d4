"""Which documents there are, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.documents.models import Document
from tracker.progress import queries as progress
from tracker.progress.measures import Figures, judgements
from tracker.progress.queries import EVERYTHING
from tracker.progress.sentences import Part, band_words, document_finding, text_of
from tracker.stalls.choices import FlagState
from tracker.stalls.models import Flag


@dataclass(frozen=True)
class DocumentRow:
    """A document with its finding and band; not out yet on the day asked, it has neither."""

    document: Document
    recommendations: int
    finding: str
    band: str


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
    """Return how these documents stand; one query over all recommendations."""
    by_document: dict[int, list[Figures]] = {}
    for each in progress.figures(EVERYTHING, asof):
        by_document.setdefault(each.document_id, []).append(each)
    return [_row(document, by_document.get(document.pk, []), asof) for document in found]


def _row(document: Document, figures: list[Figures], asof: AsOf) -> DocumentRow:
    if document.published_on > asof.day:
        return DocumentRow(document, 0, "", "")
    said = judgements(figures)
    parts: list[Part] = document_finding(figures, 0)
    band = band_words(said.implemented, said.with_partly, said.total) if figures else ""
    return DocumentRow(document, len(figures), text_of(parts), band)
