"""What recommendations relate to, in both directions, with how the others are judged."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.core.asof import AsOf
from tracker.documents.related import COLUMNS, FROM, ORDER, Related, grouped
from tracker.progress import sql
from tracker.progress.choices import NOT_ASSESSED
from tracker.progress.queries import EVERYTHING, parameters, rows

_RELATED = f"""
SELECT {COLUMNS}, coalesce(status.status, '{NOT_ASSESSED}')
{FROM}{sql.STATUS}
WHERE d.published_on <= %(day)s
{ORDER}
"""


def related(recommendation_ids: Iterable[int], asof: AsOf) -> dict[int, list[Related]]:
    """Return what each recommendation relates to, with the others' statuses at the day and moment asked.

    One query. Those of documents that had not come out by then are left out.
    """
    ids = list(recommendation_ids)
    if not ids:
        return {}
    return grouped(rows(_RELATED, {**parameters(asof, EVERYTHING), "of_ids": ids}))
