"""Errors that people can act on: one code, its data, a sentence and an HTTP status.

Page, API and command all show the same sentence (RFC 9457 ``problem+json`` in the API).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class TrackerError(Exception):
    """Base of all errors that a user is told about."""

    code = "error"
    status = 400
    title = "This cannot be done"

    def __init__(self, detail: str, **data: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.data = data

    def __str__(self) -> str:
        return self.detail


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with one field; ``path`` is dotted (``links.0.effect``), empty for the whole."""

    path: str
    message: str


class InvalidInput(TrackerError):
    """Input that breaks a rule; ``errors`` lists every one of them."""

    code = "invalid-input"
    title = "Some of what was given cannot be used"

    def __init__(self, errors: list[FieldError] | dict[str, str] | str) -> None:
        if isinstance(errors, str):
            errors = [FieldError("", errors)]
        elif isinstance(errors, dict):
            errors = [FieldError(path, message) for path, message in errors.items()]
        self.errors = errors
        super().__init__("; ".join(f"{e.path}: {e.message}" if e.path else e.message for e in errors))


class NotAllowed(TrackerError):
    """The acting user's role does not allow this."""

    code = "not-allowed"
    status = 403
    title = "Your role does not allow this"


class NotFound(TrackerError):
    """No such thing."""

    code = "not-found"
    status = 404
    title = "There is no such thing"


class Conflict(TrackerError):
    """The row has changed since it was read, or was retracted."""

    code = "conflict"
    status = 409
    title = "It has changed meanwhile"


class BeforePublication(TrackerError):
    """A day before the document was published was asked for."""

    code = "before-publication"
    title = "There is nothing to ask before the document came out"


@dataclass
class ErrorList:
    """Collects field errors and raises them together."""

    errors: list[FieldError] = field(default_factory=list)

    def add(self, path: str, message: str) -> None:
        """Note one error."""
        self.errors.append(FieldError(path, message))

    def raise_if_any(self) -> None:
        """Raise ``InvalidInput`` where anything was noted."""
        if self.errors:
            raise InvalidInput(self.errors)
