"""How often a token may ask."""

from __future__ import annotations

from rest_framework.throttling import SimpleRateThrottle


class TokenRateThrottle(SimpleRateThrottle):
    """Counts by user."""

    scope = "token"

    def get_cache_key(self, request, view):  # type: ignore[no-untyped-def]
        """Return the bucket of this request."""
        user = getattr(request, "user", None)
        return f"throttle-{user.pk}" if user is not None and user.is_authenticated else None
