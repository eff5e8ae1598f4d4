"""Several reads that see one state of the tables, so that figures read apart still add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import psycopg2
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse

from tracker.core import clock
from tracker.core.asof import AsOf

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponse)


@contextmanager
def one_state() -> Iterator[None]:
    """Let everything read within see the tables as they were at the first read; nothing can be written.

    Within a transaction it is the transaction that decides, and this does nothing. It costs no query
    of its own, but a BEGIN (as REPEATABLE READ, READ ONLY) and a ROLLBACK.
    """
    if connection.in_atomic_block or not connection.get_autocommit():
        yield
        return
    connection.set_autocommit(False)
    raw: Any = connection.connection
    try:
        raw.set_session(isolation_level="REPEATABLE READ", readonly=True)
        yield
    finally:
        _leave(raw)


def _leave(raw: Any) -> None:
    """End the transaction and leave the connection as it was; one that is lost is closed."""
    try:
        connection.rollback()
        raw.set_session(isolation_level="DEFAULT", readonly="DEFAULT")
        connection.set_autocommit(True)
    except (OperationalError, InterfaceError, psycopg2.Error):
        connection.close()


def of_one_state(view: Callable[P, R]) -> Callable[P, R]:
    """Have a page of figures read one state of the tables."""

    @wraps(view)
    def reading(*args: P.args, **kwargs: P.kwargs) -> R:
        with one_state():
            return view(*args, **kwargs)

    return reading


def pinned(asof: AsOf) -> AsOf:
    """Return the same question with its "now" made a moment, by the database's clock; one query.

    An answer that states its moment can then be asked again. Rows that somebody was just writing, stamped
    but not yet committed, are the only ones that may be missing from it.
    """
    return asof if asof.known_at is not None else at_moment(asof, clock.database_now())


def at_moment(asof: AsOf, moment: dt.datetime) -> AsOf:
    """Return the same question with its "now" at a moment; one that has a moment stays as it is."""
    return asof if asof.known_at is not None else replace(asof, pinned=moment)
