"""A recommendation's page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.core.words import date_words
from tracker.dashboard import aside
from tracker.dashboard.addresses import Addresses, addresses
from tracker.dashboard.asked import EFFECTS, PageChoice, Range, read_range
from tracker.dashboard.facts import subjects
from tracker.dashboard.history import Change, Looks, changes, looks
from tracker.dashboard.ledger import Ledger, build_ledger
from tracker.dashboard.picture import Picture, build_bar, build_picture
from tracker.dashboard.queries.beside import read_beside
from tracker.dashboard.standing import boxes_of, since
from tracker.documents.models import Recommendation
from tracker.documents.related import Related, grouped
from tracker.progress.evidence import Addressee, Definition, LinkRow, Verdict
from tracker.progress.lanes import lane_input
from tracker.progress.measures import Figures, Unwatched
from tracker.progress.pictures import EvidenceBar, LaneInput
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.queries import MilestoneState, Scope, figures, require_published
from tracker.progress.recommendation_sentences import recommendation_parts, weights_words
from tracker.progress.sentences import Part, unwatched_sentence
from tracker.progress.single import Asked, Single, single
from tracker.stalls.page import ReasonRow
from tracker.stalls.page import Subject as Flagged
from tracker.stalls.queries import Examination, examine_one, looked_at
from tracker.stalls.rules import NO_ADVANCE, SILENT, Stall
from tracker.stalls.sentences import reasons


@dataclass(frozen=True)
class Neighbour:
    """The recommendation before or after this one, in code order."""

    url: str
    code: str
    title: str


@dataclass(frozen=True)
class RecommendationPage:
    """Everything a recommendation's page shows."""

    recommendation: Recommendation
    stall: Stall
    figures: Figures
    status_words: str
    finding: list[Part]
    weights: str
    previous: Neighbour | None
    next: Neighbour | None
    reasons: list[ReasonRow]
    flagged: Flagged | None
    milestone_boxes: list[tuple[str, str]]
    unmet_again: int
    bar: EvidenceBar
    last_effect: str
    last_place: str
    picture: Picture
    ledger: Ledger
    choice: PageChoice
    milestones: list[aside.MilestoneRow]
    assessments: list[aside.AssessmentRow]
    rivals: list[aside.Rival]
    addressees: list[aside.AddresseeRow]
    paragraphs: str
    waits_on: list[aside.OtherRow]
    awaited_by: list[aside.OtherRow]
    related: list[Related]
    changes: list[Change]
    looks: Looks
    unwatched: str
    open_flags: int


def find_recommendation(document: str, key: str) -> Recommendation:
    """Return a recommendation by its keys, with its document and area; one query."""
    found = (
        Recommendation.objects.select_related("document", "area", "owner")
        .filter(document__key=document, key=key)
        .first()
    )
    if found is None:
        raise NotFound(f"There is no recommendation “{document}/{key}”.")
    return found


def recommendation(found: Recommendation, asof: AsOf, choice: PageChoice) -> RecommendationPage:
    """Return the page: five queries, whatever is linked.

    They read its figures, its evidence, what stands beside them, the policies and, today, its flags.
    """
    require_published(found.document, asof)
    to = addresses(asof)
    chosen = read_range(choice, asof.day)
    (one,) = figures(Scope(recommendation_ids=(found.pk,)), asof)
    evidence = single(found.pk, asof, _asked(choice, chosen))
    first = min(one.published_on, evidence.whole.earliest or one.published_on)
    if chosen.until < first:
        # Only what is read tells the first day; a range before it is told, and the whole time read.
        chosen = read_range(choice, asof.day, first)
        evidence = single(found.pk, asof, _asked(choice, chosen))
    parts = read_beside(found, asof)
    states = aside.milestone_states(parts["milestones"], found.pk, asof.day)
    stall = examine_one(one, states, *parts["rhythm"])
    one = stall.figures
    flagged = subjects(asof, Examination(asof.day, {found.pk: stall}, ()), [stall], []).get((found.pk, None))
    looked = looks(parts["checks"])
    definition = _definition(found, parts, looked)
    lane = _lane(stall, evidence, states, definition, to, choice)
    waits_on = aside.other_rows(parts["waits_on"], to)
    silent = since(stall, SILENT) is not None
    unmet = sum(each.unmet_again for each in states)
    return RecommendationPage(
        recommendation=found,
        stall=stall,
        figures=one,
        status_words=STATUS_WORDS[one.status].capitalize(),
        finding=recommendation_parts(one, unmet, silent=silent),
        weights=weights_words(one),
        previous=_neighbour(parts["previous"], found, to),
        next=_neighbour(parts["next"], found, to),
        reasons=_reasons(stall, flagged),
        flagged=flagged,
        milestone_boxes=boxes_of(lane.milestones),
        unmet_again=unmet,
        bar=build_bar(one, evidence),
        last_effect=_last_effect(evidence.newest),
        last_place=f"link-{evidence.newest.development}" if evidence.newest else "",
        picture=build_picture(lane, one, evidence, chosen, waits_on, is_today=asof.is_today, choice=choice),
        ledger=build_ledger(one, evidence, asof, to, choice, silent=silent),
        choice=choice,
        milestones=aside.milestone_rows(states, parts["milestones"], to),
        assessments=aside.assessment_rows(parts["assessments"], one.status, to),
        rivals=aside.rivals(parts["assessments"]) if one.judged_differently else [],
        addressees=aside.addressee_rows(definition.addressees, parts["responses"], asof.day, to),
        paragraphs=aside.paragraphs_words(parts["paragraphs"]),
        waits_on=waits_on,
        awaited_by=aside.other_rows(parts["awaited_by"], to),
        related=grouped(tuple(row) for row in parts["related"]).get(found.pk, []),
        changes=changes(parts, asof, found.document.tracking_began_at),
        looks=looked,
        unwatched=_unwatched(found, parts["unwatched"]),
        open_flags=parts["open_flags"],
    )


def _asked(choice: PageChoice, chosen: Range) -> Asked:
    effect = EFFECTS[choice.effect] if choice.effect else None
    return Asked(chosen.since, chosen.until, choice.rows, effect, choice.attribution, choice.page)


def _definition(found: Recommendation, parts: dict[str, Any], looked: Looks) -> Definition:
    """Return what the lane takes of the parts."""
    return Definition(
        found.pk,
        tuple(Addressee(*each) for each in parts["addressees"]),
        tuple((code, key) for _document, key, code, *_rest in parts["waits_on"]),
        looked.days,
        tuple(
            Verdict(dt.date.fromisoformat(row[1]), row[2], row[3], row[5] or "", row[6] or "")
            for row in reversed(parts["assessments"])
        ),
    )


def _unwatched(found: Recommendation, part: list[Any]) -> str:
    """Return the sentence of an unwatched document; nothing while it is watched, and on another day."""
    if not part or not part[0]:
        return ""
    _unsettled, last = part
    began = found.document.tracking_began_at
    return unwatched_sentence(
        Unwatched(dt.date.fromisoformat(last) if last else None, clock.day_of(began) if began else None)
    )


def _reasons(stall: Stall, flagged: Flagged | None) -> list[ReasonRow]:
    if flagged is None:
        return []
    return flagged.rows(reasons(flagged.findings, stall.figures.day, looked_at(stall.figures)))


def _lane(
    stall: Stall,
    evidence: Single,
    states: list[MilestoneState],
    definition: Definition,
    to: Addresses,
    choice: PageChoice,
) -> LaneInput:
    one = stall.figures
    return lane_input(
        one,
        evidence.marks,
        states,
        definition,
        silent_since=since(stall, SILENT),
        no_advance_since=since(stall, NO_ADVANCE),
        href=to.recommendation(one.document_key, one.key),
        development_href=to.development,
        attribution=(choice.attribution,) if choice.attribution else (),
    )


def _neighbour(part: list[str], found: Recommendation, to: Addresses) -> Neighbour | None:
    if not part:
        return None
    key, code, title = part
    return Neighbour(to.recommendation(found.document.key, key), code, title)


def _last_effect(newest: LinkRow | None) -> str:
    """Return what the newest development was: "24 Nov 2025, a setback"."""
    if newest is None:
        return _("since the document came out")
    what = {1: _("an advance"), -1: _("a setback"), 0: _("context")}[newest.effect]
    words = f"{date_words(newest.edtf, short=True)}, {what}"
    return f"{words}, {_('reported')}" if newest.reported else words
