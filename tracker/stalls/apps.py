"""The stalls room."""

from typing import Any

from django.apps import AppConfig


class StallsConfig(AppConfig):
    """See the design's table of rooms."""

    name = "tracker.stalls"
    label = "stalls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of changes, so that a worker looks at once; fill the shell's places."""
        from tracker.core import health, slots
        from tracker.developments import signals as developments
        from tracker.documents import signals as documents
        from tracker.progress import limits
        from tracker.progress import signals as progress
        from tracker.stalls import policies, shell

        slots.fill("shell.stalled-count", shell.stalled_count)
        slots.fill("shell.last-scan", shell.last_scan)
        slots.fill("progress.how", shell.how)
        limits.provide(policies.review_days)
        health.register("scan", shell.scan_health)
        for signal in (
            developments.evidence_changed,
            developments.looked,
            documents.definitions_changed,
            documents.package_loaded,
            progress.assessed,
        ):
            signal.connect(_nudge_on_commit, dispatch_uid="stalls.nudge")


def _nudge_on_commit(**_: Any) -> None:
    """Nudge a worker once the change is committed; its marks were written by triggers."""
    from tracker.core import nudges
    from tracker.stalls.tasks import scan_marked

    nudges.send_on_commit(scan_marked)
