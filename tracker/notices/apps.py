"""The notices room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of drafts, show their reminders on every page, and watch the broker."""
        from tracker.core import health as core_health
        from tracker.core import slots
        from tracker.developments.signals import draft_saved
        from tracker.notices import health, receivers

        draft_saved.connect(receivers.on_draft_saved, dispatch_uid="notices.draft-saved")
        slots.fill("shell.reminders", receivers.reminders)
        core_health.register("broker", health.broker)
