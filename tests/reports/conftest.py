"""What the reports' tests share: the shipped package, loaded and scanned once."""

from __future__ import annotations

from tests.support.loaded import loaded_database, shipped

__all__ = ["loaded_database", "shipped"]
