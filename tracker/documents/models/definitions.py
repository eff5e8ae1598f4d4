"""Documents, areas, actors and sources, and what their packages last said."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.core import history
from tracker.core.models import KeyField, Versioned, key_constraint


@history.track()
class Document(Versioned):
    """The source that makes recommendations."""

    key = KeyField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=500)
    authors = models.JSONField(
        _("authors"), default=list, blank=True, help_text=_("[{family, given, affiliation}]")
    )
    series = models.CharField(_("series"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"))
    language = models.CharField(_("language"), max_length=35, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    tags = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    half_life = models.PositiveIntegerField(_("half-life of momentum, days"), default=180)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="owned_documents"
    )
    #: The baseline: its first load or first published row.
    tracking_began_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            key_constraint("document"),
            models.CheckConstraint(
                condition=models.Q(half_life__gte=1, half_life__lte=36500),
                name="document_half_life",
                violation_error_message=_("A half-life is 1 to 36,500 days."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def byline(self) -> str:
        """The authors with their affiliations, as entered."""
        return ", ".join(
            part
            for author in self.authors
            for part in (
                f"{author.get('given', '')} {author.get('family', '')}".strip(),
                author.get("affiliation", ""),
            )
            if part
        )


@history.track()
class Actor(Versioned):
    """A state, organisation or person; may have a name in its own script."""

    key = KeyField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=300)
    short = models.CharField(_("short name"), max_length=60, blank=True)
    own_language = models.CharField(_("language of its own name"), max_length=35, blank=True)
    own_name = models.CharField(_("name in its own script"), max_length=300, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [key_constraint("actor")]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The short name where there is one, else the name."""
        return self.short or self.name


@history.track()
class Area(Versioned):
    """A policy area that groups recommendations, across documents."""

    key = KeyField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="owned_areas"
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [key_constraint("area")]

    def __str__(self) -> str:
        return self.name


@history.track()
class Source(models.Model):
    """A publication that developments, responses, moves and verdicts rest on.

    The canonical address is unique, and the first title stands. Its date is EDTF, or empty.
    """

    url = models.URLField(_("address"), max_length=2000, help_text=_("As first given"))
    canonical_url = models.CharField(max_length=2000, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    date = models.CharField(_("date"), max_length=40, blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)
    archived_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class PackageRow(models.Model):
    """What a document's package last said of one row: the SHA-256 of its canonical form."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="package_rows")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=320)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "key"], name="package_row_once"),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="package_row_by_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PackageLoad(models.Model):
    """One load of a package: when, by whom, and what was told."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="package_loads")
    loaded_at = models.DateTimeField(db_default=Now(), editable=False)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    counts = models.JSONField(default=dict)
    told = models.JSONField(default=list)

    class Meta:
        ordering = ["-loaded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.document} {self.loaded_at:%Y-%m-%d}"
