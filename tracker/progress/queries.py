"""Figures as of a day and as known at a moment, for any set of recommendations, in set-based queries."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.errors import BeforePublication
from tracker.core.words import day_words
from tracker.documents.models import Document
from tracker.progress import sql
from tracker.progress.choices import NOT_ASSESSED
from tracker.progress.measures import Figures, Rhythm, momentum_since

#: Days without anybody looking after which a document is unwatched.
UNWATCHED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Scope:
    """Which recommendations are asked for; a document not out on the day is never among them."""

    document_ids: tuple[int, ...] | None = None
    area_ids: tuple[int, ...] | None = None
    recommendation_ids: tuple[int, ...] | None = None
    actor_ids: tuple[int, ...] | None = None
    #: All recommendations, of any document, in the areas of this one.
    areas_of_document: int | None = None
    #: All recommendations in the areas in which something is asked of this actor.
    areas_of_actor: int | None = None

    def where(self) -> str:
        """Return the condition on recommendation r and its document d."""
        parts = ["d.published_on <= %(day)s"]
        if self.document_ids is not None:
            parts.append("r.document_id = ANY(%(document_ids)s)")
        if self.area_ids is not None:
            parts.append("r.area_id = ANY(%(area_ids)s)")
        if self.recommendation_ids is not None:
            parts.append("r.id = ANY(%(recommendation_ids)s)")
        if self.actor_ids is not None:
            parts.append(
                "EXISTS (SELECT FROM documents_recommendationaddressee ra"
                " WHERE ra.recommendation_id = r.id AND ra.actor_id = ANY(%(actor_ids)s))"
            )
        if self.areas_of_document is not None:
            parts.append(
                "r.area_id IN (SELECT area_id FROM documents_recommendation"
                " WHERE document_id = %(areas_of_document)s)"
            )
        if self.areas_of_actor is not None:
            parts.append(
                "r.area_id IN (SELECT ro.area_id FROM documents_recommendation ro"
                " JOIN documents_recommendationaddressee ra ON ra.recommendation_id = ro.id"
                " WHERE ra.actor_id = %(areas_of_actor)s)"
            )
        return " AND ".join(parts)

    def parameters(self) -> dict[str, Any]:
        """Return the condition's parameters."""
        return {
            "document_ids": list(self.document_ids or ()),
            "area_ids": list(self.area_ids or ()),
            "recommendation_ids": list(self.recommendation_ids or ()),
            "actor_ids": list(self.actor_ids or ()),
            "areas_of_document": self.areas_of_document,
            "areas_of_actor": self.areas_of_actor,
        }


EVERYTHING = Scope()


def require_published(document: Document, asof: AsOf) -> None:
    """Refuse a day before the document came out: there is nothing to ask."""
    if asof.day < document.published_on:
        raise BeforePublication(
            f"There is nothing to ask before {day_words(document.published_on)}, when the document came out.",
            earliest=document.published_on,
        )


def parameters(asof: AsOf, scope: Scope) -> dict[str, Any]:
    """Return what every part of `progress.sql` takes."""
    return {
        "day": asof.day,
        "known_at": asof.k,
        "day_end": clock.end_of_day(asof.day),
        **scope.parameters(),
    }


def rows(statement: str, given: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Run one read and yield its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        yield from cursor.fetchall()


_FIGURES = f"""
SELECT r.id, r.document_id, d.key, r.area_id, ar.key, ar.name, r.key, r.code, r.title, d.published_on,
       d.half_life, r.target_date, status.status, status.confidence, status.date,
       adv.n, setb.n, ctx.n, adv.weight, setb.weight, adv.decayed - setb.decayed, base.move,
       ms.met, ms.total, greatest(adv.latest, setb.latest, ctx.latest, rep.latest), last.setback,
       adv.days, adv.first, last.advance,
       setb.after, setb.after_first, tie.n, looked.checked, looked.published,
       rep.n, adv.newer, setb.newer, cited.retracted, cited.corrected, ms.changed, {sql.DIFFERS},
       r.review_every, d.tracking_began_at
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
JOIN documents_area ar ON ar.id = r.area_id
{sql.MOMENT}{sql.STATUS}{sql.LAST}{sql.ADVANCES}{sql.SETBACKS}{sql.TIES}{sql.CONTEXT}{sql.REPORTED}{sql.LOOKED}
{sql.CITED}
CROSS JOIN LATERAL (
    SELECT count(*) AS total, count(*) FILTER (WHERE meeting.met) AS met,
           json_agg(json_build_array(m.title, meeting.met) ORDER BY m.position, m.id)
               FILTER (WHERE {sql.CHANGED_MILESTONE}) AS changed
    FROM documents_milestone m {sql.LAST_MEETING}
    WHERE m.recommendation_id = r.id
    OFFSET 0
) ms
WHERE {{where}}
ORDER BY d.published_on, d.key COLLATE "C", r.code_order COLLATE "C", r.id
"""


def figures(scope: Scope, asof: AsOf) -> list[Figures]:
    """Return the figures of the scope's recommendations, in code order within each document.

    One query: range reads of `link_facts` for each recommendation (see the index's model).
    """
    statement = _FIGURES.format(where=scope.where())
    return [_figures(row, asof) for row in rows(statement, parameters(asof, scope))]


def _figures(row: tuple[Any, ...], asof: AsOf) -> Figures:
    (
        rec_id, document_id, document_key, area_id, area_key, area_name, key, code, title, published_on,
        half_life, target, status, confidence, assessed_on, advances, setbacks, context,
        advanced, set_back, decayed, last_move,
        met, total, last_development, last_setback, days, first_advance, last_advance,
        after, after_first, tied, checked, published, reported,
        newer_advances, newer_setbacks, cited_retracted, cited_corrected, changed, differs,
        review_every, began,
    ) = row  # fmt: skip
    looked = clock.day_of(published) if published else None
    return Figures(
        recommendation_id=rec_id,
        document_id=document_id,
        document_key=document_key,
        area_id=area_id,
        area_key=area_key,
        area_name=area_name,
        key=key,
        code=code,
        title=title,
        published_on=published_on,
        half_life=half_life,
        target_date=target,
        day=asof.day,
        status=status or NOT_ASSESSED,
        confidence=confidence or None,
        assessed_on=assessed_on,
        advances=advances,
        setbacks=setbacks,
        context=context,
        advanced_weight=int(advanced),
        set_back_weight=int(set_back),
        momentum=momentum_since(decayed, last_move, asof.day, half_life),
        milestones_met=met,
        milestones_total=total,
        last_development=last_development,
        last_setback=last_setback,
        rhythm=Rhythm(days, first_advance, last_advance),
        setbacks_since_advance=after + tied,
        first_setback_since_advance=last_advance if tied else after_first,
        last_checked=max((day for day in (checked, looked) if day), default=None),
        last_check=checked,
        reported=reported,
        newer_advances=newer_advances,
        newer_setbacks=newer_setbacks,
        cited_retracted=cited_retracted,
        cited_corrected=cited_corrected,
        milestones_changed=tuple((title, now_met) for title, now_met in changed or ()),
        judged_differently=differs,
        review_every=review_every,
        tracked_since=clock.day_of(began) if began else None,
    )


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A milestone on a day: whether it is met, and by when it should be, as announced by then."""

    milestone_id: int
    recommendation_id: int
    key: str
    title: str
    first_due: date | None
    due: date | None
    met: bool
    changed_on: date | None
    promised_by: tuple[str, ...]
    changes: tuple[tuple[date, bool], ...]
    day: date

    @property
    def overdue(self) -> bool:
        """Whether it should have been met before the day."""
        return not self.met and self.due is not None and self.due < self.day

    @property
    def days_overdue(self) -> int:
        """For how many days it has been overdue."""
        return (self.day - self.due).days if self.overdue and self.due else 0

    @property
    def unmet_again(self) -> bool:
        """Whether it was met once and is no longer."""
        return not self.met and any(met for _, met in self.changes)


_MILESTONES = f"""
SELECT m.id, m.recommendation_id, m.key, m.title, m.due, coalesce(moved.due, m.due),
       coalesce(meeting.met, false), meeting.latest,
       ARRAY(SELECT coalesce(nullif(a.short, ''), a.name)
             FROM documents_milestonepromise p JOIN documents_actor a ON a.id = p.actor_id
             WHERE p.milestone_id = m.id ORDER BY p.position, p.id),
       {{changes}}
FROM documents_milestone m
JOIN documents_recommendation r ON r.id = m.recommendation_id
JOIN documents_document d ON d.id = r.document_id
{sql.LAST_MEETING}{sql.DUE}
WHERE {{where}}
ORDER BY m.recommendation_id, m.position, m.id
"""

_CHANGES = f"""
(SELECT coalesce(json_agg(json_build_array(g.latest, g.met)
                 ORDER BY g.latest, g.earliest, dev.key COLLATE "C"), '[]')
 FROM developments_meeting g JOIN developments_development dev ON dev.id = g.development_id
 WHERE g.milestone_id = m.id AND {sql.meetings("g")})
"""
_OVERDUE = "coalesce(moved.due, m.due) < %(day)s AND NOT coalesce(meeting.met, false)"


def milestones(scope: Scope, asof: AsOf) -> dict[int, list[MilestoneState]]:
    """Return the milestones of each recommendation, with every meeting that counts; one query."""
    return _milestones(milestones_statement(scope), scope, asof)


def milestones_statement(scope: Scope) -> str:
    """Return the read of these milestones, for larger reads to hold."""
    return _MILESTONES.format(where=scope.where(), changes=_CHANGES)


def overdue_milestones(scope: Scope, asof: AsOf) -> dict[int, list[MilestoneState]]:
    """Return only those that should have been met before the day, without their meetings; one query."""
    where = f"{scope.where()} AND {_OVERDUE}"
    return _milestones(_MILESTONES.format(where=where, changes="NULL"), scope, asof)


def _milestones(statement: str, scope: Scope, asof: AsOf) -> dict[int, list[MilestoneState]]:
    found: dict[int, list[MilestoneState]] = defaultdict(list)
    for row in rows(statement, parameters(asof, scope)):
        state = milestone_of(row, asof.day)
        found[state.recommendation_id].append(state)
    return found


def milestone_of(row: Sequence[Any], day: date) -> MilestoneState:
    """Return a milestone from its row."""
    milestone_id, recommendation_id, key, title, first_due, due, met, changed_on, by, changes = row
    return MilestoneState(
        milestone_id=milestone_id,
        recommendation_id=recommendation_id,
        key=key,
        title=title,
        first_due=first_due,
        due=due,
        met=met,
        changed_on=changed_on,
        promised_by=tuple(by),
        changes=tuple((date.fromisoformat(on), now_met) for on, now_met in changes or ()),
        day=day,
    )
