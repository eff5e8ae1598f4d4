"""Assessments: dated judgements of a recommendation's status, citing developments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import Versioned
from tracker.developments.models import Development
from tracker.developments.models.fields import DraftableDate
from tracker.documents.models import Actor, Recommendation, Source
from tracker.progress.choices import Confidence, Status


@history.track()
class Assessment(Versioned):
    """A judgement by the team (``judge`` null) or by an actor, with the source of its verdict.

    A draft has no ``published_at``, may lack its date, status, rationale and source, and has the
    ``version`` and the moment it was saved. A published one is never changed but by setting
    ``retracted_at`` once (triggers hold it, and what it cites and names).
    """

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="assessments", db_index=False
    )
    date = DraftableDate(_("date"))
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, blank=True)
    rationale = models.TextField(_("rationale"), blank=True)
    judge = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="verdicts", verbose_name=_("judge")
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="verdicts")
    cites = models.ManyToManyField(Development, through="Citation", related_name="cited_by")
    settles = models.ManyToManyField(
        "self", through="Settlement", symmetrical=False, related_name="settled_by"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assessments"
    )
    saved_at = models.DateTimeField(db_default=Now(), editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    succeeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", db_index=False
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-date", "-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "judge", "date"],
                condition=models.Q(retracted_at__isnull=True, published_at__isnull=False),
                nulls_distinct=False,
                name="assessment_live_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status="") | models.Q(status__in=Status.values),
                name="assessment_status",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence="") | models.Q(confidence__in=Confidence.values),
                name="assessment_confidence",
            ),
            models.CheckConstraint(
                condition=models.Q(judge__isnull=True)
                | models.Q(source__isnull=False)
                | models.Q(published_at__isnull=True),
                name="assessment_judge_with_source",
                violation_error_message=_("Another judge’s verdict needs its source."),
            ),
            models.CheckConstraint(
                condition=models.Q(retracted_at__isnull=True)
                | models.Q(retracted_at__gte=models.F("published_at")),
                name="assessment_moments",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | (models.Q(date__isnull=False) & ~models.Q(status="") & ~models.Q(rationale="")),
                name="assessment_published_whole",
                violation_error_message=_("A published judgement has a date, a status and a rationale."),
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False) | models.Q(retracted_at__isnull=True),
                name="assessment_draft_not_retracted",
            ),
        ]
        indexes = [
            models.Index(fields=["recommendation", "-date", "-published_at"], name="assessment_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.status} {self.date}"

    @property
    def is_draft(self) -> bool:
        """Whether it is not published yet."""
        return self.published_at is None


@history.track()
class Citation(models.Model):
    """A development that an assessment cites, in order."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="citation_rows", db_index=False)
    development = models.ForeignKey(Development, models.PROTECT, related_name="citation_rows")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["assessment_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "development"], name="citation_once")]

    def __str__(self) -> str:
        return str(self.development_id)


@history.track()
class Settlement(models.Model):
    """A judgement that another names, so that the two no longer stand against each other.

    An assessment that differs from a colleague's is "judged differently within the team" until one
    names both. What a published one names is never changed.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="settlement_rows", db_index=False)
    named = models.ForeignKey(Assessment, models.PROTECT, related_name="named_in")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["assessment_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "named"], name="settlement_once"),
            models.CheckConstraint(
                condition=~models.Q(assessment=models.F("named")), name="settlement_of_another"
            ),
        ]

    def __str__(self) -> str:
        return str(self.named_id)


@history.track()
class NamedDay(models.Model):
    """A day that people come back to ("board meeting"), and perhaps the moment as known at which."""

    name = models.CharField(_("name"), max_length=80)
    day = models.DateField(_("day"))
    known_at = models.DateTimeField(_("as known at"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="named_days"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-day", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="named_day_name_once",
                violation_error_message=_("Another day has this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"^\S(.*\S)?$"),
                name="named_day_has_name",
                violation_error_message=_(
                    "A day’s name is not empty, and neither begins nor ends with a blank."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day.isoformat()}"
