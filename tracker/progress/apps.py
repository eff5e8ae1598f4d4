"""The progress room."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.progress"
    label = "progress"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room's part of a package; say on a development's page what it made due for review."""
        from tracker.core import slots
        from tracker.documents.package.registry import register
        from tracker.progress import offers
        from tracker.progress.package import AssessmentsPart

        register(AssessmentsPart())
        slots.fill("developments.after-publishing", offers.after_publishing)
        slots.fill("developments.after", offers.on_the_page)
        slots.fill("developments.unwatched", offers.above_the_list)
