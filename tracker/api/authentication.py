"""Who asks: the owner of a bearer token, or whoever is signed in."""

from __future__ import annotations

from rest_framework import authentication


class TokenAuthentication(authentication.BaseAuthentication):
    """``Authorization: Bearer TOKEN``."""


class SessionAuthentication(authentication.SessionAuthentication):
    """The signed-in person, with CSRF protection."""
