"""The stalls room."""

from django.apps import AppConfig


class StallsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.stalls"
    label = "stalls"
    default_auto_field = "django.db.models.BigAutoField"
