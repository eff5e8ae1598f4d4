"""Fields that a draft may leave empty and a published row always holds.

They are null in the database only while nothing is published (a constraint of each table holds
it), so code that reads published rows need not ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    import datetime as dt

    _DateField = models.DateField[str | dt.date | None, dt.date]
    _SmallIntegerField = models.SmallIntegerField[int | None, int]
else:
    _DateField = models.DateField
    _SmallIntegerField = models.SmallIntegerField


class DraftableDate(_DateField):
    """A day that a draft may lack."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, "blank": True, **kwargs})


class DraftableChoice(_SmallIntegerField):
    """A coded choice that a draft may lack."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, "blank": True, **kwargs})


def whole_when_published(fields: list[str], name: str) -> models.CheckConstraint:
    """Return the check that a published row lacks none of ``fields``."""
    whole = models.Q(published_at__isnull=True)
    return models.CheckConstraint(
        condition=whole | models.Q(**{f"{field}__isnull": False for field in fields}), name=name
    )
