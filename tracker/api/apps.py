"""The api room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
