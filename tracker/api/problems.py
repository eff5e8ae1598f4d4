"""Problems as RFC 9457 writes them: the body of every answer that is not what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

CONTENT_TYPE = "application/problem+json"
#: Names kinds of problems; an address of nothing, as RFC 9457 allows.
TYPE_PREFIX = "urn:policy-tracker:"


@dataclass(frozen=True)
class Problem:
    """One problem; ``errors`` lists each wrong field as (dotted path, message)."""

    status: int
    code: str
    title: str
    detail: str
    errors: list[tuple[str, str]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """Return the JSON object."""
        body: dict[str, Any] = {
            "type": TYPE_PREFIX + self.code,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = [{"field": path, "message": message} for path, message in self.errors]
        return body | {name: value for name, value in self.more.items() if name not in body}


#: Code and title of each status that has no error of its own.
BY_STATUS: dict[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: ("invalid-input", "Some of what was given cannot be used"),
    HTTPStatus.UNAUTHORIZED: ("no-token", "A valid token is needed"),
    HTTPStatus.FORBIDDEN: ("not-allowed", "This is not allowed"),
    HTTPStatus.NOT_FOUND: ("not-found", "There is no such thing"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method-not-allowed", "This cannot be done here"),
    HTTPStatus.NOT_ACCEPTABLE: ("not-acceptable", "Only JSON can be had"),
    HTTPStatus.CONFLICT: ("conflict", "It has changed meanwhile"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too-large", "This is too large"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ("unsupported-media-type", "Only JSON is read"),
    HTTPStatus.TOO_MANY_REQUESTS: ("too-many-requests", "Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("server-error", "Something went wrong here"),
}


def of_status(status: int, detail: object, errors: list[tuple[str, str]] | None = None) -> Problem:
    """Return the problem that ``status`` stands for."""
    code, title = BY_STATUS.get(status, ("error", HTTPStatus(status).phrase))
    return Problem(status, code, title, str(detail), errors or [])


def flatten(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (dotted path, message) for every message in nested validation errors."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from flatten(inner, ".".join(part for part in (path, own) if part))
    elif isinstance(detail, list | tuple):
        for index, inner in enumerate(detail):
            if isinstance(inner, dict | list):
                yield from flatten(inner, f"{path}.{index}" if path else str(index))
            else:
                yield path, str(inner)
    else:
        yield path, str(detail)
