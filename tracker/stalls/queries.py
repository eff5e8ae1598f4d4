"""Findings as of a day and as known at a moment, and the progress object."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tracker.core.asof import AsOf
from tracker.documents.models import Document
from tracker.progress import queries as progress
from tracker.progress.measures import Figures
from tracker.progress.queries import MilestoneState, Scope
from tracker.stalls.policies import Policies, in_force
from tracker.stalls.rules import (
    Facts,
    Finding,
    Promise,
    Stall,
    area_findings,
    recommendation_findings,
    with_neighbours,
)
from tracker.stalls.sentences import Looked, area_reason, reason


@dataclass(frozen=True, slots=True)
class AreaStall:
    """An area with its counts and findings, over all documents published by the day."""

    area_id: int
    key: str
    name: str
    stalls: tuple[Stall, ...]
    findings: tuple[Finding, ...]

    @property
    def recommendations(self) -> int:
        """How many recommendations it holds."""
        return len(self.stalls)

    @property
    def unsettled(self) -> int:
        """How many of them are not settled."""
        return sum(not stall.figures.settled for stall in self.stalls)

    @property
    def stalled(self) -> int:
        """How many of the unsettled have any finding."""
        return sum(bool(stall.findings) for stall in self.stalls)

    @property
    def looked(self) -> Looked:
        """When somebody last looked at any of its unsettled recommendations."""
        open_ones = [stall.figures for stall in self.stalls if not stall.figures.settled]
        return max((looked_at(each) for each in open_ones), key=_by_day, default=Looked())


@dataclass(frozen=True, slots=True)
class Examination:
    """What the rules find of whole areas: every recommendation in code order, and the areas."""

    day: date
    stalls: Mapping[int, Stall]
    areas: Sequence[AreaStall]

    def of_document(self, document_id: int) -> list[Stall]:
        """Return a document's recommendations in code order."""
        return [each for each in self.stalls.values() if each.figures.document_id == document_id]

    def areas_of_document(self, document_id: int) -> list[AreaStall]:
        """Return the areas that hold one of a document's recommendations, in their first one's order."""
        order = dict.fromkeys(each.figures.area_id for each in self.of_document(document_id))
        by_id = {area.area_id: area for area in self.areas}
        return [by_id[area_id] for area_id in order]


def examine(scope: Scope, asof: AsOf, policies: Policies | None = None) -> Examination:
    """Judge whole areas: the scope must hold every recommendation of each area it touches.

    Three queries (figures, overdue milestones, policies), whatever the number of recommendations.
    """
    figures = progress.figures(scope, asof)
    promises = progress.overdue_milestones(scope, asof)
    in_use = policies or in_force()
    facts = with_neighbours(
        Facts(
            each,
            in_use.of_recommendation(each.recommendation_id, each.area_id),
            tuple(
                Promise(m.title, m.due, m.key, m.promised_by)
                for m in promises.get(each.recommendation_id, ())
                if m.due is not None
            ),
        )
        for each in figures
    )
    stalls = {each.figures.recommendation_id: Stall(each, recommendation_findings(each)) for each in facts}
    return Examination(asof.day, stalls, _areas(stalls.values(), in_use, asof.day))


def examine_document(document: Document, asof: AsOf) -> Examination:
    """Judge a document's recommendations and the areas that hold them, over all documents; three queries."""
    progress.require_published(document, asof)
    return examine(Scope(areas_of_document=document.pk), asof)


def examine_one(figures: Figures, milestones: Iterable[MilestoneState], gaps: int, span: int) -> Stall:
    """Judge one recommendation, given its milestones and the others' rhythm; one query (policies).

    ``gaps`` and ``span`` are Σn and ΣS over the other recommendations of its document in its area.
    """
    policy = in_force().of_recommendation(figures.recommendation_id, figures.area_id)
    promises = tuple(
        Promise(each.title, each.due, each.key, each.promised_by)
        for each in milestones
        if each.overdue and each.due is not None
    )
    facts = Facts(figures, policy, promises, gaps, span)
    return Stall(facts, recommendation_findings(facts))


def _areas(stalls: Iterable[Stall], policies: Policies, day: date) -> list[AreaStall]:
    members: dict[int, list[Stall]] = {}
    for stall in stalls:
        members.setdefault(stall.figures.area_id, []).append(stall)
    return [
        AreaStall(
            area_id,
            group[0].figures.area_key,
            group[0].figures.area_name,
            tuple(group),
            area_findings(group, policies.of_area(area_id), day),
        )
        for area_id, group in members.items()
    ]


def looked_at(figures: Figures) -> Looked:
    """Return when somebody last looked at a recommendation."""
    return Looked(
        figures.last_checked,
        figures.last_check is not None and figures.last_check == figures.last_checked,
    )


def _by_day(looked: Looked) -> date:
    return looked.on or date.min


def progress_object(document: Document, asof: AsOf) -> dict[str, Any]:
    """Return the object that `show_progress` prints and the API answers with; three queries."""
    examination = examine_document(document, asof)
    return {
        "document": document.key,
        "as_of": asof.day.isoformat(),
        "known_at": iso_moment(asof.known_moment),
        "recommendations": [_recommendation_object(each) for each in examination.of_document(document.pk)],
        "areas": [_area_object(each, asof.day) for each in examination.areas_of_document(document.pk)],
    }


def _recommendation_object(stall: Stall) -> dict[str, Any]:
    figures = stall.figures
    return {
        "key": figures.key,
        "code": figures.code,
        "title": figures.title,
        "area": figures.area_key,
        "status": figures.status,
        "confidence": figures.confidence,
        "assessed_on": _iso(figures.assessed_on),
        "advances": figures.advances,
        "setbacks": figures.setbacks,
        "context": figures.context,
        "balance": figures.balance,
        "momentum": round(figures.momentum, 4) + 0.0,
        "milestones_met": figures.milestones_met,
        "milestones_total": figures.milestones_total,
        "last_development": _iso(figures.last_development),
        "last_advance": _iso(figures.last_advance),
        "days_since_development": figures.days_since_development,
        "days_since_advance": figures.days_since_advance,
        "last_checked": _iso(figures.last_checked),
        "findings": [
            _finding_object(each, reason(each, figures.day, looked_at(figures))) for each in stall.findings
        ],
    }


def _area_object(area: AreaStall, day: date) -> dict[str, Any]:
    return {
        "key": area.key,
        "name": area.name,
        "recommendations": area.recommendations,
        "unsettled": area.unsettled,
        "stalled": area.stalled,
        "findings": [_finding_object(each, area_reason(each, day, area.looked)) for each in area.findings],
    }


def _finding_object(finding: Finding, sentence: str) -> dict[str, Any]:
    return {"rule": finding.rule, "since": finding.since.isoformat(), "reason": sentence}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def iso_moment(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
