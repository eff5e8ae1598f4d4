"""The core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Clock, dates, base models, history, errors, slots and the page shell."""

    name = "tracker.core"
    label = "core"

    def ready(self) -> None:
        """Register the checks."""
        from tracker.core import checks  # noqa: F401
