"""Errors as RFC 9457 problems."""

from __future__ import annotations

from typing import Any

from rest_framework.views import exception_handler


def problem(exc: Exception, context: dict[str, Any]) -> Any:
    """Turn an exception into a problem response."""
    return exception_handler(exc, context)
