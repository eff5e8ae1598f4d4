"""The slippage ledger: promises as rows, and the sentence whose figures they add up to (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.core.links import changed_query
from tracker.core.words import day_words
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.context import Option
from tracker.dashboard.linked import Linked, linked
from tracker.dashboard.paging import Sheet, sheet
from tracker.progress.judges import SourceOf
from tracker.progress.promises import PromiseRow
from tracker.progress.slippage import (
    ASKED,
    KEPT,
    KEPT_LATE,
    KEPT_UNDATED,
    LOST,
    NOT_YET_DUE,
    OVERDUE,
    UNDATED,
    Slippage,
    add_up,
    moved_words,
    promise_words,
    slippage_sentence,
)

ARGUMENT, PAGE, PLACE = "promise", "promise_page", "promised"
#: How each outcome is drawn: the box of a milestone.
BOXES = {
    KEPT: "met", KEPT_LATE: "met", KEPT_UNDATED: "met", LOST: "unmet-again", OVERDUE: "overdue",
    NOT_YET_DUE: "due", UNDATED: "open",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move in words, with the source that announced it."""

    words: str
    source: SourceOf | None
    source_url: str
    first: bool = False
    """Whether it is the first due day said of all, which moved nothing."""


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise's row."""

    row: PromiseRow
    box: str
    url: str
    by: tuple[Linked, ...]
    outcome: str
    met_url: str
    moved: str
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True)
class Promised:
    """Promises: the sum, how to narrow it, and a page of rows."""

    said: list[Linked]
    summed: Slippage
    chips: list[Option]
    clear_url: str
    sheet: Sheet[PromiseView]


def build_promised(rows: Sequence[PromiseRow], query: QueryDict, to: Addresses) -> Promised:
    """Return the ledger; what is asked for stands in the address."""
    asked = query.get(ARGUMENT, "")
    asked = asked if asked in ASKED else ""
    clear = changed_query(query, {ARGUMENT: None, PAGE: None})

    def url(which: str) -> str:
        asked = None if which == "all" else which
        return f"{changed_query(query, {ARGUMENT: asked, PAGE: None})}#{PLACE}"

    summed = add_up([each.promise for each in rows])
    labels = {
        "kept": _("kept"), KEPT: _("kept on time"), KEPT_LATE: _("kept late"), LOST: _("kept, then lost"),
        KEPT_UNDATED: _("kept, with no due day"), OVERDUE: _("overdue"), NOT_YET_DUE: _("not yet due"),
        UNDATED: _("not kept, with no due day"), "moved": _("due day moved"),
    }  # fmt: skip
    return Promised(
        said=linked(slippage_sentence(summed), url, lambda rows: "move" if rows == "moved" else "promise"),
        summed=summed,
        chips=[Option(labels[asked], f"{clear}#{PLACE}")] if asked else [],
        clear_url=f"{clear}#{PLACE}",
        sheet=sheet([_view(each, to) for each in rows if each.promise.fits(asked)], query, PAGE, PLACE),
    )


def _view(row: PromiseRow, to: Addresses) -> PromiseView:
    one = row.promise
    return PromiseView(
        row,
        BOXES[one.outcome],
        f"{to.recommendation(row.document_key, row.recommendation_key)}#milestones",
        tuple(Linked(each.name, to.to("dashboard:actor", key=each.key)) for each in row.by),
        promise_words(one),
        to.development(row.met_by) if row.met_by else "",
        moved_words(one),
        tuple(_move(row, place, to) for place in range(len(row.moves))),
    )


def _move(row: PromiseRow, place: int, to: Addresses) -> MoveView:
    move, source = row.moves[place].move, row.moves[place].source
    told = {"due": day_words(move.due, short=True), "announced": day_words(move.announced, short=True)}
    return MoveView(
        _("to %(due)s, announced %(announced)s") % told,
        source,
        to.source(source.id) if source else "",
        first=place == 0 and row.promise.given is None,
    )
