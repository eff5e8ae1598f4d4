"""Settings of people, passwords, sign-in and single sign-on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from tracker.config import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tracker.accounts.backends.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

#: The first administrator, where there is none yet; without a password one is made up and printed.
TRACKER_ADMIN_USERNAME = env.text("TRACKER_ADMIN_USERNAME", "admin")
TRACKER_ADMIN_PASSWORD = env.text("TRACKER_ADMIN_PASSWORD")

ACCOUNT_ADAPTER = "tracker.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_REQUIRED = True
#: Counted in the shared cache, so that they hold over all web processes.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("TRACKER_BEHIND_PROXY") else 0

MFA_ADAPTER = "tracker.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Policy Tracker"

CACHES: dict[str, Any] = {
    # Shared by all processes: counts failed sign-ins. The table comes with the accounts' migrations.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Each process by itself: counts how often tokens ask.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

SOCIALACCOUNT_ADAPTER = "tracker.accounts.adapters.SocialAccountAdapter"
#: Somebody whom an administrator added is known by the e-mail address that the provider has verified.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
#: By a link, for the content policy lets no form lead to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False


def _oidc() -> dict[str, Any]:
    """Return the OpenID Connect provider that the environment names, if any."""
    url, client = env.text("TRACKER_OIDC_URL"), env.text("TRACKER_OIDC_CLIENT_ID")
    if not url and not client:
        return {}
    if not url or not client:
        raise ImproperlyConfigured("TRACKER_OIDC_URL and TRACKER_OIDC_CLIENT_ID go together; set both.")
    provider = {
        "provider_id": "oidc",
        "name": env.text("TRACKER_OIDC_NAME", "single sign-on"),
        "client_id": client,
        "secret": env.text("TRACKER_OIDC_SECRET"),
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [provider]}}


SOCIALACCOUNT_PROVIDERS = _oidc()
