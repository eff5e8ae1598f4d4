"""Stall policies, flags, the marks of what a change touched, and the scans' heartbeat."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import Versioned, choice_constraint
from tracker.developments.models import Development
from tracker.documents.models import Area, Recommendation
from tracker.stalls.choices import UNRESOLVED, Cause, FlagState, Rule


@history.track()
class StallPolicy(Versioned):
    """Thresholds: global (neither area nor recommendation), overridden by area, then recommendation.

    A null threshold is taken from the next wider policy, and last from the design's defaults.
    """

    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="stall_policies")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="stall_policies"
    )
    silent_days = models.PositiveIntegerField(_("silent after, days"), null=True, blank=True)
    no_advance_days = models.PositiveIntegerField(_("no advance after, days"), null=True, blank=True)
    reversing_momentum = models.FloatField(_("reversing at a momentum of"), null=True, blank=True)
    reversing_setbacks = models.PositiveIntegerField(_("reversing after setbacks"), null=True, blank=True)
    off_rhythm_days = models.PositiveIntegerField(_("off rhythm not before, days"), null=True, blank=True)
    off_rhythm_gaps = models.PositiveIntegerField(_("off rhythm from gaps"), null=True, blank=True)
    off_rhythm_chance = models.FloatField(_("off rhythm below a chance of"), null=True, blank=True)
    area_share = models.FloatField(_("area stalled from a share of"), null=True, blank=True)
    area_days = models.PositiveIntegerField(
        _("area stalled without an advance for, days"), null=True, blank=True
    )
    #: Moves no rule: a judgement older than this is due for review.
    review_days = models.PositiveIntegerField(
        _("judgements due for review after, days"), null=True, blank=True
    )

    class Meta:
        verbose_name_plural = "stall policies"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "recommendation"],
                nulls_distinct=False,
                name="stall_policy_once",
                violation_error_message=_("There is a policy for this already."),
            ),
            models.CheckConstraint(
                condition=models.Q(area__isnull=True) | models.Q(recommendation__isnull=True),
                name="stall_policy_one_scope",
            ),
            models.CheckConstraint(
                condition=(models.Q(silent_days__isnull=True) | models.Q(silent_days__gte=1))
                & (models.Q(no_advance_days__isnull=True) | models.Q(no_advance_days__gte=1))
                & (models.Q(reversing_setbacks__isnull=True) | models.Q(reversing_setbacks__gte=1))
                & (models.Q(reversing_momentum__isnull=True) | models.Q(reversing_momentum__lte=0))
                & (models.Q(off_rhythm_gaps__isnull=True) | models.Q(off_rhythm_gaps__gte=1))
                & (
                    models.Q(off_rhythm_chance__isnull=True)
                    | models.Q(off_rhythm_chance__gt=0, off_rhythm_chance__lt=1)
                )
                & (models.Q(area_share__isnull=True) | models.Q(area_share__gt=0, area_share__lte=1))
                & (models.Q(area_days__isnull=True) | models.Q(area_days__gte=1))
                & (models.Q(review_days__isnull=True) | models.Q(review_days__gte=1)),
                name="stall_policy_ranges",
                violation_error_message=_(
                    "Days and counts are 1 or more, the momentum 0 or less, chances and shares from 0 to 1."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.recommendation or self.area or _("global"))


@history.track()
class Flag(Versioned):
    """A finding of today that the scan recorded, with what people did about it."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="flags"
    )
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="flags")
    rule = models.CharField(_("rule"), max_length=30, choices=Rule.choices)
    state = models.CharField(_("state"), max_length=12, choices=FlagState.choices, default=FlagState.OPEN)
    since = models.DateField(_("since"))
    numbers = models.JSONField(_("numbers"), default=dict)
    reason = models.TextField(_("reason"))
    opened_at = models.DateTimeField(db_default=Now())
    reopened_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        Development, models.SET_NULL, null=True, blank=True, related_name="resolved_flags"
    )
    resolution = models.TextField(_("why it resolved"), blank=True)
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)
    #: A snooze ends on this day, or, where it is null, with the next link to a later development.
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "area", "rule"],
                condition=models.Q(state__in=UNRESOLVED),
                nulls_distinct=False,
                name="flag_unresolved_once",
            ),
            models.CheckConstraint(
                condition=models.Q(recommendation__isnull=True, area__isnull=False)
                | models.Q(recommendation__isnull=False, area__isnull=True),
                name="flag_one_subject",
            ),
            choice_constraint("rule", Rule, "flag_rule"),
            choice_constraint("state", FlagState, "flag_state"),
            models.CheckConstraint(
                condition=models.Q(state=FlagState.RESOLVED, resolved_at__isnull=False)
                | (~models.Q(state=FlagState.RESOLVED) & models.Q(resolved_at__isnull=True)),
                name="flag_resolved_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FlagState.ACKNOWLEDGED) | ~models.Q(cause=""),
                name="flag_acknowledged_with_cause",
            ),
        ]
        indexes = [models.Index(fields=["state", "-opened_at"], name="flag_by_state")]

    def __str__(self) -> str:
        return f"{self.rule} {self.recommendation_id or self.area_id}"


class Mark(models.Model):
    """What a change touched: append-only, deleted by the scan that saw it.

    Triggers write it in the change's own transaction (the room's migration), so that bulk loads
    and hand-written SQL are caught too; it holds no foreign keys, so that nothing waits for it.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    recommendation = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    why = models.CharField(max_length=20)
    marked_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.area_id} {self.why}"


class AreaState(models.Model):
    """The next day on which an area's findings can change by themselves."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="stall_state")
    next_due = models.DateField(db_index=True)

    class Meta:
        ordering = ["area_id"]

    def __str__(self) -> str:
        return f"{self.area_id} {self.next_due}"


class Scan(models.Model):
    """The heartbeat: one row a completed scan."""

    as_of = models.DateField()
    full = models.BooleanField()
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(db_default=Now())
    opened = models.PositiveIntegerField(default=0)
    resolved = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    repaired = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-completed_at", "-id"]
        indexes = [models.Index(fields=["-completed_at"], name="scan_newest")]

    def __str__(self) -> str:
        return f"{self.as_of} {self.completed_at:%H:%M}"
