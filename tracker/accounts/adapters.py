"""How allauth behaves here: nobody signs themselves up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up; an administrator adds people."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Closes sign-up through a provider as well."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only people whom an administrator added come in."""
        return False
