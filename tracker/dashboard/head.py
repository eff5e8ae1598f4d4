"""The head of a document: its finding, its statuses as boxes, the band and what stands under it (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.core.asof import AsOf
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.facts import Facts, Rows
from tracker.progress.measures import Figures, judgements
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.sentences import (
    LatestAdvance,
    Part,
    advances_sentence,
    areas_sentence,
    attribution_words,
    band_words,
    document_finding,
    judge_words,
    judged_when,
)
from tracker.stalls.queries import AreaStall
from tracker.stalls.rules import SILENT, Policy

#: The docket's order: from done to not judged; what cannot be judged last.
STATUS_ORDER = (
    "implemented", "partly-implemented", "in-progress", "not-started", "reversed", "abandoned", "superseded",
    "not-assessed", "not-assessable",
)  # fmt: skip
BOXES_TO = 40
WINDOW = Policy().silent_days


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
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """All that a document's head says."""

    finding: list[Part]
    lead: str
    statuses: tuple[StatusRow, ...]
    band: str
    judges: tuple[JudgeRow, ...]
    judged: list[Part]
    attribution: list[Part]


def build_head(facts: Facts, rows: Rows, to: Addresses) -> Head:
    """Return the head of a page of one document."""
    figures = [each.figures for each in facts.stalls]
    silent = sum(any(found.rule == SILENT for found in each.findings) for each in facts.stalls)
    said = judgements(figures)
    return Head(
        finding=document_finding(figures, silent, WINDOW),
        lead=lead(figures, facts.areas, facts.asof, rows),
        statuses=_statuses(facts, to),
        band=band_words(said.implemented, said.with_partly, said.total) if figures else "",
        judges=_judges(facts),
        judged=judged_when(said),
        attribution=attribution_words(facts.extent.attributed, sum(each.links for each in figures)),
    )


def lead(figures: Sequence[Figures], areas: Sequence[AreaStall], asof: AsOf, rows: Rows) -> str:
    """Return where something advanced lately (named, where it is in view), and how many areas are stalled."""
    if not figures:
        return ""
    start = asof.day - dt.timedelta(days=WINDOW)
    newest: dict[str, dt.date] = {}
    for each in figures:
        if each.last_advance and each.last_advance > start:
            newest[each.area_name] = max(each.last_advance, newest.get(each.area_name, dt.date.min))
    latest = max((each.last_advance for each in figures if each.last_advance), default=None)
    recent = [LatestAdvance(area, on, _title(figures, area, on, rows)) for area, on in newest.items()]
    advances = advances_sentence(recent, len(areas), latest, asof.day, is_today=asof.is_today, window=WINDOW)
    if len(areas) == 1:
        return advances
    stalled = areas_sentence(sum(bool(area.findings) for area in areas), len(areas))
    return f"{advances} {stalled}".strip()


def _title(figures: Sequence[Figures], area: str, on: dt.date, rows: Rows) -> str:
    """Return the title of an area's advance of a day, where its recommendation is in view."""
    links = (
        link
        for each in figures
        if each.area_name == area
        for link in rows.links.get(each.recommendation_id, ())
    )
    return next((link.title for link in links if link.value > 0 and link.latest == on), "")


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


def _judges(facts: Facts) -> tuple[JudgeRow, ...]:
    verdicts: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for definition in facts.definitions.values():
        for judge, verdict in definition.others.items():
            verdicts.setdefault(judge, []).append(verdict.status)
            names[judge] = verdict.judge_name
    rows = []
    for judge in sorted(verdicts, key=lambda key: names[key]):
        strictly = verdicts[judge].count("implemented")
        partly = strictly + verdicts[judge].count("partly-implemented")
        rows.append(JudgeRow(names[judge], judge_words(strictly, partly, len(verdicts[judge]))))
    return tuple(rows)
