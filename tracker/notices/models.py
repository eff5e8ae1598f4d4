"""Subscriptions, and notices: one thing to tell one subscriber over one channel."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import choice_constraint
from tracker.developments.models import Development
from tracker.documents.models import Area, Document, Recommendation


class Channel(models.TextChoices):
    """How a notice reaches its subscriber."""

    PAGE = "page", _("on the tracker’s own pages")
    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("webhook")


class NoticeKind(models.TextChoices):
    """What a notice tells."""

    DRAFT_DUE = "draft-due", _("a draft’s day has come")
    FLAGS = "flags", _("flags opened")
    LOST_GROUND = "lost-ground", _("lost ground")
    UNWATCHED = "unwatched", _("nobody has looked")


@history.track()
class Subscription(models.Model):
    """Who is told about what: a document, an area or a recommendation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="subscriptions"
    )
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="subscriptions")
    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, null=True, blank=True, related_name="subscriptions"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PAGE)
    lost_ground_only = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "document", "area", "recommendation", "channel"],
                nulls_distinct=False,
                name="subscription_once",
            ),
            choice_constraint("channel", Channel, "subscription_channel"),
            models.CheckConstraint(
                condition=models.Q(document__isnull=False, area__isnull=True, recommendation__isnull=True)
                | models.Q(document__isnull=True, area__isnull=False, recommendation__isnull=True)
                | models.Q(document__isnull=True, area__isnull=True, recommendation__isnull=False),
                name="subscription_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel}"


class Notice(models.Model):
    """One thing to tell one person; written in the transaction that caused it, delivered after.

    ``not_before`` is the day from which it is told; ``seen_at`` when the person put it away.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PAGE)
    development = models.ForeignKey(
        Development, models.CASCADE, null=True, blank=True, related_name="notices"
    )
    body = models.JSONField(default=dict)
    not_before = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    delivered_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            choice_constraint("kind", NoticeKind, "notice_kind"),
            choice_constraint("channel", Channel, "notice_channel"),
            models.UniqueConstraint(
                fields=["user", "kind", "channel", "development"],
                condition=models.Q(development__isnull=False, seen_at__isnull=True),
                name="notice_of_development_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "not_before"], condition=models.Q(seen_at__isnull=True), name="notice_unseen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"
