"""Several reads as one, and dates as links carry them."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tracker.core import dates
from tracker.progress.queries import rows

#: A read, and how many columns it has.
Part = tuple[str, int]


def read_parts(
    parts: Mapping[str, Part | None], given: Mapping[str, Any], per: str = ""
) -> dict[str, list[list[Any]]]:
    """Run several reads as one query; each comes back under its name as a list of rows, as JSON has them.

    ``per`` is what the others may read from under that name; a part that is not wanted is None.
    """
    wanted = " UNION ALL ".join(_part(name, *part) for name, part in parts.items() if part)
    # A statement that began with WITH would be taken for one that may write, and be given a history.
    statement = f"SELECT * FROM (WITH per AS MATERIALIZED ({per}) {wanted}) parts" if per else wanted
    found = {name: each or [] for name, each in rows(statement, dict(given))}
    return {name: found.get(name, []) for name in parts}


def _part(name: str, statement: str, columns: int) -> str:
    names = ", ".join(f"c{number}" for number in range(columns))
    return f"SELECT '{name}', (SELECT json_agg(json_build_array({names})) FROM ({statement}) t({names}))"


def carried(written: str, earliest: dt.date, latest: dt.date) -> dates.EdtfDate:
    """Return a date as written, or, where a correction has moved it since, as its links carry it."""
    parsed = dates.parse(written)
    if (parsed.earliest, parsed.latest) == (earliest, latest):
        return parsed
    if earliest == latest:
        return dates.of_day(latest)
    return dates.parse(f"{earliest.isoformat()}/{latest.isoformat()}")


def day_of(text: str | None) -> dt.date | None:
    """Return a day from JSON."""
    return dt.date.fromisoformat(text) if text else None
