"""How old a judgement may be. Policies say so, which a room further right holds and provides here."""

from __future__ import annotations

from collections.abc import Callable

from tracker.progress.reviews import DEFAULT_DAYS

Ask = Callable[[int, int], int]
_asked: list[Ask] = []


def provide(ask: Ask) -> None:
    """Have ``ask`` say the age in days, given a recommendation's id and its area's."""
    _asked[:] = [ask]


def review_days(recommendation_id: int, area_id: int) -> int:
    """Return the age in days from which a judgement is due (one query)."""
    return _asked[0](recommendation_id, area_id) if _asked else DEFAULT_DAYS
