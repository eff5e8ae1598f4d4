"""What stands beside a recommendation: milestones with promises, assessments, addressees, others (pure).

Each function takes a part of `queries.beside` as it came out of the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.core.words import counted, day_words, days, join, number
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.judged import apart_words
from tracker.documents.choices import Position
from tracker.progress.answers import late_words
from tracker.progress.choices import NOT_ASSESSED, Confidence
from tracker.progress.evidence import Addressee
from tracker.progress.lanes import milestone_input
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.queries import MilestoneState
from tracker.progress.sql import DIFFERING_DAYS


@dataclass(frozen=True, slots=True)
class Leading:
    """Words that lead somewhere."""

    words: str
    url: str
    #: Another site's address, to which the browser tells nothing of ours.
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a due day: when it was announced, to which day, and by which source."""

    words: str
    source: Leading | None


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone with what was promised and what became of it."""

    state: str
    title: str
    met: bool
    changes: tuple[Leading, ...]
    told: str
    promised: tuple[Leading, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """A judgement with what it cites."""

    assessment_id: int
    status: str
    words: str
    confidence: str
    judge: str
    judge_url: str
    date: dt.date
    cites: str
    cited: tuple[Leading, ...]
    rationale: str
    source_title: str
    source_url: str
    beside: str
    """How another judge's newest verdict stands to the team's, where not the same."""
    current: bool
    author: str
    """Who wrote it: the package, or a person; of another judge's verdict, who entered it."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A judgement of the team that stands against another's."""

    author: str
    words: str
    date: dt.date
    url: str


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    """An addressee with its response."""

    actor: Addressee
    url: str
    response: str
    source: Leading | None


@dataclass(frozen=True, slots=True)
class OtherRow:
    """Another recommendation that this one waits on, or that waits on it, and how it is judged."""

    key: str
    code: str
    title: str
    url: str
    statuses: tuple[tuple[dt.date, str], ...]

    @property
    def status(self) -> str:
        """The team's judgement on the day asked."""
        return self.statuses[-1][1] if self.statuses else NOT_ASSESSED

    @property
    def status_words(self) -> str:
        """The same in words."""
        return STATUS_WORDS[self.status]


def milestone_states(
    part: Sequence[Sequence[Any]], recommendation_id: int, day: dt.date
) -> list[MilestoneState]:
    """Return the milestones as they stand on the day."""
    return [
        MilestoneState(
            milestone_id=milestone_id,
            recommendation_id=recommendation_id,
            key=key,
            title=title,
            first_due=_day(first_due),
            due=_day(due),
            met=met,
            changed_on=_day(changed_on),
            promised_by=tuple(name for _key, name in promised or ()),
            changes=tuple((dt.date.fromisoformat(change[0]), change[1]) for change in changes or ()),
            day=day,
        )
        for milestone_id, key, title, first_due, due, met, changed_on, promised, changes, _moves in part
    ]


def milestone_rows(
    states: Sequence[MilestoneState], part: Sequence[Sequence[Any]], to: Addresses
) -> list[MilestoneRow]:
    """Return the milestones with what met them, who promised them, and every move of a due day."""
    return [
        _milestone(state, promised or (), changes or (), moves or (), to)
        for state, (*_plain, promised, changes, moves) in zip(states, part, strict=True)
    ]


def _milestone(
    state: MilestoneState,
    promised: Sequence[Sequence[str]],
    changes: Sequence[Sequence[Any]],
    moves: Sequence[Sequence[Any]],
    to: Addresses,
) -> MilestoneRow:
    return MilestoneRow(
        state=milestone_input(state).state,
        title=state.title,
        met=state.met,
        changes=_changes(changes, to),
        told=_told(state, len(moves)),
        promised=tuple(Leading(name, to.to("dashboard:actor", key=key)) for key, name in promised),
        moves=tuple(_move(*move) for move in moves),
    )


def _changes(changes: Sequence[Sequence[Any]], to: Addresses) -> tuple[Leading, ...]:
    """Return each day on which it was met or un-met, leading to the development that did it."""
    found, last = [], False
    for on, met, development, _title in changes:
        if met != last:
            words = (_("met %(day)s") if met else _("un-met again %(day)s")) % {
                "day": day_words(dt.date.fromisoformat(on))
            }
            found.append(Leading(words, to.development(development)))
        last = met
    return tuple(found)


def _move(announced: str, due: str, title: str | None, url: str | None) -> Move:
    words = _("to %(due)s, announced %(announced)s") % {
        "due": day_words(dt.date.fromisoformat(due)),
        "announced": day_words(dt.date.fromisoformat(announced)),
    }
    return Move(words, Leading(title or url, url, outside=True) if url else None)


def _told(state: MilestoneState, moves: int) -> str:
    """Return what is said after the days on which it was met: that it is not, and what was due when."""
    parts = [] if state.changes else [_("not met")]
    if state.due is None:
        return _("not met, no due date") if not state.changes else ""
    if not state.met or moves:
        parts.append(_due(state, state.due, moves))
    return "; ".join(parts)


def _due(state: MilestoneState, due: dt.date, moves: int) -> str:
    said = _("due %(day)s") % {"day": day_words(due)}
    if moves and state.first_due:
        often = {1: _("once"), 2: _("twice")}.get(moves, _("%(times)s times") % {"times": number(moves)})
        later = (due - state.first_due).days
        moved = _("later") if later >= 0 else _("earlier")
        said += _(", moved %(often)s, %(days)s %(way)s than first said") % {
            "often": often, "days": days(abs(later)), "way": moved,
        }  # fmt: skip
    if state.overdue:
        said += _(", overdue for %(days)s") % {"days": days((state.day - due).days)}
    return said


def assessment_rows(part: Sequence[Sequence[Any]], team_status: str, to: Addresses) -> list[AssessmentRow]:
    """Return the judgements, newest first; another judge's says whether it differs from the team's."""
    newest: dict[str | None, int] = {}
    for row in part:
        newest.setdefault(row[5], row[0])
    return [_assessment(row, team_status, newest, to) for row in part]


def _assessment(
    row: Sequence[Any], team_status: str, newest: Mapping[str | None, int], to: Addresses
) -> AssessmentRow:
    assessment_id, date, status, confidence, rationale, judge, name, title, url, cited, _id, author = row
    count = len(cited or ())
    return AssessmentRow(
        assessment_id=assessment_id,
        status=status,
        words=STATUS_WORDS[status].capitalize(),
        confidence=str(Confidence(confidence).label) if confidence else "",
        judge=name or "",
        judge_url=to.to("dashboard:actor", key=judge) if judge else "",
        date=dt.date.fromisoformat(date),
        cites=_("cites %(cited)s") % {"cited": counted(count, "development")}
        if count
        else _("cites nothing"),
        cited=tuple(Leading(told, to.development(key)) for key, told in cited or ()),
        rationale=rationale,
        source_title=title or url or "",
        source_url=url or "",
        beside=apart_words(team_status, status) if judge and newest[judge] == assessment_id else "",
        current=assessment_id == newest.get(None),
        author=author or _("the package"),
    )


def rivals(part: Sequence[Sequence[Any]]) -> list[Rival]:
    """Return the team's newest judgement and the newest of another author near it, newest first.

    For a recommendation of which the figures say that the team judged it differently.
    """
    team = [row for row in part if row[5] is None]
    newest = team[0]
    first = dt.date.fromisoformat(newest[1]) - dt.timedelta(days=DIFFERING_DAYS)
    others = (row for row in team if row[-2] != newest[-2] and dt.date.fromisoformat(row[1]) >= first)
    return [_rival(row) for row in (newest, *islice(others, 1))]


def _rival(row: Sequence[Any]) -> Rival:
    return Rival(
        author=row[-1] or _("the package"),
        words=STATUS_WORDS[row[2]],
        date=dt.date.fromisoformat(row[1]),
        url=f"#assessment-{row[0]}",
    )


def addressee_rows(
    addressees: Sequence[Addressee], responses: Sequence[Sequence[Any]], day: dt.date, to: Addresses
) -> list[AddresseeRow]:
    """Return the addressees with the newest response of each, or that none was given."""
    by_actor: dict[str, list[Sequence[Any]]] = {}
    for actor, *response in responses:
        by_actor.setdefault(actor, []).append(response)
    return [_addressee(each, by_actor.get(each.key, []), day, to) for each in addressees]


def _addressee(
    actor: Addressee, responses: Sequence[Sequence[Any]], day: dt.date, to: Addresses
) -> AddresseeRow:
    url = to.to("dashboard:actor", key=actor.key)
    given = [row for row in responses if row[1] and dt.date.fromisoformat(row[1]) <= day]
    if given:
        position, on, _due_day, title, source = max(given, key=lambda row: row[1])
        said = f"{Position(position).label}, {day_words(dt.date.fromisoformat(on))}"
        due = max((dt.date.fromisoformat(row[2]) for row in responses if row[2]), default=None)
        said += late_words([dt.date.fromisoformat(row[1]) for row in given], due)
        return AddresseeRow(
            actor, url, said, Leading(title or source, source, outside=True) if source else None
        )
    due = max((dt.date.fromisoformat(row[2]) for row in responses if row[2]), default=None)
    if due is None:
        return AddresseeRow(actor, url, _("no response on record"), None)
    said = _("due %(day)s, unanswered") if due < day else _("due %(day)s")
    return AddresseeRow(actor, url, said % {"day": day_words(due)}, None)


def other_rows(part: Sequence[Sequence[Any]], to: Addresses) -> list[OtherRow]:
    """Return recommendations that wait or are waited on, with every judgement of the team."""
    return [
        OtherRow(
            key,
            code,
            title,
            to.recommendation(document, key),
            tuple((dt.date.fromisoformat(day), status) for day, status in statuses or ()),
        )
        for document, key, code, title, statuses in part
    ]


def paragraphs_words(paragraphs: Sequence[int]) -> str:
    """Return where it stands: "Paragraph 9", "Paragraphs 5, 6 and 9"."""
    if not paragraphs:
        return ""
    noun = ngettext("Paragraph", "Paragraphs", len(paragraphs))
    return f"{noun} {join(str(each) for each in paragraphs)}"


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
