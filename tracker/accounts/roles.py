"""Who may do what: one table that services and views both ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.core.errors import NotAllowed

if TYPE_CHECKING:
    from tracker.accounts.models import User


class Role(models.TextChoices):
    """Each role may do what the one before may, and more."""

    READER = "reader", _("reader")
    ANALYST = "analyst", _("analyst")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


class Action(models.TextChoices):
    """What can be done, as the design's table of roles names it."""

    SEE = "see", _("see and export")
    LOG = "log", _("log, edit and retract developments")
    CHECK = "check", _("record that you looked")
    ASSESS = "assess", _("assess")
    NAME_DAYS = "name-days", _("name days")
    HANDLE_FLAGS = "handle-flags", _("acknowledge and snooze recommendations' flags")
    HANDLE_AREA_FLAGS = "handle-area-flags", _("acknowledge and snooze areas' flags")
    SET_UP = "set-up", _("set up documents, milestones and responses")
    PACKAGES = "packages", _("load and dump packages")
    POLICIES = "policies", _("change stall policies")
    ADMINISTER = "administer", _("manage people, roles and settings")


_LEAST_ROLE: dict[Action, Role] = {
    Action.SEE: Role.READER,
    Action.LOG: Role.ANALYST,
    Action.CHECK: Role.ANALYST,
    Action.ASSESS: Role.ANALYST,
    Action.NAME_DAYS: Role.ANALYST,
    Action.HANDLE_FLAGS: Role.ANALYST,
    Action.HANDLE_AREA_FLAGS: Role.EDITOR,
    Action.SET_UP: Role.EDITOR,
    Action.PACKAGES: Role.EDITOR,
    Action.POLICIES: Role.EDITOR,
    Action.ADMINISTER: Role.ADMINISTRATOR,
}
_RANK = {role: rank for rank, role in enumerate(Role)}


def may(user: Any, action: Action) -> bool:
    """Whether ``user`` (perhaps anonymous) may do ``action``."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return _RANK[Role(user.role)] >= _RANK[_LEAST_ROLE[action]]


def require(user: User | None, action: Action) -> None:
    """Raise ``NotAllowed`` unless ``user`` may do ``action``."""
    if not may(user, action):
        least = _LEAST_ROLE[action]
        raise NotAllowed(
            _("To %(action)s takes the role of %(role)s.") % {"action": action.label, "role": least.label}
        )
