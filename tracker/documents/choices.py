"""The terms that documents and recommendations choose from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """Where a recommendation comes from."""

    STATED = "stated", _("stated in the document")
    INFERRED = "inferred", _("inferred from the document")
    EXPECTED = "expected", _("an effect the document expects")


class Priority(models.TextChoices):
    """How much a recommendation matters, for a reason that is given."""

    HIGH = "high", _("high")
    NORMAL = "normal", _("normal")
    LOW = "low", _("low")


class Relation(models.TextChoices):
    """How one recommendation relates to another."""

    RESTATES = "restates", _("restates")
    NARROWS = "narrows", _("narrows")
    SUPERSEDES = "supersedes", _("supersedes")
    CONFLICTS_WITH = "conflicts-with", _("conflicts with")


class Position(models.TextChoices):
    """An addressee's stated position on a recommendation."""

    ACCEPTS = "accepts", _("accepts")
    ACCEPTS_IN_PRINCIPLE = "accepts-in-principle", _("accepts in principle")
    PARTLY_ACCEPTS = "partly-accepts", _("partly accepts")
    ALREADY_DONE = "already-done", _("already done")
    REJECTS = "rejects", _("rejects")
    NO_POSITION = "no-position", _("no position")
