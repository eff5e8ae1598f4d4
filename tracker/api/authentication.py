"""Who asks: the owner of a bearer token, or whoever is signed in."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from tracker.accounts import queries, services
from tracker.accounts.middleware import lacks_second_factor
from tracker.accounts.models import ApiToken, User
from tracker.core import clock


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Bearer TOKEN``; the token has its owner's role. One query, two once a minute."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the owner of the token, or None where no token is given."""
        scheme, _space, secret = authentication.get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        now = clock.now()
        token = queries.live_token(secret.strip().decode("latin-1"), now)
        if token is None:
            raise exceptions.AuthenticationFailed(_("This token is unknown, expired or revoked."))
        services.note_token_use(token=token, now=now)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return 'Bearer realm="Policy Tracker"'


class SessionAuthentication(authentication.SessionAuthentication):
    """The signed-in person, with CSRF protection and, where demanded, a second factor."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return the signed-in person, or None."""
        found: tuple[User, None] | None = super().authenticate(request)
        if found is not None and lacks_second_factor(request._request):
            raise exceptions.PermissionDenied(_("Set up a second factor first, on the account page."))
        return found
