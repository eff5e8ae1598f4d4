"""The parts of allauth that are served: signing in and out, passwords, the second factor, single sign-on.

Named one by one, so that nothing else comes in with a newer version: no sign-up, no changing of
e-mail addresses (an administrator does that), no connecting of accounts.
"""

from __future__ import annotations

from allauth import urls as allauth_urls
from allauth.account import urls as account_urls
from allauth.socialaccount import urls as social_urls
from django.urls import URLPattern, URLResolver, include, path

_ACCOUNT = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
_SOCIAL = {"socialaccount_login_cancelled", "socialaccount_login_error"}

urlpatterns: list[URLPattern | URLResolver] = [
    *[entry for entry in account_urls.urlpatterns if entry.name in _ACCOUNT],
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include([entry for entry in social_urls.urlpatterns if entry.name in _SOCIAL])),
    *allauth_urls.build_provider_urlpatterns(),
]
