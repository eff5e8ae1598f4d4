"""The documents room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
