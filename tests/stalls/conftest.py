"""What the stalls room's tests share."""

from __future__ import annotations

from tests.support.loaded import loaded_database, shipped

__all__ = ["loaded_database", "shipped"]
