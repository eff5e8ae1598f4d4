"""What one actor judged, beside the team, as rows and a sentence (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.core.links import changed_query, with_query
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.linked import Linked, linked
from tracker.dashboard.paging import Sheet, sheet
from tracker.progress.choices import NOT_ASSESSED
from tracker.progress.judges import (
    Compared,
    JudgeVerdict,
    differences_of,
    differences_sentence,
    differs,
)
from tracker.progress.pictures.data import STATUS_WORDS

#: What the page of a document's judges can be narrowed to, beside one judge.
SHOWN = ("both", "differ", "implemented", "with-partly")
ARGUMENT, PAGE, PLACE = "verdicts", "verdicts_page", "judged"


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One judge's verdict on a recommendation."""

    verdict: JudgeVerdict
    words: str
    url: str
    source_url: str
    beside: str
    """How it stands beside the team's status."""
    differs: bool


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A recommendation with the team's status and the verdicts asked for."""

    row: Compared
    url: str
    team_words: str
    verdicts: tuple[VerdictRow, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What an actor judged: the sum, and a page of rows."""

    said: list[Linked]
    sheet: Sheet[ComparedRow]
    chosen: str
    clear_url: str


def judges_url(document: str, to: Addresses, show: str = "", judge: str = "") -> str:
    """Return the address of rows of a document's judges' page: "judged" are all of them."""
    asked = {"judge": judge, "show": show if show in SHOWN else ""}
    path = reverse("dashboard:judges", args=[document])
    return f"{with_query(path, {**to.asof.query, **asked})}#verdicts"


def fits(row: Compared, verdicts: Sequence[JudgeVerdict], show: str) -> bool:
    """Return whether a recommendation is among those asked for: judged by both, or differing."""
    if show == "both":
        return row.by_both
    return show != "differ" or any(row.differs(each) for each in verdicts)


def compared_row(row: Compared, judge: str, to: Addresses) -> ComparedRow:
    """Return a recommendation with the verdicts of one judge, or of all where none is named."""
    return ComparedRow(
        row,
        to.recommendation(row.document_key, row.key),
        STATUS_WORDS[row.team].capitalize(),
        tuple(_verdict(row, each, to) for each in row.of(judge)),
    )


def apart_words(team: str, other: str) -> str:
    """Return how another judge's verdict stands to the team's status; empty where it is the same."""
    if team == NOT_ASSESSED:
        return _("the team has not judged it")
    return _("differs from the team’s") if differs(team, other) else ""


def _verdict(row: Compared, verdict: JudgeVerdict, to: Addresses) -> VerdictRow:
    apart = apart_words(row.team, verdict.status)
    return VerdictRow(
        verdict,
        STATUS_WORDS[verdict.status].capitalize(),
        to.to("dashboard:actor", key=verdict.judge.key),
        to.source(verdict.source.id) if verdict.source else "",
        apart or _("the same as the team’s"),
        row.differs(verdict),
    )


def build_judged(rows: Sequence[Compared], judge: str, query: QueryDict, to: Addresses) -> Judged:
    """Return what an actor judged; what is asked for stands in the address."""
    mine = [each.only(judge) for each in rows if each.of(judge)]
    show = query.get(ARGUMENT, "")

    def url(rows: str) -> str:
        asked = rows if rows in ("both", "differ") else None
        return f"{changed_query(query, {ARGUMENT: asked, PAGE: None})}#{PLACE}"

    kept = [each for each in mine if fits(each, each.verdicts, show)]
    return Judged(
        said=linked(differences_sentence(differences_of(mine)), url, lambda rows: "verdict"),
        sheet=sheet([compared_row(each, judge, to) for each in kept], query, PAGE, PLACE),
        chosen=show if show in ("both", "differ") else "",
        clear_url=url(""),
    )
