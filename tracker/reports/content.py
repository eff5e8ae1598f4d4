"""What a progress report says of a document as of a day and as known at a moment.

It holds no rule of its own: figures come from `progress`, findings from `stalls`, sentences from both.
A renderer for each format takes the `Report` from here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace

from django.urls import reverse

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.links import with_query
from tracker.core.words import date_words, day_words, figures, join, number
from tracker.documents.models import Document
from tracker.progress import sentences
from tracker.progress.measures import Figures, unwatched
from tracker.progress.queries import UNWATCHED_DAYS
from tracker.reports.front import large_figures, prose
from tracker.reports.gathered import Gathered, gather
from tracker.reports.lead import headline, lead
from tracker.reports.parts import AreaRow, Report, TableRow
from tracker.reports.picture import build_picture
from tracker.reports.sections import judged_words, recommendation_part, status_words
from tracker.stalls.queries import AreaStall
from tracker.stalls.rules import SILENT, Stall
from tracker.stalls.sentences import area_reasons

#: The half-life is named in days, so that a reader can follow the figure.
_WEIGHTS = (
    "The balance adds up the weights of confirmed links since publication: minor 1, moderate 2, major 4; "
    "advances count up, setbacks down, context not at all. Momentum is the same sum with each weight halved "
    "for every {half_life} days of its age. Neither is a score, and neither is added up over recommendations."
)
_STANDING = (
    "Developments that are only reported, and those before the document came out, are in no figure; reported "
    "ones count for the days since anything was logged."
)
_DEFINITIONS = (
    "Titles, statements, areas, addressees, thresholds, and due and target days with their moves are read as "
    "they stand today."
)
_SILENCE = (
    "This report says what was logged, never what happened: nothing logged says nothing about the world."
)


def progress_report(document: Document, asof: AsOf) -> Report:
    """Return the report on a document; under thirty queries, whatever it holds.

    Raises `BeforePublication` for a day before the document came out.
    """
    gathered = gather(document, asof)
    # Sources are numbered in the order of reading.
    first = lead(gathered)
    said = prose(gathered)
    parts = tuple(recommendation_part(gathered, stall) for stall in gathered.stalls)
    return Report(
        document_key=document.key,
        language="en",
        title=document.title,
        authors=_names(document),
        byline=join(_names(document)) or document.publisher,
        published=day_words(document.published_on),
        tags=tuple(document.tags),
        is_today=asof.is_today,
        day=day_words(asof.day),
        moment=_moment(asof),
        headline=headline(gathered),
        lead=first,
        unwatched=_unwatched(gathered),
        prose=said,
        figures=large_figures(gathered),
        picture=build_picture(gathered) if gathered.with_lanes else None,
        table=tuple(_table_row(stall) for stall in gathered.stalls),
        areas=tuple(_area_row(area, asof) for area in gathered.areas),
        recommendations=parts,
        recommendations_note=_cut(gathered),
        references=gathered.numbering.references(),
        notes=_notes(gathered),
        address=_address(document, asof),
    )


def digest(report: Report) -> str:
    """Return a digest of the rows and figures: alike for the same data and question, whenever it is asked.

    What only the present has (people's marks, "today") is left out, so that a report that is made
    again for the same day and moment can be held against the first.
    """
    parts = [
        replace(part, reasons=tuple(replace(each, marks="") for each in part.reasons), ledger_says="")
        for part in report.recommendations
    ]
    facts = {
        "document": report.document_key,
        "day": report.day,
        "table": [asdict(row) for row in report.table],
        "areas": [asdict(area) for area in report.areas],
        "recommendations": [asdict(part) for part in parts],
        "references": [asdict(each) for each in report.references],
    }
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def file_name(report: Report, asof: AsOf, suffix: str) -> str:
    """Return a report's file name; on another day it starts with the day."""
    return f"{asof.file_prefix}{report.document_key} progress report.{suffix}"


def _names(document: Document) -> tuple[str, ...]:
    names = (f"{each.get('given', '')} {each.get('family', '')}".strip() for each in document.authors)
    return tuple(name for name in names if name)


def _moment(asof: AsOf) -> str:
    known = asof.known_moment.astimezone(clock.zone())
    return f"As of {day_words(asof.day)} · as known on {day_words(known.date())}, {known:%H:%M %Z}"


def _address(document: Document, asof: AsOf) -> str:
    moment = asof.known_moment.isoformat().replace("+00:00", "Z")
    path = reverse("reports:progress-pdf", args=[document.key])
    return with_query(path, {"as_of": asof.day.isoformat(), "known_at": moment}).replace("%3A", ":")


def _unwatched(gathered: Gathered) -> str:
    """Say that nobody looks, today only: on another day what was learned since is in view."""
    if not gathered.asof.is_today:
        return ""
    began = gathered.document.tracking_began_at
    found = unwatched(
        gathered.figures, clock.day_of(began) if began else None, gathered.asof.day, UNWATCHED_DAYS
    )
    return sentences.unwatched_sentence(found) if found else ""


def _table_row(stall: Stall) -> TableRow:
    of = stall.figures
    return TableRow(
        key=of.key,
        code=of.code,
        title=of.title,
        status=of.status,
        status_words=status_words(of.status),
        judged=judged_words(of, short=True).removeprefix(", "),
        due_for_review=of.due_for_review,
        milestones=f"{figures(of.milestones_met)}/{figures(of.milestones_total)}"
        if of.milestones_total
        else "",
        advances=of.advances,
        setbacks=of.setbacks,
        context=of.context,
        reported=of.reported,
        balance=of.balance,
        momentum=round(of.momentum, 4) + 0.0,
        days=of.days_since_development,
        silent=any(each.rule == SILENT for each in stall.findings),
        findings=_rules(stall, of),
    )


def _rules(stall: Stall, of: Figures) -> str:
    return ", ".join(each.rule for each in stall.findings) or ("settled" if of.settled else "")


def _area_row(area: AreaStall, asof: AsOf) -> AreaRow:
    found = area_reasons(area.findings, asof.day, area.looked)
    return AreaRow(
        name=area.name,
        recommendations=area.recommendations,
        unsettled=area.unsettled,
        stalled=area.stalled,
        findings=", ".join(each.rule for each in area.findings),
        reasons=tuple(each.text for each in found),
    )


def _cut(gathered: Gathered) -> str:
    if gathered.most_rows_each is None:
        return ""
    return (
        f"More is linked to this document than a report can hold: each ledger has its newest "
        f"{number(gathered.most_rows_each)} rows. All figures count all rows."
    )


def _notes(gathered: Gathered) -> tuple[str, ...]:
    document, asof = gathered.document, gathered.asof
    notes = [_SILENCE, _WEIGHTS.format(half_life=figures(document.half_life)), _STANDING, _DEFINITIONS]
    began = document.tracking_began_at
    if began:
        on = date_words(clock.day_of(began))
        if asof.known_moment < began:
            notes.append(f"Tracking began on {on}; this is what it began with.")
        else:
            notes.append(f"Tracking of this document began on {on}.")
    return tuple(notes)
