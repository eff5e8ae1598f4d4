"""Read assessments as people may: drafts are their author's and editors' alone."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core.errors import NotFound
from tracker.progress.models import Assessment, Citation, Settlement


def visible_to(user: Any) -> QuerySet[Assessment]:
    """Return the assessments ``user`` may see: all that were published, and drafts as said above."""
    if roles.may(user, Action.SET_UP):
        return Assessment.objects.all()
    return Assessment.objects.filter(Q(published_at__isnull=False) | Q(author=user.pk))


def get(user: Any, pk: int) -> Assessment:
    """Return the assessment with this number, with all that stands in it (one query)."""
    if not 0 < pk < 2**63:
        raise _missing()
    found = with_lists(visible_to(user)).filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def with_lists(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Bring along keys of what is cited, ids of what is named, and the rows beside (no query more)."""
    cited = Citation.objects.filter(assessment=OuterRef("pk")).order_by("position", "id")
    named = Settlement.objects.filter(assessment=OuterRef("pk")).order_by("position", "id")
    return assessments.select_related("recommendation__document", "judge", "source", "author").annotate(
        cited_keys=ArraySubquery(cited.values("development__key")),
        named_ids=ArraySubquery(named.values("named_id")),
    )


def as_given(assessment: Any) -> dict[str, Any]:
    """Return an assessment, read ``with_lists``, as services take it."""
    source = assessment.source
    return {
        "date": assessment.date.isoformat() if assessment.date else "",
        "status": assessment.status,
        "confidence": assessment.confidence,
        "rationale": assessment.rationale,
        "judge": assessment.judge.key if assessment.judge else "",
        "source": {
            "url": source.url,
            "title": source.title if source.title != source.url else "",
            "publisher": source.publisher,
            "date": source.date,
        }
        if source
        else {},
        "cites": list(assessment.cited_keys),
        "settles": list(assessment.named_ids),
        "reason": assessment.reason,
        "succeeds": assessment.succeeds_id,
    }


def _missing() -> NotFound:
    return NotFound(_("There is no such judgement."))


def is_gone(draft: Assessment) -> bool:
    """Whether a draft was published or discarded since it was read (one query)."""
    return not Assessment.objects.filter(pk=draft.pk, published_at=None).exists()
