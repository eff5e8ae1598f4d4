"""Whether the product can use the database: asked before migrating and by ``check --database``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

OLDEST = 18


@checks.register(checks.Tags.database)
def database_can_be_used(databases: Sequence[str] | None = None, **options: Any) -> list[checks.CheckMessage]:
    """Refuse a PostgreSQL that is too old, or one whose ctype takes Korean letters for none."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int / 10000, '한' ~ '^[[:alpha:]]$'"
            )
            version, reads_korean = cursor.fetchone()
        if version < OLDEST:
            found.append(
                checks.Error(
                    f"PostgreSQL {OLDEST} or newer is needed, and this is {version}.", id="core.E001"
                )
            )
        if not reads_korean:
            hint = "Make it by CREATE DATABASE … TEMPLATE template0 LOCALE 'C.UTF-8'."
            found.append(
                checks.Error(
                    "The database's ctype cannot read Korean, so its words could not be searched.",
                    hint=hint,
                    id="core.E002",
                )
            )
    return found
