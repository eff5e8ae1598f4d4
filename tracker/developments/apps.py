"""The developments room."""

from django.apps import AppConfig


class DevelopmentsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.developments"
    label = "developments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room's part of a package."""
        from tracker.developments.package.part import DevelopmentsPart
        from tracker.documents.package.registry import register

        register(DevelopmentsPart())
