"""Other judges beside the team: who judged what, with its denominator, and where they differ (pure).

A judge differs from the team where its newest verdict is another status than the team's. Where the team
has not judged, nobody differs from it: then only the other judge has judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.core.words import number
from tracker.progress.choices import NOT_ASSESSED
from tracker.progress.sentences import Part


def differs(team: str, other: str) -> bool:
    """Return whether another judge's status differs from the team's; never where the team has none."""
    return team not in (NOT_ASSESSED, other)


@dataclass(frozen=True, slots=True)
class Judge:
    """An actor whose verdicts are recorded."""

    key: str
    name: str
    own_name: str = ""
    own_language: str = ""


@dataclass(frozen=True, slots=True)
class SourceOf:
    """The source of a verdict."""

    id: int
    title: str
    url: str
    publisher: str
    date: str


@dataclass(frozen=True, slots=True)
class JudgeVerdict:
    """The newest verdict of one judge on one recommendation."""

    judge: Judge
    status: str
    confidence: str
    date: dt.date
    rationale: str
    source: SourceOf | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A recommendation that other judges judged, beside the team's status."""

    recommendation_id: int
    document_key: str
    key: str
    code: str
    title: str
    team: str
    confidence: str
    assessed_on: dt.date | None
    verdicts: tuple[JudgeVerdict, ...]

    @property
    def by_both(self) -> bool:
        """Whether the team has judged it too."""
        return self.team != NOT_ASSESSED

    @property
    def differing(self) -> bool:
        """Whether any of the verdicts differs from the team's."""
        return any(self.differs(each) for each in self.verdicts)

    def differs(self, verdict: JudgeVerdict) -> bool:
        """Return whether one of the verdicts differs from the team's."""
        return differs(self.team, verdict.status)

    def of(self, judge: str) -> tuple[JudgeVerdict, ...]:
        """Return one judge's verdict, or those of all where none is named."""
        return tuple(each for each in self.verdicts if not judge or each.judge.key == judge)

    def only(self, judge: str) -> Compared:
        """Return the same with one judge's verdict alone."""
        return replace(self, verdicts=self.of(judge))


@dataclass(frozen=True, slots=True)
class Differences:
    """How many recommendations other judges judged, how many of them the team too, and where they differ."""

    judged: int
    both: int
    differ: int
    judges: tuple[str, ...]
    """Their names, in order."""


@dataclass(frozen=True, slots=True)
class Band:
    """One judge with its own denominator."""

    judge: Judge
    implemented: int
    with_partly: int
    judged: int
    both: int
    differ: int


def differences(statuses: Iterable[tuple[str, Sequence[str]]], judges: Iterable[str]) -> Differences:
    """Count over the recommendations' statuses: the team's, and each other judge's newest."""
    judged = [(team, others) for team, others in statuses if others]
    both = [(team, others) for team, others in judged if team != NOT_ASSESSED]
    differing = sum(any(differs(team, each) for each in others) for team, others in both)
    return Differences(len(judged), len(both), differing, tuple(judges))


def differences_of(rows: Sequence[Compared]) -> Differences:
    """Count the same over rows."""
    names = sorted({each.judge.name for row in rows for each in row.verdicts})
    return differences(((row.team, [each.status for each in row.verdicts]) for row in rows), names)


def bands(rows: Sequence[Compared]) -> list[Band]:
    """Return each judge's band, in the order of their names."""
    judges = {each.judge.key: each.judge for row in rows for each in row.verdicts}
    return [_band(judges[key], rows) for key in sorted(judges, key=lambda key: (judges[key].name, key))]


def _band(judge: Judge, rows: Sequence[Compared]) -> Band:
    mine = [(row, verdict) for row in rows for verdict in row.of(judge.key)]
    statuses = [verdict.status for _, verdict in mine]
    implemented = statuses.count("implemented")
    return Band(
        judge,
        implemented,
        implemented + statuses.count("partly-implemented"),
        len(mine),
        sum(row.by_both for row, _ in mine),
        sum(row.differs(verdict) for row, verdict in mine),
    )


def differences_sentence(found: Differences) -> list[Part]:
    """Return where other judges differ from the team; the figures lead to the rows that they count."""
    if not found.judged:
        return []
    alone = len(found.judges) == 1
    who = found.judges[0] if alone else "Other judges"
    if not found.both:
        judged = (
            "the one recommendation" if found.judged == 1 else f"the {number(found.judged)} recommendations"
        )
        none = "has not judged" if found.judged == 1 else "has judged none of"
        verb = "has" if alone else "have"
        return [
            Part(f"The team {none} "),
            Part(judged, "judged", found.judged),
            Part(f" that {_lower(who, alone)} {verb}."),
        ]
    both = Part(_both(found.both), "both", found.both)
    if not found.differ:
        verb = "agrees" if alone else "agree"
        return [Part(f"{who} {verb} with the team on "), both, Part(".")]
    verb = "differs" if alone else "differ"
    if found.both == 1:
        return [Part(f"{who} {verb} from the team on "), Part(_both(1), "differ", 1), Part(".")]
    on = "all" if found.differ == found.both else number(found.differ)
    return [
        Part(f"{who} {verb} from the team on "),
        Part(on, "differ", found.differ),
        Part(" of "),
        both,
        Part("."),
    ]


def _lower(who: str, alone: bool) -> str:
    return who if alone else who[0].lower() + who[1:]


def _both(count: int) -> str:
    if count == 1:
        return "the one recommendation that both judged"
    return f"the {number(count)} recommendations that both judged"
