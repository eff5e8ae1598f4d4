"""A source: developments, moves of due days, responses and verdicts that rest on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.core.words import counted, join
from tracker.dashboard.addresses import addresses
from tracker.dashboard.did import Did, build_did, read_act_choice
from tracker.dashboard.paging import Sheet, sheet
from tracker.developments.queries import known
from tracker.documents.models import DueMove, Response, Source
from tracker.progress import acts
from tracker.progress.models import Assessment
from tracker.progress.pictures.data import STATUS_WORDS


@dataclass(frozen=True, slots=True)
class RestingRow:
    """Something other than a development that rests on the source."""

    date: object
    what: str
    code: str
    title: str
    url: str
    who: str
    who_url: str
    status: str = ""
    judged: bool = False
    """Whether another judge's verdict, which stands in a frame."""


@dataclass(frozen=True)
class SourcePage:
    """A source with all that rests on it."""

    source: Source
    did: Did
    moves: Sheet[RestingRow]
    responses: Sheet[RestingRow]
    verdicts: Sheet[RestingRow]
    more: str
    """What else than developments rests on it, in words."""


def source(pk: int, asof: AsOf, query: QueryDict) -> SourcePage:
    """Return a source's page; five queries."""
    found = Source.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such source."))
    to, choice = addresses(asof), read_act_choice(query)
    resting = acts.acts(acts.OF_SOURCE, {"source": found.pk}, asof, choice)
    moves = [
        RestingRow(
            each.announced,
            _("moves the due day of “%s”") % each.milestone.title,
            each.milestone.recommendation.code,
            each.milestone.recommendation.title,
            to.recommendation(each.milestone.recommendation.document.key, each.milestone.recommendation.key),
            "",
            "",
        )
        for each in _moves(found, asof)
    ]
    responses = [
        RestingRow(
            each.date,
            str(each.get_position_display()),
            each.recommendation.code,
            each.recommendation.title,
            to.recommendation(each.recommendation.document.key, each.recommendation.key),
            each.actor.name,
            to.to("dashboard:actor", key=each.actor.key),
        )
        for each in _responses(found, asof)
    ]
    verdicts = [
        RestingRow(
            each.date,
            STATUS_WORDS[each.status].capitalize(),
            each.recommendation.code,
            each.recommendation.title,
            to.recommendation(each.recommendation.document.key, each.recommendation.key),
            each.judge.name if each.judge else _("the team"),
            to.to("dashboard:actor", key=each.judge.key) if each.judge else "",
            each.status,
            judged=each.judge is not None,
        )
        for each in _verdicts(found, asof)
    ]
    return SourcePage(
        source=found,
        did=build_did(
            resting,
            choice,
            query,
            to,
            _("{} rest on it") if resting.totals.developments != 1 else _("{} rests on it"),
            {"source": found.canonical_url},
        ),
        moves=sheet(moves, query, "moves_page", "moves"),
        responses=sheet(responses, query, "responses_page", "responses"),
        verdicts=sheet(verdicts, query, "verdicts_page", "verdicts"),
        more=_more(moves, responses, verdicts),
    )


def _more(*parts: Sequence[RestingRow]) -> str:
    nouns = ("move of a due day", "moves of due days"), ("response", "responses"), ("verdict", "verdicts")
    told = [counted(len(rows), *noun) for rows, noun in zip(parts, nouns, strict=True) if rows]
    if not told:
        return ""
    verb = _("rests") if sum(len(rows) for rows in parts) == 1 else _("rest")
    return _("Beside developments, %(what)s %(verb)s on it.") % {"what": join(told), "verb": verb}


def _moves(found: Source, asof: AsOf) -> QuerySet[DueMove]:
    return (
        DueMove.objects.filter(
            source=found,
            announced__lte=asof.day,
            milestone__recommendation__document__published_on__lte=asof.day,
        )
        .select_related("milestone__recommendation__document")
        .order_by("-announced", "-id")
    )


def _responses(found: Source, asof: AsOf) -> QuerySet[Response]:
    return (
        Response.objects.filter(
            source=found, date__lte=asof.day, recommendation__document__published_on__lte=asof.day
        )
        .select_related("recommendation__document", "actor")
        .order_by("-date", "-id")
    )


def _verdicts(found: Source, asof: AsOf) -> QuerySet[Assessment]:
    """Return the judgements known at the moment that rest on it."""
    return (
        Assessment.objects.filter(
            known(asof.known_moment),
            source=found,
            date__lte=asof.day,
            recommendation__document__published_on__lte=asof.day,
        )
        .select_related("recommendation__document", "judge")
        .order_by("-date", "recommendation__document__key", "recommendation__code_order", "-id")
    )
