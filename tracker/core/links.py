"""Addresses with arguments: kept, changed and dropped (pure but for Django's encoding)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

#: The page's arguments that say as of which day and as known at which moment.
ASOF_ARGUMENTS = ("as_of", "known_at")


def with_query(path: str, arguments: Mapping[str, Any]) -> str:
    """Return ``path`` with ``arguments`` as its query; as it is where there are none."""
    kept = {key: value for key, value in arguments.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def changed_query(query: QueryDict, changes: Mapping[str, Any]) -> str:
    """Return the query with ``changes`` made, as ``?a=b``; None or an empty text drops an argument.

    Another selection begins at its first page, so ``page`` is dropped unless it is changed itself.
    """
    changed = query.copy()
    if "page" not in changes:
        changed.pop("page", None)
    for key, value in changes.items():
        if value is None or value == "":
            changed.pop(key, None)
        elif isinstance(value, (list, tuple)):
            changed.setlist(key, [str(each) for each in value])
        else:
            changed[key] = str(value)
    encoded = changed.urlencode()
    return f"?{encoded}" if encoded else "?"


def without_value(query: QueryDict, key: str, value: str) -> str:
    """Return the query without one ``value`` of ``key`` (to take off a filter that is in force)."""
    left = [each for each in query.getlist(key) if each != value]
    return changed_query(query, {key: left or None})


def pairs(query: QueryDict, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the query's arguments as (name, value), for a form's hidden fields."""
    left_out = {"page", *without}
    return [(key, value) for key, values in query.lists() if key not in left_out for value in values]
