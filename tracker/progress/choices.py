"""Statuses and confidence, each with its definition."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far a recommendation is, as somebody judged it."""

    NOT_STARTED = "not-started", _("not started")
    IN_PROGRESS = "in-progress", _("in progress")
    PARTLY_IMPLEMENTED = "partly-implemented", _("partly implemented")
    IMPLEMENTED = "implemented", _("implemented")
    REVERSED = "reversed", _("reversed")
    ABANDONED = "abandoned", _("abandoned")
    SUPERSEDED = "superseded", _("superseded")
    NOT_ASSESSABLE = "not-assessable", _("not assessable")


#: What is said where nobody has judged; never stored.
NOT_ASSESSED = "not-assessed"

#: All that a recommendation's status can be on a day.
STANDING = (*Status.values, NOT_ASSESSED)

#: Settled recommendations are never stalled.
SETTLED = frozenset({Status.IMPLEMENTED, Status.ABANDONED, Status.SUPERSEDED, Status.NOT_ASSESSABLE})

STATUS_DEFINITIONS = {
    Status.NOT_STARTED: _("nothing the addressees did bears on it"),
    Status.IN_PROGRESS: _("they act, no essential part is done"),
    Status.PARTLY_IMPLEMENTED: _("an essential part is done and another is not"),
    Status.IMPLEMENTED: _("all essential parts are done and still hold"),
    Status.REVERSED: _(
        "a part that was done is undone, or things stand further off than when the document came out"
    ),
    Status.ABANDONED: _("the addressees said or showed that they will not"),
    Status.SUPERSEDED: _("overtaken by another recommendation or event"),
    Status.NOT_ASSESSABLE: _("its wording cannot be judged; the rationale says why"),
}


class Confidence(models.TextChoices):
    """How sure the judge is; kept apart from likelihood, as ICD 203 does."""

    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")


#: How good the evidence and the reasoning are, after ICD 203; never how likely something is.
CONFIDENCE_DEFINITIONS = {
    Confidence.LOW: _(
        "the evidence is scant, disputed or hard to check, and the reasoning leans on assumptions"
    ),
    Confidence.MODERATE: _("the evidence is credible and fits, but is not corroborated enough to say more"),
    Confidence.HIGH: _("good evidence from several independent sources, which can hardly be read otherwise"),
}
