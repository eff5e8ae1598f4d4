"""The evidence of one recommendation, however many links it has, in one statement.

Totals, a page of its ledger with exact running balances, and what its picture draws: single marks,
or quarters where they are too many, with the days on which balance and momentum moved. Whatever is
carried in from before a page or a range is added up in the database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from tracker.core.asof import AsOf
from tracker.progress.evidence import LinkRow, SourceRow
from tracker.progress.queries import EVERYTHING, parameters, rows
from tracker.progress.single_sql import CHOSEN, SINGLE

PER_PAGE = 100
#: Above so many links within the range the picture draws quarters instead of marks.
MOST_MARKS = 1000
#: Above so much weight the head's evidence bar is plain, so that no single link is asked for.
BAR_WEIGHT = 80
#: Into so many steps a line is laid where its moves are too many; it is exact at the end of each.
STEPS = 364


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows of the ledger, which page of them, and which days the picture shows."""

    since: dt.date
    until: dt.date
    rows: str = ""
    effect: int | None = None
    attribution: str = ""
    page: int = 1

    def where(self) -> str:
        """Return the condition on the ledger's rows."""
        parts = [CHOSEN[self.rows]]
        if self.effect is not None:
            parts.append("value IS NOT NULL AND effect = %(effect)s")
        if self.attribution:
            parts.append("value IS NOT NULL AND attribution = %(attribution)s")
        return " AND ".join(parts)

    def parameters(self) -> dict[str, Any]:
        """Return the statement's parameters."""
        return {
            "since": self.since,
            "until": self.until,
            "effect": self.effect,
            "attribution": self.attribution,
            "offset": (self.page - 1) * PER_PAGE,
            "per_page": PER_PAGE,
            "most_marks": MOST_MARKS,
            "bar_weight": BAR_WEIGHT,
            "steps": STEPS,
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the rows chosen; weights and momentum only of what is in the figures."""

    rows: int = 0
    advances: int = 0
    setbacks: int = 0
    context: int = 0
    balance: int = 0
    momentum: float = 0.0


@dataclass(frozen=True, slots=True)
class Whole:
    """Counts over all links: how those in the figures came about, and what is missing."""

    attributed: int = 0
    convergent: int = 0
    unknown: int = 0
    without_rationale: int = 0
    earliest: dt.date | None = None
    #: All of them: reported ones and those from before the document came out too.
    links: int = 0

    @property
    def counting(self) -> int:
        """How many links are in the figures."""
        return self.attributed + self.convergent + self.unknown


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger with the balance after it."""

    link: LinkRow
    balance: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a quarter's links of one effect add up to; ``front`` where the choice leaves them in front."""

    starts: dt.date
    effect: int
    before: bool
    front: bool
    links: int
    weight: int


@dataclass(frozen=True, slots=True)
class Moves:
    """How balance and momentum went within a range: what is carried in, then each step of it.

    A step is (day, how the balance moved, what that added to momentum on that day).
    """

    balance: int = 0
    momentum: float = 0.0
    steps: tuple[tuple[dt.date, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Single:
    """Everything of one recommendation's evidence that its page shows."""

    whole: Whole
    totals: Totals
    entries: tuple[Entry, ...]
    newest: LinkRow | None
    #: (effect, weight, title) of each link in the figures, oldest first; None where they are too many.
    blocks: tuple[tuple[int, int, str], ...] | None
    in_range: int
    marks: tuple[LinkRow, ...] = ()
    quarters: tuple[Quarter, ...] = field(default=())
    moves: Moves = Moves()


def single(recommendation_id: int, asof: AsOf, asked: Asked) -> Single:
    """Return one recommendation's evidence; one query, whatever its number of links."""
    given = {**parameters(asof, EVERYTHING), **asked.parameters(), "id": recommendation_id}
    ((whole, totals, page, newest, blocks, in_range, marks, quarters, carried, steps),) = rows(
        SINGLE.format(where=asked.where()), given
    )
    attributed, convergent, unknown, bare, earliest, links = whole
    return Single(
        whole=Whole(attributed, convergent, unknown, bare, _day(earliest), links),
        totals=Totals(*totals),
        entries=tuple(_entry(recommendation_id, row) for row in page or ()),
        newest=_link(recommendation_id, newest) if newest else None,
        blocks=_blocks(blocks),
        in_range=in_range,
        marks=tuple(_link(recommendation_id, row) for row in marks or ()),
        quarters=tuple(Quarter(dt.date.fromisoformat(row[0]), *row[1:]) for row in quarters or ()),
        moves=Moves(
            carried[0],
            carried[1],
            tuple((dt.date.fromisoformat(day), moved, decayed) for day, moved, decayed in steps or ()),
        ),
    )


def _blocks(found: list[list[Any]] | None) -> tuple[tuple[int, int, str], ...] | None:
    return None if found is None else tuple((effect, weight, title) for effect, weight, title in found)


def _entry(recommendation_id: int, row: list[Any]) -> Entry:
    *plain, summary, rationale, sources, balance = row
    told = tuple(SourceRow(*source) for source in sources or ())
    return Entry(_link(recommendation_id, plain, summary, rationale, told), balance)


def _link(
    recommendation_id: int,
    row: list[Any],
    summary: str = "",
    rationale: str = "",
    sources: tuple[SourceRow, ...] = (),
) -> LinkRow:
    (
        link_id, development, title, kind, date, earliest, latest, effect, weight, reported, attribution,
        before, publisher, meetings,
    ) = row  # fmt: skip
    return LinkRow(
        link_id=link_id,
        recommendation_id=recommendation_id,
        development=development,
        title=title,
        kind=kind,
        date=date,
        earliest=dt.date.fromisoformat(earliest),
        latest=dt.date.fromisoformat(latest),
        effect=effect,
        weight=weight,
        reported=reported,
        attribution=attribution,
        rationale=rationale,
        background=before,
        publisher=publisher or "",
        meets=tuple(title for title, met in meetings or () if met),
        unmeets=tuple(title for title, met in meetings or () if not met),
        summary=summary,
        sources=sources,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
