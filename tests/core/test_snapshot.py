"""Figures that are read apart still add up while somebody writes; an answer can be asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.db import DatabaseError, connection

from tests.support import databases
from tracker.core import asof, snapshot
from tracker.documents.models import Area


@pytest.fixture
def committed(template_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give the test a database in which everything is committed; it is dropped after."""
    before = str(connection.settings_dict["NAME"])
    with databases.cloned(template_database) as name, django_db_blocker.unblock():
        databases.point_django_at(name)
        try:
            yield name
        finally:
            databases.point_django_at(before)


def write_elsewhere(name: str, key: str) -> None:
    """Commit an area over a connection of its own."""
    other = psycopg2.connect(databases.url_of(name))
    with other, other.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'documents_area'"
        )
        assert ("key",) in cursor.fetchall()
        cursor.execute(
            "INSERT INTO documents_area (version, created_at, key, name) VALUES (1, now(), %s, %s)",
            (key, key),
        )
    other.close()


def test_what_is_committed_meanwhile_is_not_seen_within_and_is_seen_after(committed: str) -> None:
    Area.objects.create(key="first", name="First")
    with snapshot.one_state():
        before = Area.objects.count()
        write_elsewhere(committed, "second")
        assert Area.objects.count() == before == 1
    assert Area.objects.count() == 2


def test_nothing_can_be_written_within_and_all_can_after(committed: str) -> None:
    with pytest.raises(DatabaseError), snapshot.one_state():
        Area.objects.create(key="first", name="First")
    Area.objects.create(key="first", name="First")
    assert connection.get_autocommit()
    assert Area.objects.count() == 1


def test_a_connection_that_is_lost_within_is_made_anew(committed: str) -> None:
    def lose() -> None:
        with snapshot.one_state():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (pid,) = cursor.fetchone()
            other = psycopg2.connect(databases.url_of(committed))
            with other, other.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
            other.close()
            Area.objects.count()

    with pytest.raises(DatabaseError):
        lose()
    assert Area.objects.count() == 0
    Area.objects.create(key="first", name="First")


@pytest.mark.django_db
def test_now_becomes_a_moment_and_a_moment_stays() -> None:
    now = snapshot.pinned(asof.present())
    assert isinstance(now.k, dt.datetime)
    assert now.known_moment == now.k
    assert now.is_today
    assert now.query == {}
    then = asof.read({"known_at": "2026-01-01"})
    assert snapshot.pinned(then) == then
