"""The accounts room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
