"""Recommendations: what a document asks for, of whom, where it stands, and how they hang together."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import KeyField, NaturalSortField, Versioned, choice_constraint, key_constraint
from tracker.documents.choices import Basis, Priority, Relation
from tracker.documents.models.definitions import Actor, Area, Document


@history.track()
class Recommendation(Versioned):
    """One thing that the document asks for."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="recommendations", db_index=False)
    key = KeyField(_("key"))
    code = models.CharField(_("code"), max_length=40)
    code_order = NaturalSortField(source="code")
    area = models.ForeignKey(Area, models.PROTECT, related_name="recommendations")
    title = models.CharField(_("title"), max_length=500)
    statement = models.TextField(_("statement"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices, default=Basis.STATED)
    tags = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority.choices, blank=True)
    priority_reason = models.TextField(_("reason of the priority"), blank=True)
    review_every = models.PositiveIntegerField(_("review rhythm, days"), null=True, blank=True)
    target_date = models.DateField(_("target date"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="owned_recommendations"
    )
    addressees = models.ManyToManyField(Actor, through="RecommendationAddressee", related_name="addressed_by")
    depends_on = models.ManyToManyField(
        "self",
        through="Dependency",
        symmetrical=False,
        related_name="awaited_by",
        through_fields=("recommendation", "depends_on"),
    )

    class Meta:
        ordering = ["document_id", "code_order", "id"]
        constraints = [
            key_constraint("recommendation"),
            models.UniqueConstraint(
                fields=["document", "key"],
                name="recommendation_key_once",
                violation_error_message=_("The document has another recommendation with this key."),
            ),
            models.UniqueConstraint(
                fields=["document", "code"],
                name="recommendation_code_once",
                # Checked once a statement is done, so that a load may swap codes.
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("The document has another recommendation with this code."),
            ),
            choice_constraint("basis", Basis, "recommendation_basis"),
            models.CheckConstraint(
                condition=models.Q(review_every__isnull=True) | models.Q(review_every__gte=1),
                name="recommendation_review_every",
                violation_error_message=_("A review rhythm is one day or more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


@history.track()
class RecommendationAddressee(models.Model):
    """An actor that a recommendation is addressed to, in order."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="addressee_rows", db_index=False
    )
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="addressee_rows")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["recommendation_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "actor"], name="addressee_once")]

    def __str__(self) -> str:
        return str(self.actor_id)


@history.track()
class Dependency(models.Model):
    """A recommendation that waits on another."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="dependency_rows", db_index=False
    )
    depends_on = models.ForeignKey(Recommendation, models.CASCADE, related_name="dependent_rows")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["recommendation_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "depends_on"], name="dependency_once"),
            models.CheckConstraint(
                condition=~models.Q(recommendation=models.F("depends_on")),
                name="dependency_on_another",
                violation_error_message=_("A recommendation cannot wait on itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.depends_on_id)


@history.track()
class RelatedRecommendation(models.Model):
    """How a recommendation relates to another one, across documents too."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="related_rows", db_index=False
    )
    other = models.ForeignKey(Recommendation, models.CASCADE, related_name="related_to_rows")
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["recommendation_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "other", "relation"], name="related_once"),
            choice_constraint("relation", Relation, "related_relation"),
            models.CheckConstraint(
                condition=~models.Q(recommendation=models.F("other")), name="related_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.other_id}"


@history.track()
class Passage(models.Model):
    """Where in the document's text something stands.

    The paragraph number counts the body's paragraphs from 1; offsets are characters of the
    normalised text with the given SHA-256 (W3C Web Annotation ``TextPositionSelector``).
    """

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="passages", db_index=False
    )
    paragraph = models.PositiveIntegerField(_("paragraph"))
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["recommendation_id", "paragraph", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "paragraph", "start"], name="passage_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(paragraph__gte=1), name="passage_from_one"),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True, end__isnull=True)
                | models.Q(start__lt=models.F("end")),
                name="passage_offsets",
            ),
        ]

    def __str__(self) -> str:
        return f"paragraph {self.paragraph}"
