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

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the provider's account to the person whose e-mail address it has verified.

        An administrator gave that address, so the library need not fear that somebody else claimed it
        first; left to itself it would wipe the person's password.
        """
        if sociallogin.is_existing and sociallogin._did_authenticate_by_email:
            sociallogin._did_authenticate_by_email = None
            sociallogin.connect(request, sociallogin.user)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names keys and codes after the person's sign-in name."""

    def get_totp_label(self, user: Any) -> str:
        """What an authenticator app shows beside the product's name."""
        return str(user.username)
