"""Where each stands: a recommendation's row of the table (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.core.words import date_words, day_words, days_ago
from tracker.dashboard.addresses import Addresses, and_more
from tracker.dashboard.facts import Facts
from tracker.progress.evidence import Addressee, Verdict
from tracker.progress.in_view import InView, Last, Standing
from tracker.progress.judges import differs
from tracker.progress.lanes import milestone_input
from tracker.progress.link_words import evidence_parts
from tracker.progress.measures import Figures
from tracker.progress.pictures import (
    EvidenceScale,
    Sparkline,
    WeightBar,
    build_sparklines,
    build_weight_bar,
    evidence_scale,
    in_box_order,
    momentum_at_samples,
)
from tracker.progress.pictures.data import STATUS_WORDS, MilestoneInput
from tracker.stalls.page import FlagMark
from tracker.stalls.rules import SILENT, Stall

BOXES_TO = 6
#: More links than this in a table's rows are not drawn block by block.
BLOCKS_TO = 3000


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
class Count:
    """A figure in words that leads to its rows: `name` says which, `value` how many."""

    before: str
    words: str
    name: str
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A recommendation's row of "Where each stands"."""

    figures: Figures
    url: str
    status_words: str
    addressees: str
    judged: str
    boxes: tuple[str, ...]
    bar: WeightBar
    evidence: tuple[Count, ...]
    spark: Sparkline
    last: LastDevelopment | None
    flags: tuple[FlagMark, ...]
    silent: bool
    looked: str
    others: tuple[OtherVerdict, ...]

    @property
    def momentum(self) -> str:
        """The momentum as machines read it."""
        return f"{self.figures.momentum:.4f}"

    @property
    def states(self) -> str:
        """What people did about its flags, once, where they did anything."""
        found = dict.fromkeys(flag.state for flag in self.flags if flag.state not in ("", "open"))
        return ", ".join(found)


def plain_bars(stalls: Sequence[Stall]) -> bool:
    """Return whether the rows' bars are drawn plain, so that links need not be read one by one."""
    return sum(each.figures.links for each in stalls) > BLOCKS_TO or _scale(stalls, plain=False).plain


def _scale(stalls: Sequence[Stall], *, plain: bool) -> EvidenceScale:
    figures = [each.figures for each in stalls]
    return evidence_scale([(each.set_back_weight, each.advanced_weight) for each in figures], plain=plain)


def build_rows(facts: Facts, stalls: Sequence[Stall], view: InView, to: Addresses) -> list[TableRow]:
    """Return the table's rows."""
    scale = _scale(stalls, plain=plain_bars(stalls))
    ever = any(each.last_checked for each in facts.figures)
    standing = [view.standing.get(each.figures.recommendation_id, Standing()) for each in stalls]
    sparks = build_sparklines(
        [
            momentum_at_samples(
                each.samples, (one.figures.day - one.figures.published_on).days, one.figures.half_life
            )
            for one, each in zip(stalls, standing, strict=True)
        ]
    )
    return [
        _row(
            facts,
            stall,
            view,
            build_weight_bar(each.weights, _sides(stall), scale),
            spark,
            each,
            to,
            ever=ever,
        )
        for stall, each, spark in zip(stalls, standing, sparks, strict=True)
    ]


def _sides(stall: Stall) -> tuple[int, int]:
    return stall.figures.set_back_weight, stall.figures.advanced_weight


def _row(
    facts: Facts,
    stall: Stall,
    view: InView,
    bar: WeightBar,
    spark: Sparkline,
    standing: Standing,
    to: Addresses,
    *,
    ever: bool,
) -> TableRow:
    one = stall.figures
    url = to.recommendation(one.document_key, one.key)
    definition = view.definitions.get(one.recommendation_id)
    milestones = [milestone_input(each) for each in view.milestones.get(one.recommendation_id, ())]
    silent = since(stall, SILENT) is not None
    return TableRow(
        figures=one,
        url=url,
        status_words=STATUS_WORDS[one.status].capitalize(),
        addressees=_names(definition.addressees if definition else ()),
        judged=_judged(one),
        boxes=tuple(state for state, _title in boxes_of(milestones)),
        bar=bar,
        evidence=_evidence(one, url),
        spark=spark,
        last=_last(standing.last, to),
        flags=_flags(facts, stall, f"{url}#reasons"),
        silent=silent,
        looked=_looked(one, ever=ever) if silent else one.looking.words,
        others=_others(facts.around.verdicts.get(one.recommendation_id, {}), one),
    )


def _judged(one: Figures) -> str:
    """Say how sure the team was, and when."""
    if one.assessed_on is None:
        return ""
    day = day_words(one.assessed_on, short=True)
    if not one.confidence:
        return day
    return _("%(confidence)s confidence, %(day)s") % {"confidence": one.confidence, "day": day}


def _names(addressees: Sequence[Addressee]) -> str:
    return ", ".join(each.short_name for each in addressees)


def _evidence(one: Figures, url: str) -> tuple[Count, ...]:
    found, before = [], ""
    for part in evidence_parts(one):
        if not part.rows:
            before = part.words
            continue
        argument = "rows=reported" if part.rows == "reported" else f"effect={part.rows}"
        link = f"{and_more(url, argument)}#evidence"
        found.append(Count(before, part.words, part.rows, part.value or 0, link))
    return tuple(found)


def _looked(one: Figures, *, ever: bool) -> str:
    """Say who looked since the last development, beside a silence.

    Where nobody ever looked at anything, the page says so once, before all else.
    """
    if one.last_check and one.last_check >= one.last_development_day:
        said = _("last looked %(when)s, nothing new") % {"when": days_ago((one.day - one.last_check).days)}
    elif one.last_checked and one.last_checked > one.last_development_day:
        said = _("last looked %(when)s") % {"when": days_ago((one.day - one.last_checked).days)}
    else:
        said = _("nobody has looked since") if ever else ""
    return "; ".join(each for each in (said, one.looking.words) if each)


def _others(verdicts: Mapping[str, Verdict], one: Figures) -> tuple[OtherVerdict, ...]:
    return tuple(
        OtherVerdict(
            each.status,
            STATUS_WORDS[each.status].capitalize(),
            each.judge_name,
            each.day,
            differs(one.status, each.status),
        )
        for each in verdicts.values()
    )


def _flags(facts: Facts, stall: Stall, address: str) -> tuple[FlagMark, ...]:
    flagged = facts.flagged(stall)
    if flagged is None:
        return ()
    return tuple(FlagMark(each.rule, flagged.states.get(each.rule, ""), address) for each in flagged.findings)


def _last(newest: Last | None, to: Addresses) -> LastDevelopment | None:
    if newest is None:
        return None
    words = date_words(newest.edtf, short=True)
    return LastDevelopment(newest.title, to.development(newest.key), words, newest.reported)


def since(stall: Stall, rule: str) -> dt.date | None:
    """Return since when a rule holds of a recommendation, if it does."""
    return next((found.since for found in stall.findings if found.rule == rule), None)


def boxes_of(milestones: Sequence[MilestoneInput]) -> list[tuple[str, str]]:
    """Return milestone boxes, met first; none where there are more than six."""
    if len(milestones) > BOXES_TO:
        return []
    return [(each.state, each.title) for each in in_box_order(milestones)]
