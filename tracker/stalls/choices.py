"""Rules, the life of a flag, and causes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rule(models.TextChoices):
    """What a finding says; in the order of the design's tables."""

    SILENT = "silent", _("silent")
    NO_ADVANCE = "no-advance", _("no-advance")
    REVERSING = "reversing", _("reversing")
    OVERDUE = "overdue", _("overdue")
    OFF_RHYTHM = "off-rhythm", _("off-rhythm")
    RECOMMENDATIONS_STALLED = "recommendations-stalled", _("recommendations-stalled")


class FlagState(models.TextChoices):
    """What people did about a flag."""

    OPEN = "open", _("open")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    SNOOZED = "snoozed", _("snoozed")
    RESOLVED = "resolved", _("resolved")


UNRESOLVED = (FlagState.OPEN, FlagState.ACKNOWLEDGED, FlagState.SNOOZED)


class Cause(models.TextChoices):
    """Why a recommendation or area is stalled, as whoever acknowledged it says."""

    LAW = "law", _("law")
    MONEY = "money", _("money")
    COURT = "court", _("court")
    PARTNER = "partner", _("partner")
    POLITICS = "politics", _("politics")
    OVERTAKEN = "overtaken", _("overtaken")
    WORDING = "wording", _("wording")
    NOBODY_LOOKED = "nobody-looked", _("nobody looked")
    OTHER = "other", _("other")
