"""Links, meetings and checks: the rows on which every figure rests.

A published link or meeting is never changed: an edit retracts it and publishes its successor at
one moment. It is known at k when ``published_at <= k`` and not ``retracted_at <= k``. A trigger
(in the room's migration) refuses any other change, and any delete of a published row.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import choice_constraint
from tracker.developments.choices import Attribution, Effect, Standing, Strength
from tracker.developments.models.developments import Development
from tracker.developments.models.fields import DraftableChoice, DraftableDate, whole_when_published
from tracker.documents.models import Milestone, Recommendation


class PublishedRow(models.Model):
    """What links and meetings share: they carry their development's days and standing."""

    earliest = DraftableDate()
    latest = DraftableDate()
    standing = models.CharField(max_length=10, choices=Standing.choices)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True


@history.track()
class Link(PublishedRow):
    """Development to recommendation: which way it moved it, how much, and why we say so.

    ``looked`` says that a person published it who thereby looked at the recommendation: not so
    for a package load, an import or a correction. ``reason`` says why it succeeds another.
    """

    development = models.ForeignKey(Development, models.PROTECT, related_name="links")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="links", db_index=False)
    effect = DraftableChoice(_("effect"), choices=Effect.choices)
    weight = DraftableChoice(_("strength"), choices=Strength.choices)
    attribution = models.CharField(
        _("attribution"), max_length=12, choices=Attribution.choices, default=Attribution.UNKNOWN
    )
    rationale = models.TextField(_("rationale"), blank=True)
    looked = models.BooleanField(default=False)
    succeeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", db_index=False
    )

    class Meta:
        ordering = ["-latest", "-earliest", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["development", "recommendation"],
                condition=models.Q(retracted_at__isnull=True),
                name="link_live_once",
                violation_error_message=_("The development is already linked to this recommendation."),
            ),
            choice_constraint("effect", Effect, "link_effect"),
            choice_constraint("weight", Strength, "link_weight"),
            choice_constraint("attribution", Attribution, "link_attribution"),
            choice_constraint("standing", Standing, "link_standing"),
            models.CheckConstraint(condition=models.Q(earliest__lte=models.F("latest")), name="link_days"),
            models.CheckConstraint(
                condition=models.Q(retracted_at__isnull=True)
                | models.Q(retracted_at__gte=models.F("published_at")),
                name="link_moments",
            ),
            whole_when_published(["earliest", "latest", "effect", "weight"], "link_published_whole"),
        ]
        indexes = [
            models.Index(
                fields=["recommendation", "effect", "latest"],
                include=["weight", "standing", "published_at", "retracted_at"],
                name="link_facts",
            ),
            # Reported ones are few, and are counted apart.
            models.Index(
                fields=["recommendation", "latest"],
                include=["published_at", "retracted_at"],
                condition=models.Q(standing=Standing.REPORTED),
                name="link_reported",
            ),
            # When a person last looked at a recommendation by publishing a link.
            models.Index(
                fields=["recommendation", "published_at"],
                condition=models.Q(looked=True),
                name="link_looked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.development_id} {self.effect} {self.recommendation_id}"

    @property
    def effect_slug(self) -> str:
        """The effect as packages and the API write it; empty where a draft lacks it."""
        return "" if self.effect is None else Effect(self.effect).slug

    @property
    def strength_slug(self) -> str:
        """The strength as packages and the API write it; empty where a draft lacks it."""
        return "" if self.weight is None else Strength(self.weight).slug

    @property
    def reported(self) -> bool:
        """Whether it rests on a report alone, so that it is in no figure."""
        return self.standing == Standing.REPORTED


@history.track()
class Meeting(PublishedRow):
    """The fact that a development met a milestone (``met``), or un-met it again."""

    development = models.ForeignKey(Development, models.PROTECT, related_name="meetings")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="meetings", db_index=False)
    met = models.BooleanField()
    succeeds = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", db_index=False
    )

    class Meta:
        ordering = ["latest", "earliest", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["development", "milestone"],
                condition=models.Q(retracted_at__isnull=True),
                name="meeting_live_once",
            ),
            choice_constraint("standing", Standing, "meeting_standing"),
            models.CheckConstraint(condition=models.Q(earliest__lte=models.F("latest")), name="meeting_days"),
            models.CheckConstraint(
                condition=models.Q(retracted_at__isnull=True)
                | models.Q(retracted_at__gte=models.F("published_at")),
                name="meeting_moments",
            ),
            whole_when_published(["earliest", "latest"], "meeting_published_whole"),
        ]
        indexes = [
            models.Index(
                fields=["milestone", "latest"],
                include=["met", "standing", "published_at", "retracted_at"],
                name="meeting_facts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.development_id} {'meets' if self.met else 'un-meets'} {self.milestone_id}"


@history.track()
class Check(models.Model):
    """A person looked on a day and found nothing new; moves no figure and no rule."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="checks", db_index=False)
    on = models.DateField(_("looked on"))
    where = models.TextField(_("where"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="checks"
    )
    by_name = models.CharField(_("by"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["recommendation", "-on"], name="check_newest")]

    def __str__(self) -> str:
        return f"{self.recommendation_id} looked {self.on}"
