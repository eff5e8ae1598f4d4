"""A recommendation's page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.core.words import date_words
from tracker.dashboard import aside
from tracker.dashboard.addresses import Addresses, addresses
from tracker.dashboard.facts import subjects
from tracker.dashboard.history import Change, changes, looked_where
from tracker.dashboard.ledger import Ledger, build_ledger
from tracker.dashboard.queries.overview import nobody_looked
from tracker.dashboard.standing import boxes_of, since
from tracker.documents.models import Document, DueMove, Recommendation, RelatedRecommendation, Response
from tracker.progress import evidence
from tracker.progress.evidence import LinkRow
from tracker.progress.lanes import lane_input
from tracker.progress.measures import Figures
from tracker.progress.models import Assessment
from tracker.progress.pictures import (
    Bands,
    DevelopmentBox,
    EvidenceBar,
    LaneInput,
    Row,
    TimeScale,
    axis_names,
    build_bands,
    build_evidence_bar,
    build_scale,
    development_boxes,
    evidence_scale,
    table_rows,
    weights_of,
)
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.pictures.evidence import LARGE_UNIT
from tracker.progress.pictures.scale import BANDS_WIDTH, AxisName
from tracker.progress.queries import MilestoneState, Scope, milestones
from tracker.progress.sentences import recommendation_finding
from tracker.stalls.page import ReasonRow
from tracker.stalls.page import Subject as Flagged
from tracker.stalls.queries import examine_document, looked_at
from tracker.stalls.rules import NO_ADVANCE, SILENT, Stall
from tracker.stalls.sentences import reasons


@dataclass(frozen=True)
class Neighbour:
    """The recommendation before or after this one, in code order."""

    url: str
    code: str
    title: str


@dataclass(frozen=True)
class Picture:
    """The recommendation's own picture, and the same as rows."""

    bands: Bands
    scale: TimeScale
    names: tuple[AxisName, ...]
    boxes: list[DevelopmentBox]
    data: list[Row]


@dataclass(frozen=True)
class RecommendationPage:
    """Everything a recommendation's page shows."""

    recommendation: Recommendation
    figures: Figures
    status_words: str
    finding: str
    previous: Neighbour | None
    next: Neighbour | None
    reasons: list[ReasonRow]
    flagged: Flagged | None
    milestone_boxes: list[tuple[str, str]]
    unmet_again: int
    bar: EvidenceBar
    last_effect: str
    picture: Picture
    ledger: Ledger
    attribution: str
    milestones: list[aside.MilestoneRow]
    assessments: list[aside.AssessmentRow]
    addressees: list[aside.AddresseeRow]
    paragraphs: str
    waits_on: list[tuple[str, str]]
    related: list[tuple[str, str, str]]
    changes: list[Change]
    looked_where: str
    unwatched: str


def find_recommendation(document: str, key: str) -> Recommendation:
    """Return a recommendation by its keys, with its document, area and passages; two queries."""
    found = (
        Recommendation.objects.select_related("document", "area", "owner")
        .prefetch_related("passages")
        .filter(document__key=document, key=key)
        .first()
    )
    if found is None:
        raise NotFound(f"There is no recommendation “{document}/{key}”.")
    return found


def recommendation(
    found: Recommendation, asof: AsOf, attribution: str = "", *, table: bool = False
) -> RecommendationPage:
    """Return the page: eighteen queries, whatever is linked; its axis is the document's."""
    to = addresses(asof)
    examination = examine_document(found.document, asof)
    stalls = examination.of_document(found.document_id)
    place = next(at for at, each in enumerate(stalls) if each.figures.recommendation_id == found.pk)
    stall = stalls[place]
    scope = Scope(recommendation_ids=(found.pk,))
    links = evidence.links(scope, asof, full=True).get(found.pk, [])
    states = milestones(scope, asof).get(found.pk, [])
    definition = evidence.definitions(scope, asof)[found.pk]
    lane = _lane(stall, links, states, definition, to, attribution)
    flagged = subjects(asof, examination, [stall], []).get((found.pk, None))
    first = evidence.first_day(Scope(document_ids=(found.document_id,)), asof)
    silent = since(stall, SILENT) is not None
    unmet = sum(each.unmet_again for each in states)
    return RecommendationPage(
        recommendation=found,
        figures=stall.figures,
        status_words=STATUS_WORDS[stall.figures.status].capitalize(),
        finding=recommendation_finding(stall.figures, unmet, silent=silent),
        previous=_neighbour(stalls[place - 1], to) if place else None,
        next=_neighbour(stalls[place + 1], to) if place + 1 < len(stalls) else None,
        reasons=_reasons(stall, flagged),
        flagged=flagged,
        milestone_boxes=boxes_of(lane.milestones),
        unmet_again=unmet,
        bar=build_evidence_bar(lane.marks, evidence_scale([weights_of(lane.marks)], LARGE_UNIT)),
        last_effect=_last_effect(links),
        picture=_picture(lane, stall.figures, asof, first, table=table),
        ledger=build_ledger(stall.figures, links, asof, to, attribution=attribution, silent=silent),
        attribution=attribution,
        milestones=aside.milestone_rows(states, _moves(found, asof), asof.day),
        assessments=aside.assessment_rows(_assessments(found, asof), stall.figures.status),
        addressees=aside.addressee_rows(definition.addressees, _responses(found), asof.day, to),
        paragraphs=aside.paragraphs_words([each.paragraph for each in found.passages.all()]),
        waits_on=[(code, to.recommendation(found.document.key, key)) for code, key in definition.waits_on],
        related=_related(found, to),
        changes=changes(found, asof),
        looked_where=looked_where(found),
        unwatched=nobody_looked(found.document, stalls, asof),
    )


def _reasons(stall: Stall, flagged: Flagged | None) -> list[ReasonRow]:
    if flagged is None:
        return []
    return flagged.rows(reasons(flagged.findings, stall.figures.day, looked_at(stall.figures)))


def _lane(
    stall: Stall,
    links: list[LinkRow],
    states: list[MilestoneState],
    definition: evidence.Definition,
    to: Addresses,
    attribution: str,
) -> LaneInput:
    one = stall.figures
    return lane_input(
        one,
        links,
        states,
        definition,
        silent_since=since(stall, SILENT),
        no_advance_since=since(stall, NO_ADVANCE),
        href=to.recommendation(one.document_key, one.key),
        development_href=to.development,
        attribution=(attribution,) if attribution else (),
    )


def _picture(lane: LaneInput, one: Figures, asof: AsOf, first: dt.date | None, *, table: bool) -> Picture:
    scale = build_scale(one.published_on, asof.day, [lane], is_today=asof.is_today, first=first)
    return Picture(
        bands=build_bands(lane, scale, one.half_life),
        scale=scale,
        names=axis_names(scale, BANDS_WIDTH),
        boxes=development_boxes([lane]),
        data=table_rows([lane]) if table else [],
    )


def _neighbour(stall: Stall, to: Addresses) -> Neighbour:
    one = stall.figures
    return Neighbour(to.recommendation(one.document_key, one.key), one.code, one.title)


def _last_effect(links: list[LinkRow]) -> str:
    """Return what the newest development was: "24 Nov 2025, a setback"."""
    newest = next((link for link in reversed(links) if not link.background), None)
    if newest is None:
        return _("since the document came out")
    what = {1: _("an advance"), -1: _("a setback"), 0: _("context")}[newest.effect]
    words = f"{date_words(newest.edtf, short=True)}, {what}"
    return f"{words}, {_('reported')}" if newest.reported else words


def _moves(found: Recommendation, asof: AsOf) -> QuerySet[DueMove]:
    return DueMove.objects.filter(milestone__recommendation=found, announced__lte=asof.day)


def _assessments(found: Recommendation, asof: AsOf) -> QuerySet[Assessment]:
    known_at = asof.known_moment
    if found.document.tracking_began_at is not None:
        known_at = max(known_at, found.document.tracking_began_at)
    return (
        Assessment.objects.filter(recommendation=found, date__lte=asof.day, published_at__lte=known_at)
        .exclude(retracted_at__lte=known_at)
        .select_related("judge", "source")
        .prefetch_related("citation_rows")
    )


def _responses(found: Recommendation) -> QuerySet[Response]:
    return Response.objects.filter(recommendation=found).select_related("actor")


def _related(found: Recommendation, to: Addresses) -> list[tuple[str, str, str]]:
    rows = RelatedRecommendation.objects.filter(recommendation=found).select_related("other__document")
    return [
        (
            row.get_relation_display(),
            _code(row.other, found.document),
            to.recommendation(row.other.document.key, row.other.key),
        )
        for row in rows
    ]


def _code(other: Recommendation, here: Document) -> str:
    return other.code if other.document_id == here.pk else f"{other.document.title}, {other.code}"
