"""The OpenAPI schema's own touches."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema


class TrackerAutoSchema(AutoSchema):  # type: ignore[misc]
    """Documents every error response once."""


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
