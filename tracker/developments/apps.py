"""The developments room."""

from django.apps import AppConfig


class DevelopmentsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.developments"
    label = "developments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room's part of a package, and let search read what a load brought."""
        from tracker.developments import tasks
        from tracker.developments.package.part import DevelopmentsPart
        from tracker.documents.package.registry import register
        from tracker.documents.signals import package_loaded

        register(DevelopmentsPart())
        package_loaded.connect(tasks.index_soon, dispatch_uid="developments.index-soon")
