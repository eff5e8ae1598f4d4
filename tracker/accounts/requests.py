"""Who makes a request."""

from __future__ import annotations

from django.http import HttpRequest

from tracker.accounts.models import User
from tracker.core.errors import NotAllowed


def person_of(request: HttpRequest) -> User:
    """Return the signed-in person; the sign-in middleware lets nobody else through to pages."""
    if not isinstance(request.user, User):
        raise NotAllowed("Sign in first.")
    return request.user
