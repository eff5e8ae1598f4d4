"""Milestones with what was promised of them, and addressees' responses."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import KeyField, Versioned, choice_constraint, key_constraint
from tracker.documents.choices import Position
from tracker.documents.models.definitions import Actor, Source
from tracker.documents.models.recommendations import Recommendation


@history.track()
class Milestone(models.Model):
    """A concrete condition by which a recommendation is judged; ``due`` is the day first given."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="milestones", db_index=False
    )
    key = KeyField(_("key"))
    title = models.CharField(_("title"), max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    due = models.DateField(_("due day first given"), null=True, blank=True)
    promised_by = models.ManyToManyField(Actor, through="MilestonePromise", related_name="promises")

    class Meta:
        ordering = ["recommendation_id", "position", "id"]
        constraints = [
            key_constraint("milestone"),
            models.UniqueConstraint(
                fields=["recommendation", "key"],
                name="milestone_key_once",
                violation_error_message=_("The recommendation has another milestone with this key."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@history.track()
class MilestonePromise(models.Model):
    """An actor that promised a milestone, in order."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="promise_rows", db_index=False)
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="promise_rows")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["milestone_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["milestone", "actor"], name="promise_once")]

    def __str__(self) -> str:
        return str(self.actor_id)


@history.track()
class DueMove(models.Model):
    """A move of a milestone's due day: announced on a day, by a source."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="due_moves", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    announced = models.DateField(_("announced on"))
    due = models.DateField(_("new due day"))
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="due_moves")

    class Meta:
        ordering = ["milestone_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "position"], name="due_move_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announced}: {self.due}"


@history.track()
class Response(Versioned):
    """An addressee's stated position, dated and sourced; or a day by which one was due."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="responses")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="responses")
    position = models.CharField(_("position"), max_length=20, choices=Position.choices, null=True, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    rationale = models.TextField(_("rationale"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="responses")

    class Meta:
        ordering = ["recommendation_id", "actor_id", "date", "id"]
        constraints = [
            choice_constraint("position", Position, "response_position"),
            models.CheckConstraint(
                condition=models.Q(position__isnull=True, date__isnull=True, due__isnull=False)
                | models.Q(position__isnull=False, date__isnull=False),
                name="response_given_or_due",
                violation_error_message=_(
                    "A response has a position with its date, or a day by which it is due."
                ),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "actor", "date"],
                name="response_once",
                nulls_distinct=False,
                violation_error_message=_("This addressee has another response of that day."),
            ),
        ]

    def __str__(self) -> str:
        return self.position or f"due {self.due}"
