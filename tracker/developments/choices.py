"""The terms and the codebook by which developments and links are coded."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of thing happened."""

    SUMMIT = "summit", _("summit")
    MINISTERIAL = "ministerial", _("ministerial")
    AGREEMENT = "agreement", _("agreement")
    STATEMENT = "statement", _("statement")
    LEGISLATION = "legislation", _("legislation")
    COURT_RULING = "court-ruling", _("court ruling")
    MILITARY_EXERCISE = "military-exercise", _("military exercise")
    DEFENCE_EXCHANGE = "defence-exchange", _("defence exchange")
    TRADE_MEASURE = "trade-measure", _("trade measure")
    SANCTION = "sanction", _("sanction")
    PROVOCATION = "provocation", _("provocation")
    ELECTION = "election", _("election")
    POLICY_DOCUMENT = "policy-document", _("policy document")
    PROTEST = "protest", _("protest")
    COMPENSATION = "compensation", _("compensation")
    DIALOGUE = "dialogue", _("dialogue")
    OTHER = "other", _("other")


class Standing(models.TextChoices):
    """What a development rests on; a reported one counts in no figure but days."""

    CONFIRMED = "confirmed", _("confirmed")
    REPORTED = "reported", _("reported")


class State(models.TextChoices):
    """A development's life."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")


class Effect(models.IntegerChoices):
    """Which way a development moved a recommendation: the sign s of the measures."""

    ADVANCES = 1, _("advances")
    SETS_BACK = -1, _("sets back")
    CONTEXT = 0, _("context")

    @property
    def slug(self) -> str:
        """The word of packages and the API."""
        return EFFECT_SLUGS[self]


class Strength(models.IntegerChoices):
    """How much: the weight w of the measures."""

    MINOR = 1, _("minor")
    MODERATE = 2, _("moderate")
    MAJOR = 4, _("major")

    @property
    def slug(self) -> str:
        """The word of packages and the API."""
        return self.name.lower()


class Attribution(models.TextChoices):
    """Whether a development came of the document."""

    ATTRIBUTED = "attributed", _("came of the document")
    CONVERGENT = "convergent", _("would have come anyway")
    UNKNOWN = "unknown", _("unknown")


EFFECT_SLUGS: dict[int, str] = {1: "advances", -1: "sets-back", 0: "context"}
EFFECTS: dict[str, Effect] = {slug: Effect(value) for value, slug in EFFECT_SLUGS.items()}
STRENGTHS: dict[str, Strength] = {strength.slug: strength for strength in Strength}

#: The codebook, shown beside the choices.
EFFECT_CODEBOOK = {
    Effect.ADVANCES: _("the addressee’s conduct, or a fact the statement names, moved towards what it asks"),
    Effect.SETS_BACK: _("it moved away from what it asks"),
    Effect.CONTEXT: _(
        "it bears on it without either; another actor’s act is context unless the statement asks for "
        "that actor’s response"
    ),
}
STRENGTH_CODEBOOK = {
    Strength.MINOR: _("words, or a routine meeting or exercise"),
    Strength.MODERATE: _(
        "a new commitment, a first meeting at its level, or a measure that can be undone next day"
    ),
    Strength.MAJOR: _("an agreement, institution, law or ruling takes effect, or a milestone is met or lost"),
}
STANDING_CODEBOOK = {
    Standing.CONFIRMED: _("it rests on a source that can be defended"),
    Standing.REPORTED: _("told of only; drawn hollow, in no figure but days"),
}
ATTRIBUTION_CODEBOOK = {
    Attribution.ATTRIBUTED: _("it came of it"),
    Attribution.CONVERGENT: _("it would have come anyway"),
    Attribution.UNKNOWN: "",
}
