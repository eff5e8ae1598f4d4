"""What addressees answered, as rows, and the sentence whose figures they add up to (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.core.links import changed_query
from tracker.core.words import day_words, days
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.context import Option
from tracker.dashboard.linked import Linked, linked
from tracker.dashboard.paging import Sheet, sheet
from tracker.documents.choices import Position
from tracker.progress.answers import ASKED, AWAITED, GIVEN, UNANSWERED, Answer
from tracker.progress.judges import SourceOf
from tracker.progress.sentences import Part

ARGUMENT, PAGE, PLACE = "answer", "answer_page", "answered"


@dataclass(frozen=True, slots=True)
class AnswerView:
    """How one addressee stands to one recommendation."""

    answer: Answer
    url: str
    actor_url: str
    words: str
    due: str
    rationale: str
    source: SourceOf | None
    source_url: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers: the sum, what is chosen, and a page of rows."""

    said: list[Linked]
    chips: list[Option]
    clear_url: str
    sheet: Sheet[AnswerView]


def build_answered(
    answers: Sequence[Answer], said: Sequence[Part], query: QueryDict, to: Addresses
) -> Answered:
    """Return the rows under their sentence; what is asked for stands in the address."""
    asked = query.get(ARGUMENT, "")
    asked = asked if asked in ASKED else ""
    clear = f"{changed_query(query, {ARGUMENT: None, PAGE: None})}#{PLACE}"
    labels: dict[str, str] = {
        GIVEN: _("answered"),
        AWAITED: _("awaited"),
        UNANSWERED: _("overdue, unanswered"),
        **{value: str(label) for value, label in Position.choices},
    }
    return Answered(
        said=linked(
            said,
            lambda rows: f"{changed_query(query, {ARGUMENT: rows, PAGE: None})}#{PLACE}",
            lambda rows: "answer",
        ),
        chips=[Option(labels[asked], clear)] if asked else [],
        clear_url=clear,
        sheet=sheet([_view(each, to) for each in answers if each.fits(asked)], query, PAGE, PLACE),
    )


def _view(answer: Answer, to: Addresses) -> AnswerView:
    newest = answer.newest
    source = newest.source if newest else None
    return AnswerView(
        answer,
        to.recommendation(answer.document_key, answer.recommendation_key),
        to.to("dashboard:actor", key=answer.actor_key),
        _words(answer),
        day_words(answer.due, short=True) if answer.due else "",
        newest.rationale if newest else "",
        source,
        to.source(source.id) if source else "",
    )


def _words(answer: Answer) -> str:
    newest, due = answer.newest, answer.due
    if newest is not None and newest.date is not None:
        told = {"position": str(Position(newest.position).label), "day": day_words(newest.date, short=True)}
        return _("%(position)s, %(day)s") % told + answer.late
    if due is None:
        return ""
    if answer.state == UNANSWERED:
        return _("unanswered, overdue for %s") % days((answer.day - due).days)
    return _("awaited")
