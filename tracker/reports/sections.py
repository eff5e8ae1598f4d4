"""A recommendation's part of a report: what it asks, how far it is judged to be, and on what that rests."""

from __future__ import annotations

from tracker.core.words import counted, date_words, days, days_ago, join, number, signed, signed_decimal
from tracker.documents.choices import Position, Priority
from tracker.documents.models import Recommendation
from tracker.progress.choices import NOT_ASSESSED, Confidence, Status
from tracker.progress.evidence import Definition
from tracker.progress.measures import Figures
from tracker.progress.queries import MilestoneState
from tracker.progress.recommendation_sentences import recommendation_finding
from tracker.reports.gathered import Gathered
from tracker.reports.ledger import ledger, ledger_more, ledger_says, ledger_sum
from tracker.reports.parts import Claim, JudgementPart, MilestonePart, Reason, RecommendationPart
from tracker.reports.queries import Judgement
from tracker.stalls.choices import Cause, FlagState
from tracker.stalls.models import Flag
from tracker.stalls.queries import looked_at
from tracker.stalls.rules import Stall
from tracker.stalls.sentences import reasons

_BASES = {
    "stated": ("Stated in the document", ", in its own terms"),
    "inferred": ("Inferred from the document", ", not in its words"),
    "expected": ("An effect the document expects", ", not an act it asks for"),
}


def recommendation_part(gathered: Gathered, stall: Stall) -> RecommendationPart:
    """Return a recommendation's part; its claims are numbered as they are made."""
    figures = stall.figures
    wording = gathered.wordings[figures.recommendation_id]
    basis, more = _BASES[wording.basis]
    document = gathered.cite_document()
    judged_references = _judged_references(gathered, figures)
    milestones = tuple(
        _milestone(gathered, each) for each in gathered.milestones.get(figures.recommendation_id, ())
    )
    judgements = tuple(
        _judgement(gathered, each) for each in gathered.judgements.get(figures.recommendation_id, ())
    )
    responses = _responses(gathered, figures.recommendation_id)
    rows = ledger(gathered, figures)
    return RecommendationPart(
        key=figures.key,
        code=figures.code,
        title=figures.title,
        statement=wording.statement,
        basis=basis,
        basis_more=f"{more}{_paragraphs(wording)}.",
        basis_references=document,
        about=_about(wording, gathered.definitions[figures.recommendation_id]),
        status=figures.status,
        status_words=status_words(figures.status),
        judged=judged_words(figures),
        judged_references=judged_references,
        finding=recommendation_finding(figures, _unmet_again(gathered, figures), silent=_silent(stall)),
        figures=_figures(figures),
        reasons=_reasons(gathered, stall),
        milestones=milestones,
        judgements=judgements,
        responses=responses,
        ledger=rows,
        ledger_sum=ledger_sum(figures),
        ledger_says=ledger_says(gathered, figures, rows),
        ledger_more=ledger_more(gathered, figures, rows),
    )


def status_words(status: str) -> str:
    """Return a status in words, with a capital."""
    words = "not assessed" if status == NOT_ASSESSED else str(Status(status).label)
    return words[0].upper() + words[1:]


def judged_words(figures: Figures, *, short: bool = False) -> str:
    """Return how sure the judgement is and of when; in sentences also whether it is due for review."""
    if figures.assessed_on is None:
        return ""
    sure = f"{Confidence(figures.confidence).label} confidence, " if figures.confidence else ""
    said = f", {sure}{date_words(figures.assessed_on, short=short)}"
    if short:
        return said
    if figures.judged_differently:
        said += "; judged differently within the team"
    return f"{said}; due for review. {' '.join(figures.review)}" if figures.review else said


def _unmet_again(gathered: Gathered, figures: Figures) -> int:
    return sum(each.unmet_again for each in gathered.milestones.get(figures.recommendation_id, ()))


def _silent(stall: Stall) -> bool:
    return any(finding.rule == "silent" for finding in stall.findings)


def _paragraphs(wording: Recommendation) -> str:
    numbers = list(dict.fromkeys(str(passage.paragraph) for passage in wording.passages.all()))
    if not numbers:
        return ""
    return f"; paragraph{'s' if len(numbers) > 1 else ''} {join(numbers)}"


def _about(wording: Recommendation, definition: Definition) -> tuple[str, ...]:
    addressees = [f"{each.name} {each.own_name}".strip() for each in definition.addressees]
    to = f"Addressed to {join(addressees)}. " if addressees else ""
    lines = [f"{to}Area: {wording.area.name}."]
    more = []
    if awaited := [code for code, _ in definition.waits_on]:
        more.append(f"Waits on {join(awaited)}.")
    if wording.target_date:
        more.append(f"Target date: {date_words(wording.target_date)}.")
    if wording.priority:
        reason = f": {wording.priority_reason}" if wording.priority_reason else "."
        more.append(f"Priority {Priority(wording.priority).label}{reason}")
    return (*lines, " ".join(more)) if more else tuple(lines)


def _judged_references(gathered: Gathered, figures: Figures) -> tuple[int, ...]:
    """Cite what the judgement that makes the status rests on."""
    if figures.assessed_on is None:
        return ()
    for judgement in gathered.judgements.get(figures.recommendation_id, ()):
        if not judgement.judge and judgement.date == figures.assessed_on:
            return gathered.cite(gathered.citations.get(judgement.assessment_id, ()))
    return ()


def _figures(figures: Figures) -> str:
    counts = join(
        (
            counted(figures.advances, "advance"),
            counted(figures.setbacks, "setback"),
            counted(figures.context, "context", "context"),
        )
    )
    reported = f", and {number(figures.reported)} only reported, in no figure" if figures.reported else ""
    parts = [
        f"{counts[0].upper()}{counts[1:]}{reported}",
        f"balance {signed(figures.balance)}",
        f"momentum {signed_decimal(figures.momentum)}",
    ]
    if figures.milestones_total:
        parts.append(f"{figures.milestones_met} of {counted(figures.milestones_total, 'milestone')} met")
    since = "anything was logged" if figures.last_development else "the document came out"
    parts.append(f"{days(figures.days_since_development)} since {since}")
    if figures.last_checked:
        parts.append(f"last looked {date_words(figures.last_checked)}")
    return " · ".join(parts)


def _reasons(gathered: Gathered, stall: Stall) -> tuple[Reason, ...]:
    found = reasons(stall.findings, gathered.asof.day, looked_at(stall.figures))
    flags = gathered.flags.get(stall.figures.recommendation_id, {})
    marks = {rule: mark for rule, flag in flags.items() if (mark := _mark(flag))}
    return tuple(
        Reason(
            rules=", ".join(each.rules),
            text=each.text,
            marks=" ".join(dict.fromkeys(marks[rule] for rule in each.rules if marks.get(rule))),
        )
        for each in found
    )


def _mark(flag: Flag) -> str:
    """Say what people did about a flag; an open one says nothing."""
    note = f": {flag.note}" if flag.note else ""
    if flag.state == FlagState.ACKNOWLEDGED:
        return f"Acknowledged ({Cause(flag.cause).label}){note}."
    if flag.state == FlagState.SNOOZED:
        until = date_words(flag.snoozed_until) if flag.snoozed_until else "the next development"
        return f"Snoozed until {until}{note}."
    return ""


def _milestone(gathered: Gathered, each: MilestoneState) -> MilestonePart:
    says: list[Claim] = []
    if each.promised_by:
        says.append(Claim(f"promised by {join(each.promised_by)}"))
    says += _due(gathered, each)
    met = False
    for row in gathered.meetings.get(each.milestone_id, ()):
        if row.met != met:
            met = row.met
            words = "met" if met else "un-met again"
            says.append(Claim(f"{words} {date_words(row.latest)}", gathered.cite([row.development])))
    if not each.met and not each.unmet_again:
        says.append(Claim("not met"))
    return MilestonePart(state=_state(each), title=each.title, says=tuple(says))


def _due(gathered: Gathered, each: MilestoneState) -> list[Claim]:
    if each.first_due is None or each.due is None:
        return []
    late = f", {days_ago((each.day - each.due).days)}" if each.overdue else ""
    moves = gathered.due_moves.get(each.milestone_id, [])
    if not moves:
        return [Claim(f"due {date_words(each.due)}{late}")]
    said = [Claim(f"first due {date_words(each.first_due)}")]
    for move in moves:
        words = f"moved to {date_words(move.due)} on {date_words(move.announced)}"
        said.append(Claim(words, gathered.cite([], move.source_id)))
    later = (each.due - each.first_due).days
    said.append(Claim(f"{days(abs(later))} {'later' if later >= 0 else 'earlier'} than first said{late}"))
    return said


def _state(each: MilestoneState) -> str:
    if each.met:
        return "met"
    if each.unmet_again:
        return "unmet"
    if each.overdue:
        return "overdue"
    return "due" if each.due else "open"


def _judgement(gathered: Gathered, each: Judgement) -> JudgementPart:
    more = f", {Confidence(each.confidence).label} confidence" if each.confidence else ""
    if each.judge:
        more += f", as {each.judge} judges"
    references = gathered.cite(gathered.citations.get(each.assessment_id, ()), each.source_id)
    return JudgementPart(
        date=date_words(each.date, short=True),
        status=each.status,
        status_words=status_words(each.status),
        more=f"{more}.",
        rationale=Claim(each.rationale, references),
    )


def _responses(gathered: Gathered, recommendation_id: int) -> tuple[Claim, ...]:
    said = []
    for each in gathered.responses.get(recommendation_id, ()):
        reason = f": {each.rationale}" if each.rationale else "."
        if each.position and each.date and each.date <= gathered.asof.day:
            words = f"{each.actor.name}, {date_words(each.date)}: {Position(each.position).label}{reason}"
            said.append(Claim(words, gathered.cite([], each.source_id)))
        elif each.due:
            late = ", unanswered" if each.due < gathered.asof.day else ""
            said.append(Claim(f"{each.actor.name}: due {date_words(each.due)}{late}."))
    return tuple(said)
