"""How each recommendation of many documents stands, in a few probes each: no link is added up."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.choices import NOT_ASSESSED, SETTLED
from tracker.progress.queries import Scope, parameters, rows


@dataclass(frozen=True, slots=True)
class Brief:
    """A recommendation's status, its latest development, and when somebody last looked."""

    recommendation_id: int
    area_id: int
    status: str
    days: int
    """Days since anything was logged, or since the document."""
    last_checked: dt.date | None

    @property
    def settled(self) -> bool:
        """Whether its status ends it."""
        return self.status in SETTLED

    @property
    def judged(self) -> bool:
        """Whether the team has judged it at all."""
        return self.status != NOT_ASSESSED


_LATEST = ", ".join(
    f"(SELECT max(l.latest) FROM developments_link l WHERE {sql.links('l', effect, confirmed=False)})"
    for effect in (1, -1, 0)
)
_BRIEFS = f"""
SELECT r.document_id, r.id, r.area_id, status.status,
       coalesce(greatest({_LATEST}), d.published_on), looked.checked, looked.published
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
{sql.STATUS}{sql.LOOKED}
WHERE {{where}}
"""


def briefs(scope: Scope, asof: AsOf) -> dict[int, list[Brief]]:
    """Return how each document's recommendations stand, by document; one query."""
    found: dict[int, list[Brief]] = defaultdict(list)
    for document, pk, area, status, latest, checked, published in rows(
        _BRIEFS.format(where=scope.where()), parameters(asof, scope)
    ):
        looked = clock.day_of(published) if published else None
        last = max((day for day in (checked, looked) if day), default=None)
        brief = Brief(pk, area, status or NOT_ASSESSED, (asof.day - latest).days, last)
        found[document].append(brief)
    return found
