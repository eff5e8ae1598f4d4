"""Where each stands: a recommendation's row of the table (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.core.words import date_words
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.facts import Facts, Rows
from tracker.progress.evidence import Addressee, Definition, LinkRow
from tracker.progress.measures import Figures
from tracker.progress.pictures import (
    EvidenceBar,
    LaneInput,
    Sparkline,
    build_evidence_bar,
    build_scale,
    build_sparklines,
    daily_moves,
    evidence_scale,
    in_box_order,
    weights_of,
)
from tracker.progress.pictures.data import STATUS_WORDS, MilestoneInput
from tracker.progress.sentences import evidence_words
from tracker.stalls.page import FlagMark
from tracker.stalls.rules import SILENT, Stall

BOXES_TO = 6


@dataclass(frozen=True, slots=True)
class LastDevelopment:
    """The newest development, reported ones too."""

    title: str
    url: str
    date_words: str
    reported: bool


@dataclass(frozen=True, slots=True)
class OtherVerdict:
    """What another judge said, beside the team's status."""

    status: str
    words: str
    judge: str
    day: dt.date
    differs: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A recommendation's row of "Where each stands"."""

    figures: Figures
    url: str
    status_words: str
    addressees: tuple[Addressee, ...]
    boxes: list[tuple[str, str]]
    bar: EvidenceBar
    evidence: str
    spark: Sparkline
    last: LastDevelopment | None
    flags: tuple[FlagMark, ...]
    silent: bool
    others: tuple[OtherVerdict, ...]

    @property
    def states(self) -> str:
        """What people did about its flags, once, where they did anything."""
        found = dict.fromkeys(flag.state for flag in self.flags if flag.state not in ("", "open"))
        return ", ".join(found)


def build_rows(
    facts: Facts, in_view: Sequence[Stall], lanes: dict[int, LaneInput], rows: Rows, to: Addresses
) -> list[TableRow]:
    marks = [lanes[each.figures.recommendation_id].marks for each in in_view]
    bars = evidence_scale([weights_of(each) for each in marks])
    sparks = build_sparklines(
        [daily_moves(each) for each in marks],
        [build_scale(each.figures.published_on, facts.asof.day) for each in in_view],
        [each.figures.half_life for each in in_view],
    )
    table = []
    for stall, given, spark in zip(in_view, marks, sparks, strict=True):
        one = stall.figures
        url = to.recommendation(one.document_key, one.key)
        table.append(
            TableRow(
                figures=one,
                url=url,
                status_words=STATUS_WORDS[one.status].capitalize(),
                addressees=facts.definitions[one.recommendation_id].addressees,
                boxes=boxes_of(lanes[one.recommendation_id].milestones),
                bar=build_evidence_bar(given, bars),
                evidence=evidence_words(one),
                spark=spark,
                last=_last(rows.links.get(one.recommendation_id, []), to),
                flags=_flags(facts, stall, f"{url}#reasons"),
                silent=since(stall, SILENT) is not None,
                others=_others(facts.definitions[one.recommendation_id], one),
            )
        )
    return table


def _others(definition: Definition, one: Figures) -> tuple[OtherVerdict, ...]:
    return tuple(
        OtherVerdict(
            each.status,
            STATUS_WORDS[each.status].capitalize(),
            each.judge_name,
            each.day,
            each.status != one.status,
        )
        for each in definition.others.values()
    )


def _flags(facts: Facts, stall: Stall, address: str) -> tuple[FlagMark, ...]:
    flagged = facts.flagged(stall)
    if flagged is None:
        return ()
    return tuple(FlagMark(each.rule, flagged.states.get(each.rule, ""), address) for each in flagged.findings)


def _last(links: Sequence[LinkRow], to: Addresses) -> LastDevelopment | None:
    newest = next((link for link in reversed(links) if not link.background), None)
    if newest is None:
        return None
    words = date_words(newest.edtf, short=True)
    return LastDevelopment(newest.title, to.development(newest.development), words, newest.reported)


def since(stall: Stall, rule: str) -> dt.date | None:
    """Return since when a rule holds of a recommendation, if it does."""
    return next((found.since for found in stall.findings if found.rule == rule), None)


def boxes_of(milestones: Sequence[MilestoneInput]) -> list[tuple[str, str]]:
    """Return milestone boxes, met first; none where there are more than six."""
    if len(milestones) > BOXES_TO:
        return []
    return [(each.state, each.title) for each in in_box_order(milestones)]
