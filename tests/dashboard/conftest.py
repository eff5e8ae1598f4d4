"""The essay's package, loaded and scanned once on a fixed day, and people who look at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tracker.core import clock

PACKAGE = Path(__file__).parents[2] / "tracker" / "documents" / "packages" / "chun-2022"
NOW = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)


@pytest.fixture
def today() -> Iterator[dt.date]:
    """Stand on 24 November 2026."""
    with clock.fixed_at(NOW):
        yield NOW.date()


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped package with what the scan finds of it, for as long as a module's tests run."""
    from tracker.stalls import services

    with django_db_blocker.unblock(), transaction.atomic():
        with clock.fixed_at(NOW):
            call_command("load_package", str(PACKAGE), verbosity=0)
            services.scan(wait=True)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def essay(_loaded: None, db: None, today: dt.date) -> None:
    """The shipped package on 24 November 2026; for modules in which every test wants it."""


@pytest.fixture
def reader(db: None) -> Client:
    """Somebody who may see."""
    from tests.support.people import client_of, person

    return client_of(person("reader"))


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody who may set up documents."""
    from tests.support.people import client_of, person

    return client_of(person("editor"))
