"""What every page's template may ask about signing in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def accounts(request: HttpRequest) -> dict[str, bool]:
    """Say whether this installation sends mail, so that only then is a reset by mail offered. No query."""
    return {"MAIL_IS_SENT": bool(settings.EMAIL_HOST)}
