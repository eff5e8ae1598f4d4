"""Whether the broker answers: without it work waits in the database until beat picks it up."""

from __future__ import annotations

from typing import Any

import redis
from django.conf import settings

#: Seconds; whoever asks after the product's health is never kept waiting.
TIMEOUT = 0.5


def broker() -> tuple[bool, dict[str, Any]]:
    """Say whether the Redis-protocol broker answers within half a second."""
    address = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://", 1)
    address = address.replace("?virtual_host=", "?db=", 1)  # a numbered database, as each library writes it
    try:
        client = redis.Redis.from_url(address, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT)
        with client:
            client.ping()
    except (redis.RedisError, OSError, ValueError):
        return False, {"detail": "the broker does not answer; work waits until it does"}
    return True, {}
