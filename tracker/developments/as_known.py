"""A development's own page as it stands, or as it was known at a moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tracker.core.asof import AsOf
from tracker.developments import history, listing
from tracker.developments.choices import State
from tracker.developments.history import EarlierLink, Entry


@dataclass(frozen=True)
class Shown:
    """What differs between moments; titles and summaries are read as they stand today."""

    date: str
    standing: str
    state: str
    #: Whether it was published by the moment asked.
    known: bool
    earlier: list[EarlierLink]
    history: list[Entry]


def shown(development: Any, asked: AsOf) -> Shown:
    """Return what is shown of a development from ``queries.page_of`` (one query).

    As known at a moment its day and standing are as its links carried them, and what came later,
    a correction or a retraction, is not told.
    """
    if asked.known_at is None:
        date, standing, state, until = development.date, development.standing, development.state, None
    else:
        until = _until(development, asked.known_at)
        date, standing = listing.carried(development)
        state = _state(development, until)
    known = until is None or (development.published_at is not None and development.published_at <= until)
    earlier = history.earlier_links(development, until)
    return Shown(date, standing, state, known, earlier, history.of_development(development, until))


def _until(development: Any, known_at: dt.datetime) -> dt.datetime:
    """Return the moment asked, else when tracking began of a document that it was there to begin with."""
    began: list[dt.datetime | None] = [
        row.recommendation.document.tracking_began_at
        for row in development.live_links
        if row.published_at > known_at
    ]
    return max([known_at, *(each for each in began if each is not None)])


def _state(development: Any, until: dt.datetime) -> str:
    state = str(development.state)
    return State.PUBLISHED.value if state == State.RETRACTED and development.retracted_at > until else state
