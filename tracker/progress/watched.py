"""Which documents nobody watches, for pages that show only some of their recommendations."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.choices import SETTLED
from tracker.progress.measures import Unwatched
from tracker.progress.queries import UNWATCHED_DAYS
from tracker.progress.sentences import unwatched_sentence

OF_AREA = "o.area_id = %(area)s"
OF_ACTOR = """EXISTS (SELECT FROM documents_recommendationaddressee ra
                      WHERE ra.recommendation_id = o.id AND ra.actor_id = %(actor)s)"""
COLUMNS = 4
_SETTLED = ", ".join(f"'{status.value}'" for status in sorted(SETTLED))


def watched_statement(which: str) -> str:
    """Return the read of when somebody last looked at each document of the recommendations (o) asked for.

    Whether anybody watches a document depends on all its unsettled recommendations.
    """
    return f"""
SELECT d.title, max(looked.checked), max(looked.published), d.tracking_began_at
FROM documents_document d JOIN documents_recommendation r ON r.document_id = d.id
{sql.STATUS}{sql.LOOKED}
WHERE d.published_on <= %(day)s AND coalesce(status.status, '') NOT IN ({_SETTLED})
  AND d.id IN (SELECT o.document_id FROM documents_recommendation o WHERE {which})
GROUP BY d.id ORDER BY d.published_on, d.title, d.id
"""


def unwatched_of(found: Iterable[Sequence[Any]], asof: AsOf) -> list[str]:
    """Return the sentence of each document that nobody watches; today only. Of several, with the title."""
    if not asof.is_today:
        return []
    rows = list(found)
    said = []
    for title, checked, published, began in rows:
        days = [dt.date.fromisoformat(checked)] if checked else []
        days += [_day(published)] if published else []
        last = max(days, default=None)
        if last is None or (asof.today - last).days >= UNWATCHED_DAYS:
            sentence = unwatched_sentence(Unwatched(last, _day(began) if began else None))
            said.append(sentence if len(rows) == 1 else f"{title}: {sentence}")
    return said


def _day(moment: str) -> dt.date:
    return clock.day_of(dt.datetime.fromisoformat(moment))
