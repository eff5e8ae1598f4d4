"""Databases for tests: one is migrated, all others are cloned from it, and nothing is ever flushed."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support import environment, migrated

TEMPLATE = "template_migrated"
_numbers = itertools.count(1)


def _execute(action: Callable[[Any], None]) -> None:
    assert environment.POSTGRES is not None
    with contextlib.closing(environment.POSTGRES.connect_as_superuser("postgres")) as connection:
        action(connection.cursor())


def execute(statement: str) -> None:
    """Run a statement as the superuser."""
    _execute(lambda cursor: cursor.execute(statement))


def create(name: str, template: str = "template1") -> None:
    """Create a database of the application's role."""
    assert environment.POSTGRES is not None
    make = environment.POSTGRES.create_database
    _execute(lambda cursor: make(cursor, name, template))


def drop(name: str) -> None:
    """Drop a database, whoever is connected."""
    assert environment.POSTGRES is not None
    remove = environment.POSTGRES.drop_database
    _execute(lambda cursor: remove(cursor, name))


def url_of(name: str) -> str:
    """Return a database's address for the application's role."""
    assert environment.POSTGRES is not None
    return environment.POSTGRES.url_of(name)


def point_django_at(name: str) -> None:
    """Let this process read and write another database from now on."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def embedded_servers() -> None:
    """Start the suite's PostgreSQL and Valkey."""
    environment.start()


@pytest.fixture(scope="session")
def template_database(embedded_servers: None, django_db_blocker: Any) -> str:
    """Migrate one database, once, and return its name; clone it, never connect to it."""
    from django.core.management import call_command

    create(TEMPLATE)
    if not migrated.restore(TEMPLATE):
        with django_db_blocker.unblock():
            point_django_at(TEMPLATE)
            call_command("migrate", verbosity=0, interactive=False)
            point_django_at("postgres")
        migrated.keep(TEMPLATE)
    return TEMPLATE


@pytest.fixture(scope="session")
def django_db_setup(
    template_database: str, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Give tests inside this process a clone of their own (in the place of pytest-django's set-up)."""
    name = f"test_{os.getpid()}"
    create(name, template_database)
    with django_db_blocker.unblock():
        point_django_at(name)
    yield
    with django_db_blocker.unblock():
        point_django_at("postgres")


@contextlib.contextmanager
def cloned(template: str = TEMPLATE) -> Iterator[str]:
    """Clone the migrated database for as long as the block lasts; yield the clone's name."""
    name = f"clone_{next(_numbers)}"
    create(name, template)
    try:
        yield name
    finally:
        drop(name)


@pytest.fixture
def cloned_database(template_database: str) -> Iterator[str]:
    """Return the address of a database of this test's own, for real processes."""
    with cloned(template_database) as name:
        yield url_of(name)
