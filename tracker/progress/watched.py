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
from tracker.progress.queries import EVERYTHING, UNWATCHED_DAYS, parameters
from tracker.progress.reading import read_parts
from tracker.progress.sentences import unwatched_sentence

OF_AREA = "o.area_id = %(area)s"
OF_ACTOR = """EXISTS (SELECT FROM documents_recommendationaddressee ra
                      WHERE ra.recommendation_id = o.id AND ra.actor_id = %(actor)s)"""
OF_DOCUMENT = "o.document_id = (SELECT x.id FROM documents_document x WHERE x.key = %(document)s)"
#: What rests on a source: links, answers, verdicts.
OF_SOURCE = """o.id IN (
    SELECT l.recommendation_id FROM developments_link l
    JOIN developments_developmentsource s ON s.development_id = l.development_id
    WHERE s.source_id = %(source)s AND l.published_at IS NOT NULL AND l.retracted_at IS NULL
    UNION SELECT r.recommendation_id FROM documents_response r WHERE r.source_id = %(source)s
    UNION SELECT v.recommendation_id FROM progress_assessment v
    WHERE v.source_id = %(source)s AND v.published_at IS NOT NULL AND v.retracted_at IS NULL)"""
OF_ANY = "true"
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


def unwatched(which: str, asof: AsOf, **given: object) -> list[str]:
    """Read the sentence of each document that nobody watches; one query, and none on another day."""
    if not asof.is_today:
        return []
    parts = {"watched": (watched_statement(which), COLUMNS)}
    return unwatched_of(read_parts(parts, {**parameters(asof, EVERYTHING), **given})["watched"], asof)


def unwatched_of(found: Iterable[Sequence[Any]], asof: AsOf) -> list[str]:
    """Return the sentence of each document that nobody watches; today only. Of several, with the title."""
    if not asof.is_today:
        return []
    documents = list(found)
    said = []
    for title, checked, published, began in documents:
        days = [dt.date.fromisoformat(checked)] if checked else []
        days += [_day(published)] if published else []
        last = max(days, default=None)
        if last is None or (asof.today - last).days >= UNWATCHED_DAYS:
            sentence = unwatched_sentence(Unwatched(last, _day(began) if began else None))
            said.append(sentence if len(documents) == 1 else f"{title}: {sentence}")
    return said


def _day(moment: str) -> dt.date:
    return clock.day_of(dt.datetime.fromisoformat(moment))
