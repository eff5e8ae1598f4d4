"""What the Stalled page shows: rows by area, with flags, sentences, what people did, and the title.

Today it shows flags, as the scan recorded them; on another day that day's findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.core.words import counted, day_words, join, number, opening
from tracker.progress.measures import Figures
from tracker.progress.pictures import Lane
from tracker.stalls.choices import Cause, FlagState
from tracker.stalls.models import Flag
from tracker.stalls.queries import AreaStall, Examination, looked_at
from tracker.stalls.rules import OVERDUE, RECOMMENDATION_RULES, REVERSING, Finding, Stall
from tracker.stalls.sentences import NAMED, Reason, Shares, area_reasons, reasons

Key = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class FlagMark:
    """A rule with the state of its flag; a finding of another day has none."""

    rule: str
    state: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """Flags that share a sentence."""

    flags: tuple[FlagMark, ...]
    sentence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Handled:
    """What people did about a subject's flags, in a sentence; `state` is what they left them in."""

    state: str
    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Flags of one recommendation or area, or a day's findings of it."""

    findings: tuple[Finding, ...]
    states: Mapping[str, str] = field(default_factory=dict)
    handled: Handled | None = None
    newest: dt.datetime | None = None

    @property
    def rules(self) -> frozenset[str]:
        """The rules that hold."""
        return frozenset(finding.rule for finding in self.findings)

    def has(self, state: str) -> bool:
        """Whether any flag is in a state; any unresolved one is `unresolved`."""
        return state == "unresolved" or state in self.states.values()

    @property
    def any_open(self) -> bool:
        """Whether there is anything to acknowledge or snooze."""
        return FlagState.OPEN in self.states.values()

    def rows(self, said: Iterable[Reason]) -> list[ReasonRow]:
        """Return the sentences with their flags."""
        return [
            ReasonRow(tuple(FlagMark(rule, self.states.get(rule, "")) for rule in each.rules), each.text)
            for each in said
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """A stalled recommendation; its lane and addresses come with the page it stands on."""

    stall: Stall
    subject: Subject
    lane: Lane | None = None
    url: str = ""
    check_url: str = ""

    @property
    def reasons(self) -> list[ReasonRow]:
        """Why it is flagged."""
        figures = self.stall.figures
        return self.subject.rows(reasons(self.subject.findings, figures.day, looked_at(figures)))

    @property
    def figures(self) -> Figures:
        """The recommendation's figures."""
        return self.stall.figures

    @property
    def place(self) -> str:
        """Where it stands on the page: its element's id."""
        return f"{self.figures.document_key}-{self.figures.key}"

    @property
    def days(self) -> int:
        """Days since anything was logged."""
        return self.stall.figures.days_since_development


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """An area with its stalled recommendations on this page."""

    area: AreaStall
    rows: tuple[Row, ...]
    subject: Subject | None
    day: dt.date

    @property
    def alone(self) -> bool:
        """Whether its one unsettled recommendation is all there is."""
        return self.area.unsettled == 1

    @property
    def flags(self) -> list[FlagMark]:
        """The area's own flags."""
        if self.subject is None:
            return []
        return [FlagMark(each.rule, self.subject.states.get(each.rule, "")) for each in self.subject.findings]

    @property
    def sentence(self) -> str:
        """What is said of the area."""
        if self.alone:
            return "Stalled with its one unsettled recommendation."
        if self.subject is None:
            stalled, unsettled = self.area.stalled, self.area.unsettled
            verb = "is" if stalled == 1 else "are"
            return f"{opening(stalled)} of {number(unsettled)} unsettled {verb} stalled."
        said = area_reasons(self.subject.findings, self.day, self.area.looked)
        return " ".join(each.text for each in said)


def subjects_of_flags(flags: Iterable[Flag], user_name: Callable[[Flag], str]) -> dict[Key, Subject]:
    """Return today's subjects: their unresolved flags, in the tables' order, and what people did."""
    groups: dict[Key, list[Flag]] = {}
    for flag in flags:
        groups.setdefault((flag.recommendation_id, flag.area_id), []).append(flag)
    return {
        key: Subject(
            tuple(Finding(flag.rule, flag.since, flag.numbers) for flag in group),
            {flag.rule: flag.state for flag in group},
            _handled(group, user_name),
            max(flag.reopened_at or flag.opened_at for flag in group),
        )
        for key, group in groups.items()
    }


def subjects_of_findings(examination: Examination) -> dict[Key, Subject]:
    """Return another day's subjects: its findings."""
    found: dict[Key, Subject] = {
        (recommendation_id, None): Subject(stall.findings)
        for recommendation_id, stall in examination.stalls.items()
        if stall.findings
    }
    for area in examination.areas:
        if area.findings:
            found[None, area.area_id] = Subject(area.findings)
    return found


def _handled(flags: Sequence[Flag], user_name: Callable[[Flag], str]) -> Handled | None:
    handled = [flag for flag in flags if flag.state != FlagState.OPEN]
    if not handled:
        return None
    flag = handled[0]
    by = f"by {user_name(flag)}, " if user_name(flag) else ""
    when = day_words(flag.handled_at.date()) if flag.handled_at else ""
    note = f" {flag.note}" if flag.note else ""
    if flag.state == FlagState.ACKNOWLEDGED:
        cause = str(Cause(flag.cause).label)
        return Handled(flag.state, "Acknowledged", f"{by}{when}. Cause: {cause}.{note}")
    until = f"until {day_words(flag.snoozed_until)}" if flag.snoozed_until else "until the next development"
    return Handled(flag.state, "Snoozed", f"{until}, {by}{when}.{note}")


def rows_of(examination: Examination, subjects: Mapping[Key, Subject]) -> list[Row]:
    """Return the stalled recommendations, in code order."""
    return [
        Row(stall, subjects[recommendation_id, None])
        for recommendation_id, stall in examination.stalls.items()
        if (recommendation_id, None) in subjects
    ]


def shares_of(rows: Iterable[Row], name: Callable[[Stall], str]) -> Shares:
    """Split the rows by what a reader would do, each in the first part that fits."""
    parts: dict[str, list[str]] = {"backwards": [], "behind": [], "never": [], "quiet": []}
    for row in rows:
        if REVERSING in row.subject.rules:
            part = "backwards"
        elif OVERDUE in row.subject.rules:
            part = "behind"
        elif row.stall.figures.last_development is None:
            part = "never"
        else:
            part = "quiet"
        parts[part].append(name(row.stall))
    return Shares(**{part: tuple(codes) for part, codes in parts.items()})


def chosen(rows: Iterable[Row], state: str, rule: str) -> list[Row]:
    """Return the rows with a flag in a state and, if one is asked for, of a rule."""
    return [row for row in rows if row.subject.has(state) and (not rule or rule in row.subject.rules)]


def counts_by_state(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many recommendations have a flag in each state."""
    states = ("unresolved", FlagState.OPEN, FlagState.ACKNOWLEDGED, FlagState.SNOOZED)
    return {state: sum(row.subject.has(state) for row in rows) for state in states}


def counts_by_rule(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many recommendations each rule holds for, zeros too."""
    return {rule: sum(rule in row.subject.rules for row in rows) for rule in RECOMMENDATION_RULES}


def sorted_rows(rows: Iterable[Row], examination: Examination, sort: str) -> list[Row]:
    """Return the rows grouped by area, the area with the longest (or newest) row first."""

    def first(row: Row) -> tuple[float, str, str]:
        figures = row.stall.figures
        if sort == "newest" and row.subject.newest is not None:
            return (-row.subject.newest.timestamp(), figures.document_key, figures.code)
        return (-row.days, figures.document_key, figures.code)

    order: dict[int, tuple[float, str, str]] = {}
    ordered = sorted(rows, key=first)
    for row in ordered:
        order.setdefault(row.stall.figures.area_id, first(row))
    return sorted(ordered, key=lambda row: (order[row.stall.figures.area_id], row.stall.figures.area_id))


def groups_of(
    rows: Iterable[Row], examination: Examination, subjects: Mapping[Key, Subject]
) -> list[AreaGroup]:
    """Return the rows under their areas, in the order in which they come."""
    areas = {area.area_id: area for area in examination.areas}
    members: dict[int, list[Row]] = {}
    for row in rows:
        members.setdefault(row.stall.figures.area_id, []).append(row)
    return [
        AreaGroup(areas[area_id], tuple(group), subjects.get((None, area_id)), examination.day)
        for area_id, group in members.items()
    ]


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands under the title."""

    areas: str
    not_stalled: tuple[str, ...]
    settled: str


def lead_of(examination: Examination, subjects: Mapping[Key, Subject], name: Callable[[Stall], str]) -> Lead:
    """Return how many areas are stalled, which are not, and what is settled."""
    areas = examination.areas
    stalled = [area for area in areas if (None, area.area_id) in subjects]
    sound = [area.name for area in areas if area.unsettled and (None, area.area_id) not in subjects]
    settled = [name(stall) for stall in examination.stalls.values() if stall.figures.settled]
    told = "" if not stalled else _areas(len(stalled), len(areas))
    return Lead(
        told,
        tuple(sound) if len(sound) <= NAMED else (),
        _settled(settled),
    )


def _areas(stalled: int, total: int) -> str:
    verb = "is" if stalled == 1 else "are"
    return f"{opening(stalled)} of {number(total)} areas {verb} stalled with them."


def _settled(names: Sequence[str]) -> str:
    if not names:
        return ""
    if len(names) > NAMED:
        return f"Settled, so never stalled: {counted(len(names), 'recommendation')}."
    return f"Settled, so never stalled: {join(names)}."


def next_to_stall(examination: Examination) -> tuple[Stall, dt.date] | None:
    """Return which recommendation falls silent or without advance next, if nothing is logged."""
    days = []
    for stall in examination.stalls.values():
        figures, policy = stall.figures, stall.facts.policy
        if figures.settled or stall.findings:
            continue
        day = min(
            figures.last_development_day + dt.timedelta(days=policy.silent_days),
            figures.last_advance_day + dt.timedelta(days=policy.no_advance_days),
        )
        days.append((day, figures.document_key, figures.code, stall))
    return (min(days)[3], min(days)[0]) if days else None
