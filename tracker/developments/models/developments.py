"""Developments: things that happened on a date, and the sources they rest on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import Dated, KeyField, Versioned, choice_constraint, key_constraint
from tracker.developments.choices import Kind, Standing, State
from tracker.developments.models.fields import DraftableDate
from tracker.documents.models import Actor, Source


@history.track()
class Development(Dated, Versioned):
    """Something that happened; its row holds the present date and standing, which no figure reads.

    A draft may lack its title, date and kind; what is published has them.
    """

    key = KeyField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    earliest = DraftableDate(editable=False)
    latest = DraftableDate(editable=False)
    summary = models.TextField(_("summary"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.CONFIRMED
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="developments"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    retract_reason = models.TextField(blank=True, editable=False)
    actors = models.ManyToManyField(Actor, through="DevelopmentActor", related_name="developments")
    sources = models.ManyToManyField(Source, through="DevelopmentSource", related_name="developments")

    class Meta:
        ordering = ["-latest", "-earliest", "-key"]
        constraints = [
            key_constraint("development"),
            models.CheckConstraint(
                condition=models.Q(kind="") | models.Q(kind__in=Kind.values), name="development_kind"
            ),
            choice_constraint("standing", Standing, "development_standing"),
            choice_constraint("state", State, "development_state"),
            models.CheckConstraint(
                condition=models.Q(earliest__lte=models.F("latest")), name="development_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT, published_at__isnull=True, retracted_at__isnull=True)
                | models.Q(state=State.PUBLISHED, published_at__isnull=False, retracted_at__isnull=True)
                | models.Q(state=State.RETRACTED, published_at__isnull=False, retracted_at__isnull=False),
                name="development_state_moments",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT)
                | (
                    ~models.Q(title="")
                    & ~models.Q(date="")
                    & ~models.Q(kind="")
                    & models.Q(earliest__isnull=False, latest__isnull=False)
                ),
                name="development_published_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["-latest", "-earliest", "-key"], name="development_newest"),
            models.Index(fields=["state", "-latest"], name="development_state_latest"),
            models.Index(fields=["published_at"], name="development_published"),
        ]

    def __str__(self) -> str:
        return self.title


@history.track()
class DevelopmentActor(models.Model):
    """An actor that took part, in order."""

    development = models.ForeignKey(Development, models.CASCADE, related_name="actor_rows", db_index=False)
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="development_rows")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["development_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["development", "actor"], name="development_actor_once")
        ]

    def __str__(self) -> str:
        return str(self.actor_id)


@history.track()
class DevelopmentSource(models.Model):
    """A source that a development rests on, in order."""

    development = models.ForeignKey(Development, models.CASCADE, related_name="source_rows", db_index=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="development_rows")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["development_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["development", "source"], name="development_source_once")
        ]

    def __str__(self) -> str:
        return str(self.source_id)
