"""The core room."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Clock, dates, base models, history, errors, slots and the page shell."""

    name = "tracker.core"
    label = "core"
