"""What every test shares. The first import sets the environment that Django's settings read."""

from __future__ import annotations

from tests.support import environment  # isort: skip

import os

import pytest

from tests.support.browser import browser_type_launch_args
from tests.support.databases import cloned_database, django_db_setup, embedded_servers, template_database
from tests.support.stack import real_stack, static_files

__all__ = [
    "browser_type_launch_args",
    "cloned_database",
    "django_db_setup",
    "embedded_servers",
    "real_stack",
    "static_files",
    "template_database",
]


def pytest_configure(config: pytest.Config) -> None:
    """Let tests inside this process do without collected files, slow hashes and the network."""
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("whitenoise.")]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if config.getoption("numprocesses", None):
        # Each process that pytest-xdist starts has servers of its own. Named in its environment, the
        # settings would be read before those are known, and lead to this process's.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the suite's servers, after the last test and after Ctrl-C."""
    if os.getpid() == environment.OWNER:
        environment.stop()
