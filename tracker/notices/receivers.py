"""What the notices room hears, and what it shows on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tracker.accounts.models import User
from tracker.core import clock
from tracker.developments.models import Development
from tracker.notices import queries, services


def on_draft_saved(sender: Any, development: Development, **_: Any) -> None:
    """Write, move or remove the reminder in the transaction that saved the draft."""
    services.remind_of_draft(development=development, today=clock.latest_today())


def reminders(request: HttpRequest, given: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Fill the shell's place for reminders; one query."""
    if not isinstance(request.user, User):
        return None
    due = queries.reminders_due(request.user, clock.today())
    return ("notices/_reminders.html", {"reminders": due, "request": request}) if due else None
