"""The OpenAPI schema's own touches: how to sign in, and every error response, documented once."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from tracker.api import problems

_READ_PROBLEMS = {400: "BadRequest", 401: "NoToken", 403: "NotAllowed", 404: "NotFound", 429: "TooMany"}
_WRITE_PROBLEMS = {409: "Conflict", 413: "TooLarge", 415: "NotJson"}
_MORE_PROBLEMS = {405: "NotHere", 406: "OnlyJson"}
PROBLEMS = _READ_PROBLEMS | _WRITE_PROBLEMS | _MORE_PROBLEMS
#: What a list's docstring says of its cost, and how a computed field's begins.
_COST = re.compile(r"\s*\b\w+ quer(?:y|ies) a page\b[^.]*\.")
_RETURN = re.compile(r"^Return ")


class TrackerAutoSchema(AutoSchema):
    """Adds to every operation the problems that it may answer with."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """Return the operation with its problems, each a reference to the one description."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is not None:
            writes = self.method not in ("GET", "HEAD", "OPTIONS")
            possible = _READ_PROBLEMS | _MORE_PROBLEMS | (_WRITE_PROBLEMS if writes else {})
            for status, name in sorted(possible.items()):
                operation["responses"].setdefault(str(status), {"$ref": f"#/components/responses/{name}"})
        return operation


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """``Authorization: Bearer TOKEN``."""

    target_class = "tracker.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the token."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "From your account page, or `manage.py create_api_token USERNAME`.",
        }


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The signed-in person's session."""

    target_class = "tracker.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the cookie."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def nullable_31(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Write OpenAPI 3.0's ``nullable`` as 3.1's type list."""

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.pop("nullable", False) and isinstance(node.get("type"), str):
                node["type"] = [node["type"], "null"]
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(result)
    return result


def empty_arguments(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Say that an argument given empty is one left out."""
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query":
                    parameter["allowEmptyValue"] = True
    return result


def plain_words(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Leave out of descriptions what docstrings say to readers of the code alone."""

    def walk(node: Any, spoken: re.Pattern[str]) -> None:
        if isinstance(node, dict):
            if isinstance(said := node.get("description"), str):
                node["description"] = spoken.sub("", said)
            for value in node.values():
                walk(value, spoken)
        elif isinstance(node, list):
            for value in node:
                walk(value, spoken)

    walk(result.get("paths", {}), _COST)
    walk(result.get("components", {}), _RETURN)
    return result


def shared_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Describe each problem once, where operations refer to it."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = _problem_schema()
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    components["responses"] = {
        name: {
            "description": problems.BY_STATUS[status][1],
            "content": {problems.CONTENT_TYPE: reference},
        }
        for status, name in sorted(PROBLEMS.items())
    }
    return result


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "A problem as RFC 9457 writes it.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {**text, "format": "uri"},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {
                "type": "array",
                "description": "Each wrong field, with its dotted path (links.0.effect).",
                "items": {
                    "type": "object",
                    "required": ["field", "message"],
                    "properties": {"field": text, "message": text},
                },
            },
        },
    }
