"""The reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
