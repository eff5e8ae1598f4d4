"""Write a judgement that is not published yet: its row, what it cites and what it names."""

from __future__ import annotations

from typing import Any, TypeVar

from tracker.core import clock
from tracker.developments.services.resolve import ensure_sources
from tracker.progress.models import Assessment, Citation, Settlement
from tracker.progress.services.reading import Judgement

Listed = TypeVar("Listed", Citation, Settlement)

#: What of a draft's own row is saved; its version is raised beforehand.
SAVED_FIELDS = [
    "date", "status", "confidence", "rationale", "judge", "source", "reason", "succeeds", "saved_at",
]  # fmt: skip


def save(assessment: Assessment, what: Judgement) -> None:
    """Bring a draft, new or standing, to what was given.

    Ten statements at most, two more where its source gets its first title.
    """
    assessment.date = what.date
    assessment.status, assessment.confidence = what.status, what.confidence
    assessment.rationale, assessment.reason = what.rationale, what.reason
    assessment.judge = what.judge
    assessment.source_id = ensure_sources([what.source]).ids[0] if what.source else None
    assessment.succeeds_id = what.succeeds
    assessment.saved_at = clock.database_now()
    if assessment.pk is None:
        assessment.save(force_insert=True)
    else:
        assessment.save(update_fields=SAVED_FIELDS)
    _set_list(Citation, assessment, "development_id", [each.pk for each in what.cites])
    _set_list(Settlement, assessment, "named_id", [each.pk for each in what.settles])


def _set_list(model: type[Listed], assessment: Assessment, name: str, ids: list[int]) -> None:
    """Replace the rows only where the list differs."""
    rows: Any = model._default_manager.filter(assessment=assessment).order_by("position", "id")
    present = list(rows.values_list(name, flat=True))
    if present == ids:
        return
    if present:
        rows.delete()
    model._default_manager.bulk_create(
        model(assessment=assessment, position=position, **{name: pk}) for position, pk in enumerate(ids)
    )
