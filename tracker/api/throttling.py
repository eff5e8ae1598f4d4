"""How often somebody may ask."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class PersonRateThrottle(SimpleRateThrottle):
    """Counts by person, over all of a person's tokens, in each web process by itself."""

    scope = "person"
    cache = caches["process"]

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return the bucket of this request; who has not signed in is refused anyway."""
        return f"asked-{request.user.pk}" if request.user is not None else None
