"""Areas and actors: lanes and table of their recommendations, of every document, and what beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.dashboard.addresses import Addresses, addresses
from tracker.dashboard.answered import Answered, build_answered
from tracker.dashboard.choices import Choice, read_choice
from tracker.dashboard.did import Did, build_did, read_act_choice
from tracker.dashboard.facts import Facts, facts
from tracker.dashboard.head import finding, lead
from tracker.dashboard.judged import Judged, build_judged
from tracker.dashboard.promised import Promised, build_promised
from tracker.dashboard.queries.documents import open_flags
from tracker.dashboard.queries.lanes import Board, read_board
from tracker.dashboard.waits import WaitRow, wait_rows
from tracker.documents.models import Actor, Area
from tracker.progress import acts, answers, promises, verdicts, waiting, watched
from tracker.progress.queries import EVERYTHING, Scope, parameters
from tracker.progress.reading import read_parts
from tracker.progress.sentences import Part
from tracker.stalls.page import ReasonRow
from tracker.stalls.page import Subject as Flagged
from tracker.stalls.queries import examine
from tracker.stalls.rules import Stall
from tracker.stalls.sentences import area_reasons


@dataclass(frozen=True)
class AreaPage:
    """An area over all documents published by the day."""

    area: Area
    finding: list[Part]
    lead: list[Part]
    reasons: list[ReasonRow]
    flagged: Flagged | None
    board: Board
    page: Page[Stall]
    choice: Choice
    milestones_met: int
    milestones_total: int
    promised: Promised
    answered: Answered
    waits: list[WaitRow]
    unwatched: list[str]


@dataclass(frozen=True)
class ActorPage:
    """An actor: what was asked of it, what it did, promised, answered, and judged."""

    actor: Actor
    finding: list[Part]
    lead: list[Part]
    board: Board
    page: Page[Stall]
    choice: Choice
    did: Did
    promised: Promised
    answered: Answered
    judged: Judged
    waits: list[WaitRow]
    unwatched: list[str]


def area(key: str, asof: AsOf, query: QueryDict) -> AreaPage:
    """Return an area's page; nine queries."""
    found = Area.objects.annotate(open_flags=open_flags()).filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no area “%s”.") % key[:100])
    to, choice, scope = addresses(asof), read_choice(query), Scope(area_ids=(found.pk,))
    beside = _beside_area(found, asof)
    examination = examine(scope, asof)
    about = facts(scope, asof, examination, list(examination.stalls.values()), examination.areas, choice)
    board = read_board(about, choice, to)
    flagged = next((each for area in about.areas if (each := about.area_flagged(area))), None)
    given = answers.answers_of(beside["answers"], asof.day)
    return AreaPage(
        area=found,
        finding=finding(about),
        lead=lead(about),
        reasons=_reasons(about, flagged),
        flagged=flagged,
        board=board,
        page=board.page,
        choice=choice,
        milestones_met=sum(each.milestones_met for each in about.figures),
        milestones_total=sum(each.milestones_total for each in about.figures),
        promised=_promised(beside, asof, query, to),
        answered=build_answered(given, answers.open_answers_sentence(given), query, to),
        waits=_waits(beside, to),
        unwatched=watched.unwatched_of(beside["watched"], asof),
    )


def actor(key: str, asof: AsOf, query: QueryDict) -> ActorPage:
    """Return an actor's page; nine queries: findings are judged over whole areas."""
    found = Actor.objects.annotate(open_flags=open_flags()).filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no actor “%s”.") % key[:100])
    to, choice, act_choice = addresses(asof), read_choice(query), read_act_choice(query)
    beside = _beside_actor(found, asof, act_choice)
    asked = {pk for (pk,) in beside["asked"]}
    examination = examine(Scope(areas_of_actor=found.pk), asof)
    stalls = [each for each in examination.stalls.values() if each.figures.recommendation_id in asked]
    about = facts(Scope(actor_ids=(found.pk,)), asof, examination, stalls, examination.areas, choice)
    board = read_board(about, choice, to)
    given = answers.answers_of(beside["answers"], asof.day)
    compared = [verdicts.compared_of(row) for row in beside["verdicts"]]
    took_part = _("It took part in {}")
    return ActorPage(
        actor=found,
        finding=finding(about),
        lead=lead(about),
        board=board,
        page=board.page,
        choice=choice,
        did=build_did(acts.acts_of(beside), act_choice, query, to, took_part, {"actor": found.key}),
        promised=_promised(beside, asof, query, to),
        answered=build_answered(given, answers.answers_sentence(given, len(stalls)), query, to),
        judged=build_judged(compared, found.key, query, to),
        waits=_waits(beside, to),
        unwatched=watched.unwatched_of(beside["watched"], asof),
    )


_ASKED = "SELECT ra.recommendation_id FROM documents_recommendationaddressee ra WHERE ra.actor_id = %(actor)s"
Found = dict[str, list[list[Any]]]


def _beside_actor(found: Actor, asof: AsOf, choice: acts.ActChoice) -> Found:
    """Read what an actor did, promised, answered and judged, and what is asked of it; one query."""
    return read_parts(
        {
            "asked": (_ASKED, 1),
            **acts.acts_parts(choice),
            "promises": (promises.promises_statement(promises.BY_ACTOR), promises.COLUMNS),
            "answers": (answers.answers_statement(answers.OF_ACTOR), answers.COLUMNS),
            "verdicts": (verdicts.compared_statement(verdicts.OF_JUDGE), verdicts.COLUMNS),
            "waits": (waiting.waiting_statement(waiting.OF_ACTOR), waiting.COLUMNS),
            "watched": (watched.watched_statement(watched.OF_ACTOR), watched.COLUMNS),
        },
        {**parameters(asof, EVERYTHING), **acts.offset_of(choice), "actor": found.pk},
        per=acts.acts_per(acts.OF_ACTOR),
    )


def _beside_area(found: Area, asof: AsOf) -> Found:
    """Read what was promised and answered in an area, and what waits there; one query."""
    return read_parts(
        {
            "promises": (promises.promises_statement(promises.OF_AREA), promises.COLUMNS),
            "answers": (answers.answers_statement(answers.OF_AREA), answers.COLUMNS),
            "waits": (waiting.waiting_statement(waiting.OF_AREA), waiting.COLUMNS),
            "watched": (watched.watched_statement(watched.OF_AREA), watched.COLUMNS),
        },
        {**parameters(asof, EVERYTHING), "area": found.pk},
    )


def _promised(beside: Found, asof: AsOf, query: QueryDict, to: Addresses) -> Promised:
    return build_promised([promises.promise_of(row, asof.day) for row in beside["promises"]], query, to)


def _waits(beside: Found, to: Addresses) -> list[WaitRow]:
    return wait_rows([waiting.wait_of(row) for row in beside["waits"]], to)


def _reasons(about: Facts, flagged: Flagged | None) -> list[ReasonRow]:
    if flagged is None:
        return []
    (area,) = about.areas
    return flagged.rows(area_reasons(flagged.findings, about.asof.day, area.looked))
