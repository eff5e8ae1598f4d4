"""Areas and actors: the same lanes and table for their recommendations, of every document."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page

from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.dashboard.addresses import addresses
from tracker.dashboard.board import Board, build_board, page_of
from tracker.dashboard.choices import Choice
from tracker.dashboard.facts import Facts, Rows, facts, rows_in_view
from tracker.dashboard.head import WINDOW, lead
from tracker.developments.models import Development
from tracker.documents.models import Actor, Area, Recommendation
from tracker.progress.queries import Scope
from tracker.progress.sentences import Part, document_finding
from tracker.stalls.page import ReasonRow
from tracker.stalls.page import Subject as Flagged
from tracker.stalls.queries import examine
from tracker.stalls.rules import SILENT, Stall
from tracker.stalls.sentences import area_reasons


@dataclass(frozen=True)
class AreaPage:
    """An area over all documents published by the day."""

    area: Area
    finding: list[Part]
    lead: str
    reasons: list[ReasonRow]
    flagged: Flagged | None
    board: Board
    page: Page[Stall]
    choice: Choice


@dataclass(frozen=True)
class ActorPage:
    """An actor: what is asked of it, and in how many developments it took part."""

    actor: Actor
    finding: list[Part]
    lead: str
    developments: int
    board: Board
    page: Page[Stall]
    choice: Choice


def area(key: str, asof: AsOf, choice: Choice) -> AreaPage:
    """Return an area's page; eight queries."""
    found = Area.objects.filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no area “{key}”.")
    scope = Scope(area_ids=(found.pk,))
    examination = examine(scope, asof)
    about = facts(scope, asof, examination, list(examination.stalls.values()), examination.areas)
    board, page, rows = _board(about, asof, choice)
    finding, told = _finding(about, rows)
    flagged = next((each for area in about.areas if (each := about.area_flagged(area))), None)
    return AreaPage(found, finding, told, _reasons(about, flagged), flagged, board, page, choice)


def actor(key: str, asof: AsOf, choice: Choice) -> ActorPage:
    """Return an actor's page; ten queries: findings are judged over whole areas."""
    found = Actor.objects.filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no actor “{key}”.")
    areas = Recommendation.objects.filter(addressees=found).values_list("area_id", flat=True).distinct()
    examination = examine(Scope(area_ids=tuple(areas)), asof)
    scope = Scope(actor_ids=(found.pk,))
    asked = set(Recommendation.objects.filter(addressees=found).values_list("pk", flat=True))
    stalls = [each for each in examination.stalls.values() if each.figures.recommendation_id in asked]
    about = facts(scope, asof, examination, stalls, examination.areas)
    board, page, rows = _board(about, asof, choice)
    finding, told = _finding(about, rows)
    took_part = Development.objects.filter(actors=found, state="published", latest__lte=asof.day).count()
    return ActorPage(found, finding, told, took_part, board, page, choice)


def _board(about: Facts, asof: AsOf, choice: Choice) -> tuple[Board, Page[Stall], Rows]:
    page = page_of(about, choice)
    in_view = list(page.object_list)
    rows = rows_in_view(asof, in_view)
    return build_board(about, in_view, rows, choice, addresses(asof)), page, rows


def _finding(about: Facts, rows: Rows) -> tuple[list[Part], str]:
    figures = [each.figures for each in about.stalls]
    silent = sum(any(found.rule == SILENT for found in each.findings) for each in about.stalls)
    return document_finding(figures, silent, WINDOW), lead(figures, about.areas, about.asof, rows)


def _reasons(about: Facts, flagged: Flagged | None) -> list[ReasonRow]:
    if flagged is None:
        return []
    (area,) = about.areas
    return flagged.rows(area_reasons(flagged.findings, about.asof.day, area.looked))
