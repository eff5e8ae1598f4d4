"""The head of a document: its finding, its statuses as boxes, the band and what stands under it (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.dashboard.addresses import Addresses
from tracker.dashboard.facts import WINDOW, Facts, newest_advances
from tracker.dashboard.judged import judges_url
from tracker.dashboard.linked import Linked, linked
from tracker.progress.judges import differences, differences_sentence
from tracker.progress.link_words import attribution_words
from tracker.progress.measures import judgements
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.sentences import (
    LatestAdvance,
    Part,
    advanced_areas,
    advances_sentence,
    band,
    document_finding,
    judge_band,
    judged_when,
    stalled_areas,
)
from tracker.stalls.rules import SILENT

#: The docket's order: from done to not judged; what cannot be judged last.
STATUS_ORDER = (
    "implemented", "partly-implemented", "in-progress", "not-started", "reversed", "abandoned", "superseded",
    "not-assessed", "not-assessable",
)  # fmt: skip
BOXES_TO = 40


@dataclass(frozen=True, slots=True)
class Unit:
    """A recommendation's box."""

    code: str
    title: str
    url: str
    flagged: bool


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A status with its recommendations: as boxes, or over 40 as a share of the widest row."""

    status: str
    words: str
    count: int
    units: tuple[Unit, ...]
    share: float


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """Another judge's band, with its own denominator."""

    name: str
    url: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Head:
    """All that a document's head says."""

    finding: list[Part]
    lead: list[Part]
    statuses: tuple[StatusRow, ...]
    band: list[Part]
    judges: tuple[JudgeRow, ...]
    apart: list[Linked]
    """Where other judges differ from the team."""
    judged: list[Part]
    attribution: list[Part]


def build_head(facts: Facts, to: Addresses) -> Head:
    """Return the head of a page of one document."""
    said = judgements(facts.figures)
    return Head(
        finding=finding(facts),
        lead=lead(facts),
        statuses=_statuses(facts, to),
        band=band(said.implemented, said.with_partly, said.total) if facts.stalls else [],
        judges=_judges(facts, to),
        apart=_apart(facts, to),
        judged=judged_when(said),
        attribution=attribution_words(facts.around.attributed, facts.around.links),
    )


def finding(facts: Facts) -> list[Part]:
    """Return what became of the recommendations of a page."""
    silent = sum(any(found.rule == SILENT for found in each.findings) for each in facts.stalls)
    return document_finding(facts.figures, silent, WINDOW)


def lead(facts: Facts) -> list[Part]:
    """Return where something advanced lately, and how many areas are stalled."""
    figures, areas, asof = facts.figures, facts.areas, facts.asof
    if not figures:
        return []
    newest = newest_advances(figures, asof.day)
    latest = max((each.last_advance for each in figures if each.last_advance), default=None)
    names = {area.key: area.name for area in areas}
    recent = [LatestAdvance(names[area], on, facts.around.advance) for area, on in newest.items()]
    said = advances_sentence(recent, len(areas), latest, asof.day, is_today=asof.is_today, window=WINDOW)
    advances = advanced_areas(said, len(recent), len(areas))
    if len(areas) == 1:
        return advances
    stalled = stalled_areas(sum(bool(area.findings) for area in areas), len(areas))
    return [*advances, Part(" "), *stalled] if stalled else advances


def _statuses(facts: Facts, to: Addresses) -> tuple[StatusRow, ...]:
    by_status: dict[str, list[Unit]] = {}
    for each in facts.stalls:
        one = each.figures
        unit = Unit(
            one.code, one.title, to.recommendation(one.document_key, one.key), facts.flagged(each) is not None
        )
        by_status.setdefault(one.status, []).append(unit)
    many = len(facts.stalls) > BOXES_TO
    most = max((len(units) for units in by_status.values()), default=1)
    return tuple(
        StatusRow(
            status,
            STATUS_WORDS[status].capitalize(),
            len(by_status[status]),
            () if many else tuple(by_status[status]),
            round(len(by_status[status]) * 100 / most, 1),
        )
        for status in STATUS_ORDER
        if status in by_status
    )


def _apart(facts: Facts, to: Addresses) -> list[Linked]:
    verdicts = facts.around.verdicts
    names = {one.judge_name for each in verdicts.values() for one in each.values()}
    statuses = [
        (one.status, [each.status for each in verdicts.get(one.recommendation_id, {}).values()])
        for one in facts.figures
    ]
    document = facts.figures[0].document_key if facts.figures else ""
    return linked(
        differences_sentence(differences(statuses, sorted(names))),
        lambda rows: judges_url(document, to, rows),
        lambda rows: "recommendation",
    )


def _judges(facts: Facts, to: Addresses) -> tuple[JudgeRow, ...]:
    verdicts: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for newest in facts.around.verdicts.values():
        for judge, verdict in newest.items():
            verdicts.setdefault(judge, []).append(verdict.status)
            names[judge] = verdict.judge_name
    rows = []
    for judge in sorted(verdicts, key=lambda key: names[key]):
        strictly = verdicts[judge].count("implemented")
        partly = strictly + verdicts[judge].count("partly-implemented")
        url = to.to("dashboard:actor", key=judge)
        rows.append(JudgeRow(names[judge], url, judge_band(judge, strictly, partly, len(verdicts[judge]))))
    return tuple(rows)
