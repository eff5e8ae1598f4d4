"""People for tests, and a client that speaks as one of them."""

from __future__ import annotations

import itertools
from typing import Any

from django.test import Client

from tracker.accounts import services
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core import clock

PASSWORD = "a long enough sentence 9"
_numbers = itertools.count(1)


def person(role: str = Role.ANALYST, **fields: Any) -> User:
    """Add a person of a role."""
    fields.setdefault("username", f"{role}-{next(_numbers)}")
    return User.objects.create_user(password=PASSWORD, role=role, **fields)


def client_of(user: User) -> Client:
    """Return a browser in which ``user`` is signed in."""
    client = Client()
    client.force_login(user)
    return client


class ApiClient(Client):
    """A machine with a token; ``post`` and ``patch`` send JSON, ``json`` reads an answer."""

    def __init__(self, user: User | None = None, token: str | None = None) -> None:
        if user is not None:
            token = services.create_api_token(user=user, now=clock.now())[1]
        self.token = token
        super().__init__(headers={"Authorization": f"Bearer {token}"} if token else {})

    def post(self, path: str, data: Any = None, **extra: Any) -> Any:  # type: ignore[override]
        """POST ``data`` as JSON."""
        return super().post(path, data, **{"content_type": "application/json", **extra})

    def patch(self, path: str, data: Any = None, **extra: Any) -> Any:  # type: ignore[override]
        """PATCH ``data`` as JSON."""
        return super().patch(path, data, **{"content_type": "application/json", **extra})
