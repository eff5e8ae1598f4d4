"""What ``/health/`` reports: checks that rooms register, each a function that returns its part.

A check returns ``(ok, details)``; details are JSON and hold no secrets. The database's own is here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection

Check = Callable[[], "tuple[bool, dict[str, Any]]"]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Have ``check`` answer under ``name``."""
    _checks[name] = check


def _database() -> tuple[bool, dict[str, Any]]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False, {"detail": "the database does not answer"}
    return True, {}


def report() -> dict[str, Any]:
    """Return ``ok`` and each part's answer; where the database is away, only that."""
    ok, details = _database()
    parts: dict[str, Any] = {"database": {"ok": ok, **details}}
    if ok:
        for name, check in _checks.items():
            try:
                part_ok, details = check()
            except DatabaseError:
                part_ok, details = False, {"detail": "could not be read"}
            parts[name] = {"ok": part_ok, **details}
    return {"ok": all(part["ok"] for part in parts.values()), **parts}
