"""Figures for tests of pure rules and sentences: a quiet recommendation, with what a test is about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tracker.progress.measures import Figures, Rhythm

DAY = dt.date(2026, 11, 24)
PUBLISHED = dt.date(2022, 8, 10)


def ago(days: int) -> dt.date:
    """Return the day so many days before the day asked."""
    return DAY - dt.timedelta(days=days)


def figures(**given: Any) -> Figures:
    """Return a recommendation's figures on the day asked: nothing happened but what is given."""
    rhythm = given.pop("rhythm", None)
    if rhythm is None and (last := given.pop("last_advance", None)) is not None:
        rhythm = Rhythm(1, last, last)
    base: dict[str, Any] = {
        "recommendation_id": 1, "document_id": 1, "document_key": "doc", "area_id": 1, "area_key": "defence",
        "area_name": "Defence", "key": "r1", "code": "R1", "title": "Do it", "published_on": PUBLISHED,
        "half_life": 180, "target_date": None, "day": DAY, "status": "not-assessed", "confidence": None,
        "assessed_on": None, "advances": 0, "setbacks": 0, "context": 0, "advanced_weight": 0,
        "set_back_weight": 0, "momentum": 0.0, "milestones_met": 0, "milestones_total": 0,
        "last_development": None, "last_setback": None, "rhythm": rhythm or Rhythm(),
        "setbacks_since_advance": 0, "first_setback_since_advance": None, "last_checked": None,
    }  # fmt: skip
    return Figures(**{**base, **given})
