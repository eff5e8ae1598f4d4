"""How Django's permissions follow from the role."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class RoleBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by name or e-mail address, and grants nothing beside the role.

    Administrators hold every permission (``User.is_superuser``); nobody else holds any.
    """

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return none: nothing is granted to single people."""
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return none: there are no groups."""
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return none: an administrator is asked about before any backend is."""
        return set()
