"""Django settings. Everything that differs between installations is an environment variable;
``.env.example`` lists them all. There is no unsafe default outside ``TRACKER_DEBUG``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
import pgtrigger
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tracker.config import env
from tracker.config.accounts_settings import *  # noqa: F403
from tracker.config.celery_settings import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
BUILD_DIR = BASE_DIR / "build"

DEBUG = env.flag("TRACKER_DEBUG")
#: Commands that touch neither data nor sessions may run without a secret.
_DATALESS = {
    "build_assets",
    "collectstatic",
    "compilemessages",
    "makemessages",
    "help",
    "version",
    "--help",
    "--version",
}
_dataless = DEBUG or (len(sys.argv) > 1 and sys.argv[1] in _DATALESS)
SECRET_KEY = env.text("TRACKER_SECRET_KEY") or (
    "for-development-and-for-building-assets-only" if _dataless else ""
)
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "TRACKER_SECRET_KEY is not set. Set it to a long random text (50 characters or more), "
        "or start the product with `make run`, which makes one."
    )
if not _dataless and (len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure")):
    raise ImproperlyConfigured("TRACKER_SECRET_KEY is too short or a default: 50 random characters at least.")

TRACKER_URL = env.text("TRACKER_URL", "http://localhost:8000").rstrip("/")
_url = urlsplit(TRACKER_URL)
if _url.scheme not in {"http", "https"} or not _url.hostname:
    raise ImproperlyConfigured(f"TRACKER_URL is “{TRACKER_URL}”; write it as https://tracker.example.org.")
ALLOWED_HOSTS = env.names("TRACKER_HOSTS", "localhost,127.0.0.1")
if "*" in ALLOWED_HOSTS or not ALLOWED_HOSTS:
    raise ImproperlyConfigured("TRACKER_HOSTS must name the hosts served; “*” would serve any.")
CSRF_TRUSTED_ORIGINS = [TRACKER_URL]
CSRF_FAILURE_VIEW = "tracker.core.views.csrf_failure"

_https = _url.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
if env.flag("TRACKER_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = "Lax"
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # `build_assets` makes the second folder
if not _https:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

INSTALLED_APPS = [
    "tracker.core",
    "tracker.accounts",
    "tracker.documents",
    "tracker.developments",
    "tracker.progress",
    "tracker.stalls",
    "tracker.notices",
    "tracker.reports",
    "tracker.dashboard",
    "tracker.api",
    "tracker.accounts.admin_site.TrackerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "tracker.core.staticfiles.TrackerStaticFilesConfig",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pghistory",
    "pgtrigger",
    "csp",
    "django_htmx",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.core.compression.CompressionMiddleware",
    "tracker.core.middleware.DatabaseAwayMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.core.middleware.SignInMiddleware",
    "tracker.core.middleware.PlainTextMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tracker.accounts.middleware.SecondFactorMiddleware",
    "tracker.core.middleware.ErrorMiddleware",
    "tracker.core.history.HistoryMiddleware",
]

ROOT_URLCONF = "tracker.config.urls"
WSGI_APPLICATION = "tracker.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.accounts.context.accounts",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tracker.core.templatetags.tracker",
            ],
        },
    }
]

_database = env.text("DATABASE_URL", "postgres://localhost/tracker")
try:
    DATABASES: dict[str, Any] = {
        "default": dict(dj_database_url.parse(_database, conn_max_age=600, conn_health_checks=True))
    }
except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
    raise ImproperlyConfigured(
        "DATABASE_URL cannot be read; write postgres://USER:PASSWORD@HOST:PORT/NAME."
    ) from error
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL must name a PostgreSQL database (postgres://…); no other is supported."
    )
DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
PGHISTORY_ADMIN_ALL_EVENTS = True

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _url.hostname in {"localhost", "127.0.0.1"}

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("EMAIL_HOST")
    else ("django.core.mail.backends.dummy.EmailBackend")
)
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("TRACKER_FROM_EMAIL", "tracker@localhost")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = env.text("TRACKER_TIME_ZONE", "UTC")
try:
    ZoneInfo(TIME_ZONE)
except (ZoneInfoNotFoundError, ValueError) as error:
    raise ImproperlyConfigured(f"TRACKER_TIME_ZONE is “{TIME_ZONE}”; write a zone as Asia/Seoul.") from error
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "collected"
STATICFILES_DIRS = [BASE_DIR / "static", BUILD_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "tracker.core.storage.TrackerStaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = not DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tracker.api.authentication.TokenAuthentication",
        "tracker.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "tracker.api.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "tracker.api.schema.TrackerAutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["tracker.api.throttling.PersonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"person": env.text("TRACKER_API_RATE", "6000/min")},
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "tracker.api.errors.problem",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Policy Tracker",
    "DESCRIPTION": "Documents, their recommendations, what became of them, and the evidence.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_AUTHENTICATION": None,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "tracker.api.schema.plain_words",
        "tracker.api.schema.nullable_31",
        "tracker.api.schema.empty_arguments",
        "tracker.api.schema.shared_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "StateEnum": "tracker.developments.choices.State.values",
        "WantedStateEnum": ["draft", "published"],
        "FlagStateEnum": "tracker.stalls.choices.FlagState.values",
        "RuleEnum": "tracker.stalls.choices.Rule.values",
        "StatusEnum": "tracker.progress.choices.Status.values",
        "StandingStatusEnum": "tracker.progress.choices.STANDING",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("TRACKER_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

#: The package loaded where the database holds no document.
SHIPPED_PACKAGE = BASE_DIR / "tracker" / "documents" / "packages" / "chun-2022"
