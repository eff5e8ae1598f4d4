"""The progress room."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.progress"
    label = "progress"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room's part of a package."""
        from tracker.documents.package.registry import register
        from tracker.progress.package import AssessmentsPart

        register(AssessmentsPart())
