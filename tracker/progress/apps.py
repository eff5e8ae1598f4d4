"""The progress room."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.progress"
    label = "progress"
    default_auto_field = "django.db.models.BigAutoField"
