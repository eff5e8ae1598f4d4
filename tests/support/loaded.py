"""A database that holds the shipped package and today's flags, for tests that read much and write little."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from tests.support import databases

#: Several rooms' conftests name the fixture, and each makes a fixture of its own of it.
_made: list[str] = []


@pytest.fixture(scope="session")
def loaded_database(template_database: str, django_db_setup: None, django_db_blocker: Any) -> str:
    """Load the shipped package into a database of its own, once, and scan it; return its name."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if _made:
        return _made[0]
    name = f"loaded_{os.getpid()}"
    databases.create(name, template_database)
    before = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        databases.point_django_at(name)
        call_command("load_package", str(settings.SHIPPED_PACKAGE), stdout=StringIO(), stderr=StringIO())
        call_command("scan_stalls", stdout=StringIO(), stderr=StringIO())
        databases.point_django_at(before)
    _made.append(name)
    return name


@pytest.fixture(scope="module")
def shipped(loaded_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Let a module's tests, each rolled back after, see the shipped package (mark them ``django_db``)."""
    from django.db import connection

    before = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        databases.point_django_at(loaded_database)
    yield
    with django_db_blocker.unblock():
        databases.point_django_at(before)
