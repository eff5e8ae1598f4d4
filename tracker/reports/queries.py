"""What a report reads beside figures, findings and links: what each claim rests on.

Each function is one query for all recommendations of a scope; the definitions take a few.
"""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from tracker.core.asof import AsOf
from tracker.developments.models import Development, DevelopmentSource
from tracker.documents.models import Document, DueMove, Recommendation, Response, Source
from tracker.progress import sql
from tracker.progress.models import Citation
from tracker.progress.queries import Scope, parameters, rows
from tracker.reports.references import SourceFacts
from tracker.stalls.choices import UNRESOLVED
from tracker.stalls.models import Flag


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A development that met a milestone, or un-met it again."""

    milestone_id: int
    development: str
    met: bool
    latest: dt.date


_MEETINGS = f"""
SELECT g.milestone_id, dev.key, g.met, g.latest
FROM developments_meeting g
JOIN developments_development dev ON dev.id = g.development_id
JOIN documents_milestone m ON m.id = g.milestone_id
JOIN documents_recommendation r ON r.id = m.recommendation_id
JOIN documents_document d ON d.id = r.document_id
WHERE {sql.meetings("g")} AND {{where}}
ORDER BY g.milestone_id, g.latest, g.earliest, dev.key COLLATE "C"
"""


def meetings(scope: Scope, asof: AsOf) -> dict[int, list[MeetingRow]]:
    """Return each milestone's meetings that count, in the order in which the last decides; one query."""
    found: dict[int, list[MeetingRow]] = defaultdict(list)
    for row in rows(_MEETINGS.format(where=scope.where()), parameters(asof, scope)):
        meeting = MeetingRow(*row)
        found[meeting.milestone_id].append(meeting)
    return found


@dataclass(frozen=True, slots=True)
class Judgement:
    """An assessment with its grounds: the team's where no judge is named."""

    assessment_id: int
    recommendation_id: int
    date: dt.date
    status: str
    confidence: str
    rationale: str
    judge: str
    source_id: int | None


_JUDGEMENTS = f"""
SELECT s.id, s.recommendation_id, s.date, s.status, s.confidence, s.rationale, coalesce(a.name, ''),
       s.source_id
FROM progress_assessment s
JOIN documents_recommendation r ON r.id = s.recommendation_id
JOIN documents_document d ON d.id = r.document_id
LEFT JOIN documents_actor a ON a.id = s.judge_id
WHERE s.date <= %(day)s AND {sql.known("s")} AND {{where}}
ORDER BY s.recommendation_id, s.date DESC, s.published_at DESC, s.id DESC
"""


def judgements(scope: Scope, asof: AsOf) -> dict[int, list[Judgement]]:
    """Return each recommendation's assessments, newest first; one query."""
    found: dict[int, list[Judgement]] = defaultdict(list)
    for row in rows(_JUDGEMENTS.format(where=scope.where()), parameters(asof, scope)):
        judgement = Judgement(*row)
        found[judgement.recommendation_id].append(judgement)
    return found


def citations(assessment_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the keys of the developments that each assessment cites, in order; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    cited = Citation.objects.filter(assessment_id__in=list(assessment_ids))
    for assessment_id, key in cited.values_list("assessment_id", "development__key"):
        found[assessment_id].append(key)
    return {assessment_id: tuple(keys) for assessment_id, keys in found.items()}


def sources_of_developments(keys: Iterable[str]) -> dict[str, list[SourceFacts]]:
    """Return the sources of each development, in order; one query."""
    found: dict[str, list[SourceFacts]] = defaultdict(list)
    held = DevelopmentSource.objects.filter(development__key__in=list(keys))
    for row in held.select_related("source", "development").order_by("development_id", "position", "id"):
        found[row.development.key].append(source_facts(row.source))
    return found


def summaries_of(keys: Iterable[str]) -> dict[str, str]:
    """Return the summaries of some developments; one query."""

    return dict(Development.objects.filter(key__in=list(keys)).values_list("key", "summary"))


def sources(source_ids: Iterable[int | None]) -> dict[int, SourceFacts]:
    """Return sources by their ids; one query."""
    wanted = {each for each in source_ids if each is not None}
    return {each.pk: source_facts(each) for each in Source.objects.filter(pk__in=wanted)}


def source_facts(source: Source) -> SourceFacts:
    """Return what a report says of a source."""
    return SourceFacts(
        identity=source.canonical_url,
        url=source.url,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        read_on=source.read_on,
        archived_url=source.archived_url,
    )


def wordings(document_id: int) -> dict[int, Recommendation]:
    """Return a document's recommendations as they are worded today; two queries."""
    asked = Recommendation.objects.filter(document_id=document_id).select_related("area")
    return {each.pk: each for each in asked.prefetch_related("passages")}


def responses(document_id: int) -> dict[int, list[Response]]:
    """Return addressees' responses, each recommendation's in their order; one query."""
    found: dict[int, list[Response]] = defaultdict(list)
    given = Response.objects.filter(recommendation__document_id=document_id)
    for each in given.select_related("actor", "source"):
        found[each.recommendation_id].append(each)
    return found


def due_moves(document_id: int, asof: AsOf) -> dict[int, list[DueMove]]:
    """Return each milestone's moves that were announced by the day; one query."""
    found: dict[int, list[DueMove]] = defaultdict(list)
    moves = DueMove.objects.filter(
        milestone__recommendation__document_id=document_id, announced__lte=asof.day
    )
    for each in moves.select_related("source").order_by("milestone_id", "announced", "position", "id"):
        found[each.milestone_id].append(each)
    return found


def flags(document_id: int, asof: AsOf) -> dict[int, dict[str, Flag]]:
    """Return each recommendation's unresolved flags by their rule; one query, and none on another day."""
    found: dict[int, dict[str, Flag]] = defaultdict(dict)
    if asof.is_today:
        for each in Flag.objects.filter(recommendation__document_id=document_id, state__in=UNRESOLVED):
            if each.recommendation_id is not None:
                found[each.recommendation_id][each.rule] = each
    return found


def documents_out_on(day: dt.date) -> list[Document]:
    """Return the documents published by a day, newest first, with how much each holds; one query."""
    return list(
        Document.objects.filter(published_on__lte=day)
        .annotate(asked=Count("recommendations"))
        .order_by("-published_on", "key")
    )
