"""People, their roles and their API tokens."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from tracker.accounts.roles import Role
from tracker.core import history
from tracker.core.models import choice_constraint


class PersonManager(UserManager["User"]):
    """Makes people; what they may do is their role alone."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return an address in small letters, as sign-in and single sign-on look it up."""
        return (email or "").strip().lower()

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """Make an administrator (``manage.py createsuperuser`` calls this)."""
        return self.create_user(username, email, password, role=Role.ADMINISTRATOR, **fields)

    def create_user(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """Make a person; without a password, one who cannot sign in with any."""
        person = self.model(
            username=self.model.normalize_username(username), email=self.normalize_email(email), **fields
        )
        person.set_password(password)
        person.save(using=self._db)
        return person


@history.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person who signs in; an administrator adds people.

    The role is the only thing that says what somebody may do: Django's groups, permissions and two
    flags are not stored but follow from it.
    """

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.READER)
    must_use_second_factor = models.BooleanField(
        _("second factor demanded"),
        default=False,
        help_text=_("Nothing can then be seen or done before a second factor is set up."),
    )

    groups = None  # type: ignore[assignment]
    user_permissions = None  # type: ignore[assignment]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            choice_constraint("role", Role, "user_role"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_small",
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                condition=~models.Q(email=""),
                violation_error_message=_("Another account has this e-mail address."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_once",
                violation_error_message=_("Another account has this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name shown on pages."""
        return self.get_full_name() or self.username

    @property
    def is_administrator(self) -> bool:
        """Whether the role is the widest."""
        return self.role == Role.ADMINISTRATOR

    @property
    def is_staff(self) -> bool:  # type: ignore[override]
        """Django's word for those who may enter the admin pages."""
        return self.is_administrator

    @property
    def is_superuser(self) -> bool:  # type: ignore[override]
        """Django's word for those who hold every permission of the admin pages."""
        return self.is_administrator


@history.track(exclude=["digest", "last_used_at"])
class ApiToken(models.Model):
    """A secret by which a machine acts with its owner's role; only its SHA-256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name or f"token {self.pk}"
