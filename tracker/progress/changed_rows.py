"""Rows that count at one of two ends alone: added up for the figures, and one by one to be told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tracker.core.asof import AsOf
from tracker.progress import changes_sql
from tracker.progress.changes import (
    Circumstance,
    JudgementMove,
    LinkMove,
    MeetingMove,
    Moves,
    Newness,
    Order,
    Row,
    Stayed,
    Why,
    why,
)
from tracker.progress.queries import Scope, parameters, rows

_CIRCUMSTANCE = 6


@dataclass(frozen=True, slots=True)
class LinkSaid:
    """What a version of a link says."""

    effect: int
    weight: int
    reported: bool
    earliest: dt.date
    latest: dt.date


@dataclass(frozen=True, slots=True)
class ChangedLink:
    """A link that came or went; ``before`` is the version whose place it took."""

    at: Circumstance
    said: LinkSaid
    development: str
    title: str
    rationale: str
    reason: str
    before: LinkSaid | None

    @property
    def group(self) -> Why:
        """The group that it falls under."""
        return why(Row.LINK, self.at)

    @property
    def came(self) -> bool:
        """Whether it counts at the later end."""
        return self.at.entered


@dataclass(frozen=True, slots=True)
class ChangedMeeting:
    """A meeting that came or went."""

    group: Why
    came: bool
    met: bool
    reported: bool
    latest: dt.date
    milestone: str
    milestone_title: str
    development: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangedJudgement:
    """A judgement that came or went; of the team where it names no judge."""

    group: Why
    came: bool
    day: dt.date
    status: str
    judge: str
    judge_name: str
    reason: str


@dataclass
class _Found:
    """What is being gathered of one recommendation."""

    links: list[LinkMove] = field(default_factory=list)
    stayed: Stayed | None = None
    meetings: list[MeetingMove] = field(default_factory=list)
    meetings_stayed: dict[int, tuple[Order, bool]] = field(default_factory=dict)
    judgements: list[JudgementMove] = field(default_factory=list)
    judgement_stayed: tuple[Newness, str] | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """All that differs between two ends, by recommendation."""

    moves: dict[int, Moves]
    meetings: dict[int, list[ChangedMeeting]]
    judgements: dict[int, list[ChangedJudgement]]


def ends(scope: Scope, earlier: AsOf, later: AsOf) -> dict[str, Any]:
    """Return what every statement of `progress.changes_sql` takes."""
    return {**parameters(later, scope), "day_1": earlier.day, "known_at_1": earlier.k}


def moved(scope: Scope, earlier: AsOf, later: AsOf) -> Moved:
    """Return what differs in the scope: three queries, of which none reads what counts at both ends.

    Links come added up, so that their number costs nothing here.
    """
    given, where = ends(scope, earlier, later), scope.where()
    found: dict[int, _Found] = defaultdict(_Found)
    for row in rows(changes_sql.LINK_MOVES.format(where=where), given):
        _add_links(found[row[0]], row)
    meetings: dict[int, list[ChangedMeeting]] = defaultdict(list)
    for row in rows(changes_sql.MEETING_MOVES.format(where=where), given):
        meetings[row[0]].append(_meeting(found[row[0]], row))
    judgements: dict[int, list[ChangedJudgement]] = defaultdict(list)
    for row in rows(changes_sql.JUDGEMENT_MOVES.format(where=where), given):
        judgements[row[0]].append(_judgement(found[row[0]], row))
    return Moved({key: _moves(each) for key, each in found.items()}, meetings, judgements)


def changed_links(
    scope: Scope, earlier: AsOf, later: AsOf, cap: int, skip: int = 0
) -> dict[int, dict[Why, list[ChangedLink]]]:
    """Return the links that came or went, the heaviest first, by recommendation and group; one query.

    Of each circumstance ``cap`` are read, after the first ``skip``; two may fall under the same group.
    """
    given = {**ends(scope, earlier, later), "cap": cap, "skip": skip}
    found: dict[int, dict[Why, list[ChangedLink]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(changes_sql.LINK_ROWS.format(where=scope.where()), given):
        link = _link(row)
        found[row[0]][link.group].append(link)
    return found


def _at(row: tuple[Any, ...]) -> Circumstance:
    return Circumstance(*row[1 : 1 + _CIRCUMSTANCE])


def _add_links(found: _Found, row: tuple[Any, ...]) -> None:
    effect, standing, count, weight, decayed, latest, stays, development, advance = row[1 + _CIRCUMSTANCE :]
    found.links.append(
        LinkMove(_at(row), effect, standing == "reported", count, int(weight), float(decayed), latest)
    )
    if stays is not None:
        found.stayed = Stayed(development, advance)


def _meeting(found: _Found, row: tuple[Any, ...]) -> ChangedMeeting:
    (
        milestone_id, latest, earliest, key, met, standing, s_latest, s_earliest, s_key, s_met,
        milestone, milestone_title, title, reason,
    ) = row[1 + _CIRCUMSTANCE :]  # fmt: skip
    move = MeetingMove(_at(row), milestone_id, (latest, earliest, key), met, standing == "reported")
    found.meetings.append(move)
    if s_latest is not None:
        found.meetings_stayed[milestone_id] = ((s_latest, s_earliest, s_key), s_met)
    return ChangedMeeting(
        move.group,
        move.at.entered,
        met,
        move.reported,
        latest,
        milestone,
        milestone_title,
        key,
        title,
        reason,
    )


def _judgement(found: _Found, row: tuple[Any, ...]) -> ChangedJudgement:
    (
        day, published_at, number, status, team, s_day, s_published, s_number, s_status, judge,
        judge_name, reason,
    ) = row[1 + _CIRCUMSTANCE :]  # fmt: skip
    move = JudgementMove(_at(row), (day, published_at, number), status, team)
    found.judgements.append(move)
    if s_day is not None:
        found.judgement_stayed = ((s_day, s_published, s_number), s_status)
    return ChangedJudgement(move.group, move.at.entered, day, status, judge or "", judge_name or "", reason)


def _moves(found: _Found) -> Moves:
    return Moves(
        found.links, found.meetings, found.judgements, found.stayed, found.meetings_stayed,
        found.judgement_stayed,
    )  # fmt: skip


def _link(row: tuple[Any, ...]) -> ChangedLink:
    said = row[1 + _CIRCUMSTANCE :]
    effect, weight, standing, earliest, latest, key, title, rationale, reason, *before = said
    return ChangedLink(
        at=_at(row),
        said=_said(effect, weight, standing, earliest, latest),
        development=key,
        title=title,
        rationale=rationale,
        reason=reason or "",
        before=_said(*before) if before[0] is not None else None,
    )


def _said(effect: int, weight: int, standing: str, earliest: dt.date, latest: dt.date) -> LinkSaid:
    return LinkSaid(effect, weight, standing == "reported", earliest, latest)
