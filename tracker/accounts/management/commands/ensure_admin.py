"""``manage.py ensure_admin``: add an administrator where there is none.

Prints ``username<TAB>password`` where it had to make the password up, and nothing otherwise.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.accounts import services
from tracker.core import history
from tracker.core.errors import TrackerError


class Command(BaseCommand):
    """Uses TRACKER_ADMIN_USERNAME and TRACKER_ADMIN_PASSWORD where they are set."""

    help = "Add an administrator where there is none; print name and made-up password, a tab between."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add one, or do nothing."""
        username = settings.TRACKER_ADMIN_USERNAME
        try:
            with history.acting(None, command="ensure_admin"):
                made_up = services.ensure_administrator(
                    username=username, password=settings.TRACKER_ADMIN_PASSWORD
                )
        except TrackerError as error:
            raise CommandError(f"No administrator could be added: {error}") from error
        if made_up is not None:
            self.stdout.write(f"{username}\t{made_up}")
