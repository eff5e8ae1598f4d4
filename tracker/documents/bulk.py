"""Write many rows at once: COPY in, and one UPDATE from a copied table.

History is written by statement-level triggers and so is caught. The acting user reaches it where
the transaction has sent any statement through Django's cursor before.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.expressions import RawSQL

_BLOCK = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def any_of(texts: Iterable[str]) -> RawSQL:
    """Return any number of texts for ``__in``, as one parameter: Django writes lists out one by one."""
    return RawSQL("SELECT unnest(%s::text[])", [list(texts)])


def any_id(ids: Iterable[int]) -> RawSQL:
    """Return any number of ids for ``__in``, as one parameter."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """Take ids from the model's sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, "id", count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_in(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows by COPY and return their number; columns not named take the database's default."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL application_name = 'tracker load'")
        return _copy(cursor, _quoted(model._meta.db_table), columns, rows, _writers(model, columns))


def update_from(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    raise_version: bool = True,
) -> int:
    """Set columns of many rows in one statement; the first column is the id. Versions rise by one."""
    table, names = _quoted(model._meta.db_table), [_quoted(name) for name in columns]
    raises = raise_version and any(field.name == "version" for field in model._meta.get_fields())
    with connection.cursor() as cursor:
        wanted = f"SELECT {', '.join(names)} FROM {table} WITH NO DATA"  # noqa: S608 - our own models' names
        cursor.execute(f"CREATE TEMPORARY TABLE tracker_change ON COMMIT DROP AS {wanted}")
        _copy(cursor, "tracker_change", columns, rows, _writers(model, columns))
        sets = [f"{name} = c.{name}" for name in names[1:]] + ["version = t.version + 1"] * raises
        cursor.execute(f"UPDATE {table} t SET {', '.join(sets)} FROM tracker_change c WHERE t.id = c.id")  # noqa: S608
        changed = cursor.rowcount
        cursor.execute("DROP TABLE tracker_change")
    return int(changed)


def _copy(
    cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], writers: Sequence[Any]
) -> int:
    statement = f"COPY {table} ({', '.join(map(_quoted, columns))}) FROM STDIN"
    count = 0
    block: list[str] = []
    for row in rows:
        block.append("\t".join([write(value) for write, value in zip(writers, row, strict=True)]))
        count += 1
        if len(block) == _BLOCK:
            _send(cursor, statement, block)
    if block:
        _send(cursor, statement, block)
    return count


def _send(cursor: Any, statement: str, block: list[str]) -> None:
    text = "\n".join(block)
    block.clear()
    cursor.copy_expert(statement, io.StringIO(f"{text}\n"))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _writers(model: type[models.Model], columns: Sequence[str]) -> list[Any]:
    fields = {field.column: field for field in model._meta.concrete_fields}
    return [_writer(fields[column]) for column in columns]


def _writer(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    if isinstance(field, ArrayField):
        return lambda value: _array(value).translate(_ESCAPES)
    if isinstance(field, models.BooleanField):
        return lambda value: "t" if value else "f"
    if isinstance(field, models.CharField | models.TextField):
        return _text
    return _plain


def _text(value: str | None) -> str:
    if value is None:
        return "\\N"
    return value.translate(_ESCAPES) if not value.isprintable() or "\\" in value else value


def _plain(value: Any) -> str:
    return "\\N" if value is None else str(value)


def _array(value: Sequence[str]) -> str:
    quoted = ('"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value)
    return "{" + ",".join(quoted) + "}"
