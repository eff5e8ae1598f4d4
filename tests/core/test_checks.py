"""A database that the product cannot use is refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from tests.support import databases
from tracker.core import checks


@pytest.mark.django_db
def test_the_database_of_the_tests_can_be_used() -> None:
    assert checks.database_can_be_used(databases=["default"]) == []


@pytest.mark.django_db
def test_an_older_postgresql_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST", 99)
    assert [error.msg for error in checks.database_can_be_used(databases=["default"])] == [
        "PostgreSQL 99 or newer is needed, and this is 18."
    ]


@pytest.fixture
def without_korean(embedded_servers: None, django_db_blocker: Any) -> Iterator[str]:
    """A database whose ctype is plain C, under an alias of its own."""
    databases.execute(
        "CREATE DATABASE plain_c OWNER tracker TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'"
    )
    connections.databases["plain_c"] = {**connections.databases["default"], "NAME": "plain_c"}
    with django_db_blocker.unblock():
        yield "plain_c"
        connections["plain_c"].close()
    del connections.databases["plain_c"]
    databases.drop("plain_c")


def test_a_database_that_takes_korean_letters_for_none_is_refused(without_korean: str) -> None:
    assert [error.id for error in checks.database_can_be_used(databases=[without_korean])] == ["core.E002"]
