"""A report whose every text is the same one, to see what a renderer does with it."""

from __future__ import annotations

import datetime as dt

from tracker.progress.pictures import PRINTED, GroupInput, LaneInput, MarkInput, build_figure
from tracker.reports.parts import (
    AreaRow,
    Claim,
    Figure,
    JudgementPart,
    LedgerMeeting,
    LedgerRow,
    MilestonePart,
    Reason,
    RecommendationPart,
    Reference,
    Report,
    TableRow,
)

MOMENT = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
PUBLISHED, DAY = dt.date(2022, 8, 10), dt.date(2026, 11, 24)


def report_of(text: str) -> Report:
    """Return a report that says nothing but ``text``."""
    claim = Claim(text, (1, 2))
    lane = LaneInput(
        key="r1",
        code=text,
        title=text,
        published=PUBLISHED,
        marks=(MarkInput("d", text, text, DAY, DAY, "advances", 2, uncertain=True),),
        silent_since=PUBLISHED,
    )
    return Report(
        document_key="sample",
        language="en",
        title=text,
        authors=(text,),
        byline=text,
        published=text,
        tags=(text,),
        is_today=True,
        day=text,
        moment=text,
        headline=text,
        lead=(claim,),
        unwatched=text,
        prose=((claim,), (claim,)),
        figures=(Figure(text, text),),
        picture=build_figure([GroupInput(text, (lane,), says=text)], PUBLISHED, DAY, size=PRINTED),
        table=(_row(text),),
        areas=(AreaRow(text, 1, 1, 1, text, (text, text)),),
        recommendations=(_part(text),),
        recommendations_note=text,
        references=(
            Reference(1, text, text, text, "https://example.org/1"),
            Reference(2, text, text, text, "", text, text),
        ),
        notes=(text,),
        address=text,
    )


def _row(text: str) -> TableRow:
    return TableRow(
        key="r1",
        code=text,
        title=text,
        status="reversed",
        status_words=text,
        judged=text,
        due_for_review=True,
        milestones=text,
        advances=1,
        setbacks=2,
        context=3,
        reported=1,
        balance=-3,
        momentum=-1.5,
        days=1567,
        silent=True,
        findings=text,
    )


def _part(text: str) -> RecommendationPart:
    claim = Claim(text, (1,))
    return RecommendationPart(
        key="r1",
        code=text,
        title=text,
        statement=text,
        basis=text,
        basis_more=text,
        basis_references=(1,),
        about=(text, text),
        status="implemented",
        status_words=text,
        judged=text,
        judged_references=(2,),
        finding=text,
        figures=text,
        reasons=(Reason(text, text, text),),
        milestones=tuple(
            MilestonePart(state, text, (claim, claim)) for state in ("met", "unmet", "overdue", "due", "open")
        ),
        judgements=(JudgementPart(text, "abandoned", text, text, claim),),
        responses=(claim,),
        ledger=tuple(_ledger_row(text, effect) for effect in ("advances", "sets-back", "context")),
        ledger_sum=(text, text, text, text),
        ledger_says=text,
        ledger_more=text,
    )


def _ledger_row(text: str, effect: str) -> LedgerRow:
    return LedgerRow(
        key="d",
        date=text,
        title=text,
        summary=text,
        rationale=text,
        effect=effect,
        strength="major",
        reported=effect == "context",
        before=effect == "sets-back",
        coding=text,
        meets=(LedgerMeeting(True, text), LedgerMeeting(False, text)),
        weight=text,
        balance=text,
        momentum=text,
        references=(1, 2),
    )
