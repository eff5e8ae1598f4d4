"""Bring a development's links and meetings to what they shall be.

A draft's rows are changed in place. Of a published development a row is never changed: it is
retracted, and its successor published, at one moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tracker.core import clock
from tracker.developments.models import Development, Link, Meeting
from tracker.developments.services.resolve import WantedLink
from tracker.documents.models import Document

if TYPE_CHECKING:
    from tracker.accounts.models import User

Row = TypeVar("Row", Link, Meeting)

#: What rows carry of their development.
CARRIED = ("earliest", "latest", "standing")
#: What of a link bears on figures, and what is said of it beside.
FIGURES, WORDS = ("effect", "weight"), ("attribution", "rationale")
LINK_FIELDS = (*FIGURES, *WORDS, *CARRIED)
MEETING_FIELDS = ("met", *CARRIED)


@dataclass
class Changes(Generic[Row]):
    """Pairs of a standing row and what it shall be, new rows, and rows to take away."""

    changed: list[tuple[Row, Row]] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)


@dataclass
class Plan:
    """What is to be done with a development's links and meetings."""

    links: Changes[Link] = field(default_factory=Changes)
    meetings: Changes[Meeting] = field(default_factory=Changes)
    #: Recommendations of which anything changes.
    recommendation_ids: set[int] = field(default_factory=set)
    #: Whether anything changes that bears on figures.
    moves_figures: bool = False

    @property
    def first_published(self) -> set[int]:
        """Recommendations that get a link succeeding none."""
        return {link.recommendation_id for link in self.links.new}


def live_links(development: Development) -> list[Link]:
    """Return the links that stand, in code order (one query)."""
    rows = Link.objects.filter(development=development, retracted_at=None)
    return list(rows.select_related("recommendation__document").order_by("recommendation__code_order", "id"))


def live_meetings(development: Development) -> list[Meeting]:
    """Return the meetings that stand, with their milestones (one query)."""
    return list(
        Meeting.objects.filter(development=development, retracted_at=None).select_related("milestone")
    )


def as_wanted(links: Iterable[Link], meetings: Iterable[Meeting]) -> list[WantedLink]:
    """Return the rows that stand as what is wanted: nothing changes but what they carry."""
    wanted = {
        link.recommendation_id: WantedLink(
            link.recommendation_id, link.effect, link.weight, link.attribution, link.rationale
        )
        for link in links
    }
    for meeting in meetings:
        wanted[meeting.milestone.recommendation_id].meetings[meeting.milestone_id] = meeting.met
    return list(wanted.values())


def plan(
    development: Development,
    wanted: Sequence[WantedLink],
    links: Sequence[Link],
    meetings: Sequence[Meeting],
) -> Plan:
    """Compare what stands with what is wanted; ``development`` has its new days and standing already."""
    made = Plan()
    _plan_links(made, development, wanted, {link.recommendation_id: link for link in links})
    _plan_meetings(made, development, wanted, {meeting.milestone_id: meeting for meeting in meetings})
    return made


def _plan_links(
    made: Plan, development: Development, wanted: Sequence[WantedLink], standing: dict[int, Link]
) -> None:
    for each in wanted:
        new = Link(
            development=development,
            recommendation_id=each.recommendation_id,
            effect=each.effect,
            weight=each.weight,
            attribution=each.attribution,
            rationale=each.rationale,
            **_carried(development),
        )
        old = standing.pop(each.recommendation_id, None)
        if old is not None and not _differ(old, new, LINK_FIELDS):
            continue
        made.moves_figures |= old is None or _differ(old, new, (*FIGURES, *CARRIED))
        made.recommendation_ids.add(each.recommendation_id)
        _note(made.links, old, new)
    made.links.gone = list(standing.values())
    made.moves_figures |= bool(standing)
    made.recommendation_ids |= set(standing)


def _plan_meetings(
    made: Plan, development: Development, wanted: Sequence[WantedLink], standing: dict[int, Meeting]
) -> None:
    for each in wanted:
        for milestone_id, met in each.meetings.items():
            new = Meeting(
                development=development, milestone_id=milestone_id, met=met, **_carried(development)
            )
            old = standing.pop(milestone_id, None)
            if old is not None and not _differ(old, new, MEETING_FIELDS):
                continue
            made.moves_figures = True
            made.recommendation_ids.add(each.recommendation_id)
            _note(made.meetings, old, new)
    made.meetings.gone = list(standing.values())
    made.moves_figures |= bool(standing)
    made.recommendation_ids |= {meeting.milestone.recommendation_id for meeting in standing.values()}


def _note(changes: Changes[Row], old: Row | None, new: Row) -> None:
    if old is None:
        changes.new.append(new)
    else:
        changes.changed.append((old, new))


def apply_to_draft(made: Plan) -> None:
    """Change a draft's rows in place (six statements at most)."""
    _change_in_place(Link, made.links, LINK_FIELDS)
    _change_in_place(Meeting, made.meetings, MEETING_FIELDS)


def _change_in_place(model: type[Row], changes: Changes[Row], fields: Sequence[str]) -> None:
    for old, new in changes.changed:
        for name in fields:
            setattr(old, name, getattr(new, name))
    if changes.changed:
        model._default_manager.bulk_update([old for old, _new in changes.changed], fields)
    delete_rows(model, [row.pk for row in changes.gone])
    model._default_manager.bulk_create(changes.new)


def apply_to_published(made: Plan, *, user: User, moment: dt.datetime, reason: str) -> None:
    """Retract what changes and publish its successors at ``moment`` (four statements at most).

    Whoever publishes a link that succeeds none has looked at its recommendation.
    """
    for link in made.links.new:
        link.looked = True
    for old, new in made.links.changed:
        new.succeeds = old
    for old_meeting, new_meeting in made.meetings.changed:
        new_meeting.succeeds = old_meeting
    for changes in (made.links, made.meetings):
        for row in (*changes.new, *(new for _old, new in changes.changed)):
            row.published_at, row.published_by, row.reason = moment, user, reason
    _replace(Link, made.links, user=user, moment=moment)
    _replace(Meeting, made.meetings, user=user, moment=moment)


def _replace(model: type[Row], changes: Changes[Row], *, user: User, moment: dt.datetime) -> None:
    retired = changes.gone + [old for old, _new in changes.changed]
    retire(model, [row.pk for row in retired], user=user, moment=moment)
    model._default_manager.bulk_create(changes.new + [new for _old, new in changes.changed])


def publish_rows(development: Development, *, user: User, moment: dt.datetime) -> None:
    """Publish a draft's rows: its publisher looked at each recommendation (two statements)."""
    draft = {"development": development, "published_at": None, "retracted_at": None}
    Link.objects.filter(**draft).update(published_at=moment, published_by=user, looked=True)
    Meeting.objects.filter(**draft).update(published_at=moment, published_by=user)


def retire(model: type[Row], ids: Sequence[int], *, user: User, moment: dt.datetime) -> None:
    """Retract published rows at ``moment``."""
    if ids:
        model._default_manager.filter(pk__in=ids).update(retracted_at=moment, retracted_by=user)


def delete_rows(model: type[Row], ids: Sequence[int]) -> None:
    """Delete a draft's rows. Nothing succeeds them, so nothing is collected first."""
    if ids:
        rows = model._default_manager.filter(pk__in=ids, published_at=None)
        rows._raw_delete(rows.db)


def begin_tracking(recommendation_ids: Iterable[int], moment: dt.datetime) -> None:
    """Set the baseline of documents that had nothing published yet."""
    Document.objects.filter(
        pk__in=Document.objects.filter(
            recommendations__in=list(recommendation_ids), tracking_began_at=None
        ).values("pk")
    ).update(tracking_began_at=moment)


def moment() -> dt.datetime:
    """Return the moment at which rows are retracted and published; asked once the locks are held."""
    return clock.database_now()


def _carried(development: Development) -> dict[str, Any]:
    return {name: getattr(development, name) for name in CARRIED}


def _differ(old: object, new: object, names: Iterable[str]) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in names)
