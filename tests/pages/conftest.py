"""What tests over all pages share."""

from tests.support.loaded import loaded_database, shipped

__all__ = ["loaded_database", "shipped"]
