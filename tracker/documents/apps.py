"""The documents room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add the room's own part of a package."""
        from tracker.documents.package.part import DefinitionsPart
        from tracker.documents.package.registry import register

        register(DefinitionsPart())
