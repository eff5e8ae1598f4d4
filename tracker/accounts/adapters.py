"""How allauth behaves here: nobody signs themselves up, and each answer is ours."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
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


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names keys and codes after the person's sign-in name."""

    def get_totp_label(self, user: Any) -> str:
        """What an authenticator app shows beside the product's name."""
        return str(user.username)
