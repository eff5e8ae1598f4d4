"""History of every change: who, in which request, before and after (``django-pghistory``).

Triggers write it, statement by statement, so bulk statements and COPY are caught as well; events
can be neither changed nor deleted.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import pghistory
from django.db import models
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

M = TypeVar("M", bound=type[models.Model])


def track(**options: Any) -> Callable[[M], M]:
    """Record inserts, updates and deletes of a model."""
    decorator: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )
    return decorator


def acting(user_id: int | None, **about: Any) -> AbstractContextManager[Any]:
    """Give the history written within the context its user (outside requests: commands and tasks)."""
    context: AbstractContextManager[Any] = pghistory.context(user=user_id, **about)
    return context


class HistoryMiddleware(BaseHistoryMiddleware):
    """Puts the user and a request's id beside each event."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what is kept beside each event of this request."""
        request_id = request.headers.get("X-Request-Id", "")[:100] or uuid.uuid4().hex
        return {**super().get_context(request), "request_id": request_id}
