"""The developments room."""

from django.apps import AppConfig


class DevelopmentsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.developments"
    label = "developments"
    default_auto_field = "django.db.models.BigAutoField"
