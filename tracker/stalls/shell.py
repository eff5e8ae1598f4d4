"""What the stalls room puts into the page shell: the top bar's count and when the last scan ran."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tracker.core import clock
from tracker.core.words import days, figures, plural
from tracker.stalls import flags
from tracker.stalls.policies import in_force
from tracker.stalls.queries import iso_moment


def stalled_count(request: HttpRequest, given: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return how many recommendations have an open flag; one query for each page."""
    count = getattr(request, "stalled_count", None)
    if count is None:
        count = flags.open_recommendations()
        request.stalled_count = count  # type: ignore[attr-defined]
    return ("stalls/_count.html", {"count": count}) if count else None


def last_scan(request: HttpRequest, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return when the last scan completed; late after two intervals; one query."""
    scan, now = flags.last_scan(), clock.now()
    every = dt.timedelta(minutes=settings.TRACKER_SCAN_MINUTES)
    late = scan is None or now - scan.completed_at > 2 * every
    age = age_words(now - scan.completed_at) if scan else ""
    return "stalls/_last_scan.html", {"scan": scan, "late": late, "age": age, "every": every_words(every)}


def how(request: HttpRequest, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return what stalled means, with the thresholds in force; one query."""
    return "stalls/_how.html", {"policy": in_force().everywhere}


def scan_health() -> tuple[bool, dict[str, Any]]:
    """Return whether scans come in time, for `/health/`; before the first there is nothing to miss."""
    scan = flags.last_scan()
    if scan is None:
        return True, {"last_completed_at": None}
    limit = 2 * dt.timedelta(minutes=settings.TRACKER_SCAN_MINUTES)
    ok = clock.now() - scan.completed_at <= limit
    return ok, {"last_completed_at": iso_moment(scan.completed_at)}


def every_words(interval: dt.timedelta) -> str:
    """Return an interval in words: "every hour", "every 15 minutes"."""
    minutes = int(interval.total_seconds() // 60)
    if minutes % 60 == 0:
        hours = minutes // 60
        return "every hour" if hours == 1 else f"every {figures(hours)} hours"
    return "every minute" if minutes == 1 else f"every {figures(minutes)} minutes"


def age_words(age: dt.timedelta) -> str:
    """Return an age in words: "45 minutes", "5 hours", "3 days"."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} {plural(minutes, 'minute')}"
    if minutes < 48 * 60:
        return f"{minutes // 60} hours"
    return days(age.days)
