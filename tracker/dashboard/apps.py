"""The dashboard room."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.dashboard"
    label = "dashboard"
    default_auto_field = "django.db.models.BigAutoField"
