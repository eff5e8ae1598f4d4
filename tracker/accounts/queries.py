"""Reads of people and tokens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from tracker.accounts import tokens
from tracker.accounts.models import ApiToken, User
from tracker.accounts.roles import Role


def live_token(secret: str, now: dt.datetime) -> ApiToken | None:
    """Return the token that ``secret`` is, with its owner, where both still count. One query."""
    return (
        ApiToken.objects.select_related("user")
        .filter(digest=tokens.digest(secret), revoked_at=None, user__is_active=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .first()
    )


def tokens_of(person: User) -> Sequence[ApiToken]:
    """Return the tokens of ``person`` that were not revoked, newest first. One query."""
    return list(person.api_tokens.filter(revoked_at=None))


def active_administrators() -> int:
    """Count the administrators who can sign in. One query."""
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count()
