"""The only place that asks what time it is.

Everything else is handed the moment as an argument, once for each request, task or command.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

_fixed: ContextVar[dt.datetime | None] = ContextVar("fixed_clock", default=None)

#: The zone in which a day begins first; a development may not lie after today there.
EASTERNMOST = dt.timezone(dt.timedelta(hours=14))


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return _fixed.get() or dt.datetime.now(dt.UTC)


def zone() -> ZoneInfo:
    """Return the zone in which days run (``TRACKER_TIME_ZONE``)."""
    return ZoneInfo(settings.TIME_ZONE)


def today() -> dt.date:
    """Return today's date in the zone in which days run."""
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day on which an aware ``moment`` falls in the zone in which days run."""
    return moment.astimezone(zone()).date()


def latest_today() -> dt.date:
    """Return the date that it is where the day begins first (UTC+14)."""
    return now().astimezone(EASTERNMOST).date()


def end_of_day(day: dt.date) -> dt.datetime:
    """Return the last microsecond of ``day`` in the zone in which days run."""
    try:
        start = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=zone())
    except OverflowError:
        return dt.datetime.max.replace(tzinfo=dt.UTC)
    return start.astimezone(dt.UTC) - dt.timedelta(microseconds=1)


def database_now() -> dt.datetime:
    """Return the database's present moment; to be asked once a transaction's locks are held.

    Unlike the transaction's own ``now()`` it lies after all that the transaction waited for.
    """
    if (fixed := _fixed.get()) is not None:
        return fixed
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: dt.datetime = cursor.fetchone()[0]
    return moment


@contextmanager
def fixed_at(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at an aware ``moment`` within this context (for tests and previews)."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
