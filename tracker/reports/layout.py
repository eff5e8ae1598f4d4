"""A report as the data of the PDF's templates: cleaned texts, drawn signs, words for every heading."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from tracker.core.words import figures, signed, signed_decimal
from tracker.progress import paint
from tracker.progress.pictures.figure import Figure, Group
from tracker.progress.pictures.shapes import Lane
from tracker.reports import content, fonts
from tracker.reports.parts import (
    Claim,
    LedgerRow,
    MilestonePart,
    RecommendationPart,
    Reference,
    Report,
    TableRow,
)

#: With more rows than this, numbers of sources are no links: these make a long report take half again
#: as long, since every page has to be set once more.
MOST_LINKED_ROWS = 800

#: The plot's width in pixels: the page less its margins, the label and the end column.
PLOT = 414.0

_EAST = "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_RUNS = re.compile(rf"[{_EAST}]+(?:[ \u3000]+[{_EAST}]+)*")

Text = str | list[str | dict[str, str]]


def text(value: object) -> Text:
    """Return a text with nothing that cannot be printed, its Korean and Japanese runs marked."""
    clean = fonts.printable(str(value))
    if clean.isascii():
        return clean
    runs: list[str | dict[str, str]] = []
    end = 0
    for found in _RUNS.finditer(clean):
        if language := fonts.language_of(found.group()):
            if found.start() > end:
                runs.append(clean[end : found.start()])
            runs.append({"t": found.group(), "l": language})
            end = found.end()
    if not runs:
        return clean
    return [*runs, clean[end:]] if end < len(clean) else runs


def heading(value: object) -> Text:
    """Return the text of a heading, which must not be empty, whatever was dropped from it."""
    return text(value) if plain(value).strip() else fonts.MISSING


def plain(value: object) -> str:
    """Return a text for the file's own properties."""
    return fonts.printable(str(value))


def data(report: Report) -> dict[str, Any]:
    """Return everything that the templates print."""
    kind = _("Progress report")
    return {
        "meta": {
            "title": f"{kind}: {plain(report.title)}",
            "authors": [],
            "description": plain(f"{report.moment}. {report.headline}"),
            "keywords": [plain(tag) for tag in report.tags],
            "language": report.language,
            "linked": sum(len(each.ledger) for each in report.recommendations) <= MOST_LINKED_ROWS,
        },
        "kind": text(kind),
        "moment": text(report.moment),
        "running": {"left": text(report.title), "right": text(report.moment)},
        "foot": text(f"{_('Data digest')} {content.digest(report)} · {_('re-create at')} {report.address}"),
        "document": {
            "byline": text(report.byline),
            "title": text(report.title),
            "published": text(report.published),
        },
        "headline": heading(report.headline),
        "lead": [_claim(each) for each in report.lead],
        "unwatched": text(report.unwatched),
        "prose": [[_claim(each) for each in paragraph] for paragraph in report.prose],
        "figures": [
            {"value": text(each.value), "label": text(each.label)} for each in report.figures if report.table
        ],
        "front_references": [_reference(each) for each in report.front_references],
        "picture": _picture(report.picture) if report.picture else None,
        "areas": _areas(report) if report.areas else None,
        "table": _table(report) if report.table else None,
        "recommendations_title": text(_("Recommendation by recommendation")),
        "recommendations_note": text(report.recommendations_note),
        "recommendations": [_recommendation(each) for each in report.recommendations],
        "references_title": text(_("Sources")),
        "references": [_reference(each) for each in report.references],
        "notes_title": text(_("How to read this report")),
        "notes": [text(each) for each in report.notes],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {"text": text(claim.text), "references": list(claim.references)}


def _reference(each: Reference) -> dict[str, Any]:
    said = [plain(each.title).rstrip(".")]
    if where := ", ".join(part for part in (each.publisher, each.date) if part):
        said.append(plain(where))
    more = []
    if each.read:
        more.append(f"{_('Read')} {each.read}.")
    if each.archived_url:
        more.append(f"{_('Archived copy:')} {each.archived_url}")
    return {
        "number": each.number,
        "words": text(". ".join(said) + "."),
        "url": iri_to_uri(plain(each.url)),
        "shown": text(each.url),
        "more": text(" ".join(more)),
    }


def _picture(picture: Figure) -> dict[str, Any]:
    scale = picture.scale
    names = [name for name in picture.names if name.wide and name.x > scale.published_x]
    return {
        "title": text(_("What happened, lane by lane")),
        "key": _key(),
        "width": PLOT,
        "names": [{"x": name.x, "words": text(name.words)} for name in names],
        "published": text(_("published")),
        "published_x": scale.published_x,
        "days_since": text(_("days since")),
        "groups": [_group(group) for group in picture.groups],
    }


@cache
def _key() -> list[dict[str, Any]]:
    signs = (
        (paint.paint_mark("advances", "moderate"), _("advances")),
        (paint.paint_mark("sets-back", "moderate"), _("sets back")),
        (paint.paint_mark("context", "moderate"), _("context")),
        ("", _("size: minor, moderate, major")),
        (paint.paint_mark("advances", "moderate", hollow=True), _("reported, in no figure")),
        (paint.paint_milestone("met"), _("milestone met")),
        (paint.paint_milestone("unmet"), _("un-met again")),
        (paint.paint_milestone("overdue"), _("overdue")),
        (paint.paint_disc("partly-implemented"), _("status becomes")),
        (paint.paint_hatch(), _("nothing logged (upper half: no advance)")),
        ("", _("grey: before publication")),
    )
    return [{"svg": svg, "words": text(words)} for svg, words in signs]


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": text(group.input.name),
        "says": text(group.input.says),
        "lanes": [_lane(lane) for lane in group.lanes],
    }


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "code": text(lane.input.code),
        "title": text(lane.input.title),
        # What it says stands beside the picture, cleaned: a title within would be read raw.
        "svg": paint.paint_lane(replace(lane, says=""), PLOT),
        "says": plain(lane.says),
        "disc": paint.paint_disc(lane.input.status),
        "days": text(figures(lane.input.days)),
        "silent": lane.silent,
    }


def _areas(report: Report) -> dict[str, Any]:
    heads = (_("Area"), _("Recommendations"), _("Unsettled"), _("Stalled"), _("Why the area is flagged"))
    return {
        "title": text(_("Area by area")),
        "heads": [text(head) for head in heads],
        "rows": [
            {
                "name": text(row.name),
                "counts": [text(figures(n)) for n in (row.recommendations, row.unsettled, row.stalled)],
                "reasons": [text(each) for each in row.reasons],
            }
            for row in report.areas
        ],
    }


def _table(report: Report) -> dict[str, Any]:
    found = _("Flags") if report.is_today else _("Findings")
    heads = (
        "",
        _("Recommendation"),
        _("Status, as judged"),
        _("Milestones"),
        _("Advances, setbacks, context"),
        _("Balance"),
        _("Momentum"),
        _("Days since"),
        found,
    )
    return {
        "title": text(_("The figures")),
        "heads": [text(head) for head in heads],
        "rows": [_row(row) for row in report.table],
        "note": text(
            _("Days since anything was logged, in bold where that is a finding. +, −: advances and setbacks.")
        ),
    }


def _row(row: TableRow) -> dict[str, Any]:
    return {
        "anchor": row.key,
        "code": text(row.code),
        "title": text(row.title),
        "disc": paint.paint_disc(row.status),
        "status": text(row.status_words),
        "judged": text(row.judged),
        "review": text(_("due for review") if row.due_for_review else ""),
        "milestones": text(row.milestones),
        "evidence": text(f"{figures(row.advances)}, {figures(row.setbacks)}, {figures(row.context)}"),
        "reported": text(f"{figures(row.reported)} {_('reported')}" if row.reported else ""),
        "balance": text(signed(row.balance)),
        "momentum": text(signed_decimal(row.momentum)),
        "days": text(figures(row.days)),
        "silent": row.silent,
        "findings": text(row.findings),
    }


def _recommendation(each: RecommendationPart) -> dict[str, Any]:
    met = sum(milestone.state == "met" for milestone in each.milestones)
    heads = (_("Date"), "", _("Development"), _("Weight"), _("Balance"), _("Momentum"))
    return {
        "anchor": each.key,
        "code": text(each.code),
        "title": heading(each.title),
        "statement": text(each.statement),
        "basis": text(each.basis),
        "basis_more": text(each.basis_more),
        "basis_references": list(each.basis_references),
        "about": [text(line) for line in each.about],
        "disc": paint.paint_disc(each.status),
        "status": text(each.status_words),
        "judged": text(each.judged),
        "judged_references": list(each.judged_references),
        "finding": text(each.finding),
        "figures": text(each.figures),
        "reasons": [
            {"rules": text(one.rules), "text": text(one.text), "marks": text(one.marks)}
            for one in each.reasons
        ],
        "milestones_head": text(f"{_('Milestones')}: {met} {_('of')} {len(each.milestones)} {_('met')}"),
        "milestones": [_milestone(one) for one in each.milestones],
        "judgements_head": text(_("Judgements")),
        "judgements": [
            {
                "date": text(one.date),
                "disc": paint.paint_disc(one.status),
                "status": text(one.status_words),
                "more": text(one.more),
                "rationale": _claim(one.rationale),
            }
            for one in each.judgements
        ],
        "responses_head": text(_("Responses of addressees")),
        "responses": [_claim(one) for one in each.responses],
        "ledger_head": text(_("The evidence, line by line")),
        "ledger_says": text(each.ledger_says),
        "ledger_more": text(each.ledger_more),
        "ledger_heads": [text(head) for head in heads],
        "ledger": [_entry(row) for row in each.ledger],
        "ledger_sum": [text(_("Since publication")), "", *(text(words) for words in each.ledger_sum)],
    }


def _milestone(one: MilestonePart) -> dict[str, Any]:
    return {
        "state": one.state,
        "title": text(one.title),
        "says": [_claim(each) for each in one.says],
    }


def _entry(row: LedgerRow) -> dict[str, Any]:
    return {
        "date": text(row.date),
        "mark": {
            "effect": row.effect,
            "strength": row.strength,
            "hollow": row.reported,
            "before": row.before,
        },
        "title": text(row.title),
        "summary": text(row.summary),
        "rationale": text(row.rationale),
        "meets": [{"state": "met" if each.met else "unmet", "words": text(each.words)} for each in row.meets],
        "coding": text(row.coding),
        "figures": [text(row.weight), text(row.balance), text(row.momentum)],
        "before": row.before,
        "references": list(row.references),
    }
