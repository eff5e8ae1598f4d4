"""People, their roles and their API tokens."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tracker.accounts.roles import Role
from tracker.core import history
from tracker.core.models import choice_constraint


@history.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person who signs in; an administrator adds people."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.READER)
    must_use_second_factor = models.BooleanField(
        _("second factor demanded"),
        default=False,
        help_text=_("Signing in then asks for a second factor, and setting one up comes first."),
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            choice_constraint("role", Role, "user_role"),
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_once",
                condition=~models.Q(email=""),
                violation_error_message=_("Another account has this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name shown on pages."""
        return self.get_full_name() or self.username


@history.track(exclude=["digest", "last_used_at"])
class ApiToken(models.Model):
    """A secret by which a machine acts with its owner's role; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name or f"token {self.pk}"
