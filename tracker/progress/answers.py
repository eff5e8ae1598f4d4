"""What addressees answered: positions given by a day, answers that are awaited, and those that did not come.

An answer is awaited where one is due on a later day, and unanswered where one was due before the day and
none is recorded up to it. Not answering is not "no position". Responses are read as they stand today.
"""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.core.words import counted, day_words, days, number, opening, plural
from tracker.documents.choices import Position
from tracker.progress.judges import SourceOf
from tracker.progress.sentences import Part

GIVEN, AWAITED, UNANSWERED = "given", "awaited", "unanswered"


@dataclass(frozen=True, slots=True)
class Response:
    """A position with its day and source, or a day by which one is due."""

    position: str
    date: dt.date | None
    due: dt.date | None
    rationale: str = ""
    source: SourceOf | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How one addressee stands to one recommendation on a day."""

    day: dt.date
    responses: tuple[Response, ...]
    document_key: str
    recommendation_key: str
    code: str
    recommendation: str
    actor_key: str
    actor: str

    @property
    def newest(self) -> Response | None:
        """The newest position given by the day."""
        given = [each for each in self.responses if each.date and each.date <= self.day]
        return max(given, key=_date) if given else None

    @property
    def due(self) -> dt.date | None:
        """The latest day by which an answer is or was due."""
        return max((each.due for each in self.responses if each.due), default=None)

    @property
    def late(self) -> str:
        """How late the first answer came, in words; empty where it came in time."""
        return late_words(
            [each.date for each in self.responses if each.date and each.date <= self.day], self.due
        )

    @property
    def state(self) -> str:
        """Given, awaited, unanswered; empty where nothing was due or given by the day."""
        if self.newest is not None:
            return GIVEN
        if self.due is None:
            return ""
        return UNANSWERED if self.due < self.day else AWAITED

    def fits(self, asked: str) -> bool:
        """Whether it is among what is asked for: a state, or a position."""
        if not asked or asked == self.state:
            return True
        return self.newest is not None and self.newest.position == asked


ASKED = (GIVEN, AWAITED, UNANSWERED, *Position.values)
COLUMNS = 15
OF_ACTOR = "p.actor_id = %(actor)s"
OF_AREA = "r.area_id = %(area)s"


def answers_statement(which: str) -> str:
    """Return the read of these responses, of documents out by the day."""
    return f"""
SELECT d.key, r.key, r.code, r.title, a.key, coalesce(nullif(a.short, ''), a.name),
       p.position, p.date, p.due, p.rationale, o.id, o.title, o.url, o.publisher, o.date
FROM documents_response p
JOIN documents_recommendation r ON r.id = p.recommendation_id
JOIN documents_document d ON d.id = r.document_id
JOIN documents_actor a ON a.id = p.actor_id
LEFT JOIN documents_source o ON o.id = p.source_id
WHERE d.published_on <= %(day)s AND {which}
ORDER BY d.published_on, d.key COLLATE "C", r.code_order COLLATE "C", a.name, p.date NULLS FIRST, p.id
"""


def answers_of(found: Iterable[Sequence[Any]], day: dt.date) -> list[Answer]:
    """Return how addressees stand, of those who answered by the day or of whom an answer was asked."""
    groups: dict[tuple[Any, ...], list[Response]] = {}
    for row in found:
        groups.setdefault(tuple(row[:6]), []).append(_response(row[6:]))
    every = [Answer(day, tuple(responses), *head) for head, responses in groups.items()]
    return [each for each in every if each.state]


def _response(row: Sequence[Any]) -> Response:
    position, date, due, rationale, *source = row
    return Response(
        position or "",
        dt.date.fromisoformat(date) if date else None,
        dt.date.fromisoformat(due) if due else None,
        rationale,
        SourceOf(*source) if source[0] is not None else None,
    )


def late_words(given: Sequence[dt.date], due: dt.date | None) -> str:
    """Return how late the first of these answers came: "; due 1 April 2023, 30 days late"."""
    if not given or due is None or min(given) <= due:
        return ""
    first = f"first answered {day_words(min(given))}, " if len(set(given)) > 1 else ""
    return f"; due {day_words(due)}, {first}{days((min(given) - due).days)} late"


def _date(response: Response) -> dt.date:
    return response.date or dt.date.min


def answers_sentence(answers: Sequence[Answer], asked: int) -> list[Part]:
    """Return what one addressee answered of what was asked of it; the figures lead to their rows."""
    if not asked:
        return []
    given = [each for each in answers if each.state == GIVEN]
    parts = [
        Part(f"Of {counted(asked, 'recommendation')} addressed to it, it has answered "),
        Part(number(len(given)) if given else "none", GIVEN if given else "", len(given)),
    ]
    positions = [each.newest.position for each in given if each.newest]
    for place, value in enumerate(each for each in Position.values if each in positions):
        told = f"{number(positions.count(value))} {_WORDS[value]}"
        parts += [Part(": " if place == 0 else ", "), Part(told, value, positions.count(value))]
    for state, words in ((UNANSWERED, "overdue, unanswered"), (AWAITED, "still awaited")):
        if count := sum(each.state == state for each in answers):
            told = f"{counted(count, 'answer')} {plural(count, 'is', 'are')} {words}"
            parts += [Part("; "), Part(told, state, count)]
    return [*parts, Part(".")]


def open_answers_sentence(answers: Sequence[Answer]) -> list[Part]:
    """Return how many answers addressees gave, and how many are open; the figures lead to their rows."""
    counts = [(state, sum(each.state == state for each in answers)) for state in (GIVEN, UNANSWERED, AWAITED)]
    words = {GIVEN: "given", UNANSWERED: "overdue, unanswered", AWAITED: "still awaited"}
    parts: list[Part] = []
    for state, count in counts:
        if count:
            verb = plural(count, "is", "are")
            first = f"{opening(count)} {plural(count, 'answer')}"
            told = f"{number(count) if parts else first} {verb}"
            parts += [Part("; ")] if parts else []
            parts.append(Part(f"{told} {words[state]}", state, count))
    return [*parts, Part(".")] if parts else []


_WORDS: dict[str, str] = {
    Position.ACCEPTS: "accepted",
    Position.ACCEPTS_IN_PRINCIPLE: "accepted in principle",
    Position.PARTLY_ACCEPTS: "partly accepted",
    Position.ALREADY_DONE: "called already done",
    Position.REJECTS: "rejected",
    Position.NO_POSITION: "without a position",
}
