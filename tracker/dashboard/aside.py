"""What stands beside a recommendation: milestones with promises, assessments, addressees, passages (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.core.words import counted, day_words, days, join, number
from tracker.dashboard.addresses import Addresses
from tracker.documents.models import DueMove, Response
from tracker.progress.evidence import Addressee
from tracker.progress.lanes import milestone_input
from tracker.progress.models import Assessment
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.queries import MilestoneState


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone with what was promised and what became of it."""

    state: str
    title: str
    told: str
    promised: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """A judgement with what it cites."""

    status: str
    words: str
    confidence: str
    judge: str
    date: dt.date
    cites: str
    rationale: str
    source_title: str
    source_url: str
    differs: bool


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    """An addressee with its response."""

    actor: Addressee
    url: str
    response: str


def milestone_rows(
    states: Sequence[MilestoneState], moves: Iterable[DueMove], day: dt.date
) -> list[MilestoneRow]:
    """Return the milestones as they stand, with every move of a due day."""
    by_milestone: dict[int, list[DueMove]] = {}
    for move in moves:
        by_milestone.setdefault(move.milestone_id, []).append(move)
    return [
        MilestoneRow(
            milestone_input(each).state,
            each.title,
            _told(each, by_milestone.get(each.milestone_id, []), day),
            _("promised by %(actors)s") % {"actors": join(each.promised_by)} if each.promised_by else "",
        )
        for each in states
    ]


def _told(state: MilestoneState, moves: list[DueMove], day: dt.date) -> str:
    parts = []
    last = False
    for on, met in state.changes:
        if met != last:
            parts.append((_("met %(day)s") if met else _("un-met again %(day)s")) % {"day": day_words(on)})
        last = met
    if not parts:
        parts.append(_("not met"))
    if state.due is None:
        if not state.changes:
            parts[-1] += _(", no due date")
    elif not state.met or moves:
        parts.append(_due(state, state.due, moves, day))
    return "; ".join(parts)


def _due(state: MilestoneState, due: dt.date, moves: list[DueMove], day: dt.date) -> str:
    said = _("due %(day)s") % {"day": day_words(due)}
    if moves and state.first_due:
        times = len(moves)
        often = {1: _("once"), 2: _("twice")}.get(times, _("%(times)s times") % {"times": number(times)})
        later = (due - state.first_due).days
        moved = _("later") if later >= 0 else _("earlier")
        said += _(", moved %(often)s, %(days)s %(way)s than first said") % {
            "often": often, "days": days(abs(later)), "way": moved,
        }  # fmt: skip
    if state.overdue:
        said += _(", overdue for %(days)s") % {"days": days((day - due).days)}
    return said


def assessment_rows(assessments: Iterable[Assessment], team_status: str) -> list[AssessmentRow]:
    """Return the judgements, newest first; another judge's says whether it differs from the team's."""
    return [_assessment(each, team_status) for each in assessments]


def _assessment(each: Assessment, team_status: str) -> AssessmentRow:
    count = len(each.citation_rows.all())
    cited = counted(count, "development") if count else ""
    source = each.source
    return AssessmentRow(
        status=each.status,
        words=STATUS_WORDS[each.status].capitalize(),
        confidence=each.get_confidence_display() if each.confidence else "",
        judge=each.judge.name if each.judge else "",
        date=each.date,
        cites=_("cites %(cited)s") % {"cited": cited} if cited else _("cites nothing"),
        rationale=each.rationale,
        source_title=source.title if source else "",
        source_url=source.url if source else "",
        differs=each.judge is not None and each.status != team_status,
    )


def addressee_rows(
    addressees: Sequence[Addressee], responses: Iterable[Response], day: dt.date, to: Addresses
) -> list[AddresseeRow]:
    """Return the addressees with the newest response of each, or that none was given."""
    by_actor: dict[str, list[Response]] = {}
    for response in responses:
        by_actor.setdefault(response.actor.key, []).append(response)
    return [
        AddresseeRow(each, to.to("dashboard:actor", key=each.key), _response(by_actor.get(each.key, []), day))
        for each in addressees
    ]


def _response(responses: list[Response], day: dt.date) -> str:
    given = [(each.date, each.get_position_display()) for each in responses if each.date and each.date <= day]
    if given:
        newest, position = max(given)
        return f"{position}, {day_words(newest)}"
    due = max((each.due for each in responses if each.due), default=None)
    if due is None:
        return _("no response on record")
    if due < day:
        return _("due %(day)s, unanswered") % {"day": day_words(due)}
    return _("due %(day)s") % {"day": day_words(due)}


def paragraphs_words(paragraphs: Sequence[int]) -> str:
    """Return where it stands: "Paragraph 9", "Paragraphs 5, 6 and 9"."""
    if not paragraphs:
        return ""
    noun = ngettext("Paragraph", "Paragraphs", len(paragraphs))
    return f"{noun} {join(str(each) for each in paragraphs)}"
