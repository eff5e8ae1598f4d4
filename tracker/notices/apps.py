"""The notices room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
