"""Write a load's links and meetings: new ones are published, changed ones succeeded, at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from tracker.developments.choices import EFFECTS, STRENGTHS
from tracker.developments.models import Development, Link, Meeting
from tracker.developments.package.plan import Plan
from tracker.developments.package.rows import LinkSaid
from tracker.documents import bulk
from tracker.documents.package.load import Load


@dataclass(frozen=True, slots=True)
class Days:
    """What links and meetings carry of their development."""

    earliest: dt.date
    latest: dt.date
    standing: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link to be published; ``succeeds`` is the one it takes the place of."""

    development_id: int
    recommendation_id: int
    effect: int
    weight: int
    attribution: str
    rationale: str
    days: Days
    succeeds: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting to be published."""

    development_id: int
    milestone_id: int
    met: bool
    days: Days
    succeeds: int | None = None


@dataclass
class Changes:
    """Rows to retract and to publish, and what they touch."""

    links: list[LinkRow] = field(default_factory=list)
    meetings: list[MeetingRow] = field(default_factory=list)
    retracted_links: list[int] = field(default_factory=list)
    retracted_meetings: list[int] = field(default_factory=list)
    recommendation_ids: set[int] = field(default_factory=set)
    development_ids: set[int] = field(default_factory=set)

    def touch(self, development_id: int, recommendation_id: int) -> None:
        """Note what a change touches."""
        self.development_ids.add(development_id)
        self.recommendation_ids.add(recommendation_id)


def write(load: Load, plan: Plan, ids: dict[str, int]) -> Changes:
    """Retract what changed, publish successors and new rows."""
    changes = Changes()
    days = _days(plan, ids)
    said = plan.evidence.links
    changing = {(ids[link.development], load.recommendation_ids[link.recommendation]): link
                for key in (*plan.links.add, *plan.links.update) if (link := said[key])}  # fmt: skip
    standing = {known.id for known in plan.known.values()}
    affected = {ids[key] for key in plan.developments.update}
    affected |= {development_id for development_id, _rec in changing if development_id in standing}
    met = _change_meetings(load, changes, changing, days, affected) if affected else set()
    linked = _change_links(changes, changing, days, affected) if affected else set()
    for pair, link in changing.items():
        changes.touch(*pair)
        if pair not in linked:
            changes.links.append(_link_row(pair, link, days[pair[0]]))
        for milestone_id, is_met in _meetings(load, link):
            if (pair[0], milestone_id) not in met:
                changes.meetings.append(MeetingRow(pair[0], milestone_id, is_met, days[pair[0]]))
    _publish(load, changes)
    return changes


def _days(plan: Plan, ids: dict[str, int]) -> dict[int, Days]:
    """Return each development's days and standing as they are after this load."""
    days = {known.id: Days(known.earliest, known.latest, known.standing) for known in plan.known.values()}
    for key in (*plan.developments.add, *plan.developments.update):
        said = plan.evidence.developments[key]
        days[ids[key]] = Days(said.date.earliest, said.date.latest, said.standing)
    return days


def _link_row(pair: tuple[int, int], link: LinkSaid, days: Days, succeeds: int | None = None) -> LinkRow:
    effect, weight = EFFECTS[link.effect].value, STRENGTHS[link.strength].value
    return LinkRow(*pair, effect, weight, link.attribution, link.rationale, days, succeeds)


def _meetings(load: Load, link: LinkSaid) -> Iterator[tuple[int, bool]]:
    for milestones, met in ((link.meets, True), (link.unmeets, False)):
        for milestone in milestones:
            if (milestone_id := load.milestone_ids.get((link.recommendation, milestone))) is not None:
                yield milestone_id, met


_LIVE = "published_at IS NOT NULL AND retracted_at IS NULL"
_LIVE_LINKS = f"""
SELECT id, development_id, recommendation_id, effect, weight, attribution, rationale,
    earliest, latest, standing
FROM developments_link WHERE development_id = ANY(%s) AND {_LIVE} ORDER BY id
"""  # noqa: S608
_LIVE_MEETINGS = f"""
SELECT x.id, x.development_id, x.milestone_id, x.met, x.earliest, x.latest, x.standing, m.recommendation_id
FROM developments_meeting x JOIN documents_milestone m ON m.id = x.milestone_id
WHERE x.development_id = ANY(%s) AND {_LIVE} ORDER BY x.id
"""  # noqa: S608


def _read(sql: str, development_ids: Iterable[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(development_ids)])
        return list(cursor.fetchall())


def _change_links(
    changes: Changes, changing: dict[tuple[int, int], LinkSaid], days: dict[int, Days], affected: set[int]
) -> set[tuple[int, int]]:
    """Succeed live links whose own values or whose development's days changed; return the live pairs."""
    live = set()
    for link_id, development_id, recommendation_id, *values, earliest, latest, standing in _read(
        _LIVE_LINKS, affected
    ):
        pair = (development_id, recommendation_id)
        live.add(pair)
        effect, weight, attribution, rationale = values
        carried = Days(earliest, latest, standing)
        stands = LinkRow(*pair, effect, weight, attribution, rationale, carried)
        said = changing.get(pair)
        wanted = (
            _link_row(pair, said, days[development_id])
            if said
            else replace(stands, days=days[development_id])
        )
        if wanted != stands:
            changes.retracted_links.append(link_id)
            changes.links.append(replace(wanted, succeeds=link_id))
            changes.touch(*pair)
    return live


def _change_meetings(
    load: Load,
    changes: Changes,
    changing: dict[tuple[int, int], LinkSaid],
    days: dict[int, Days],
    affected: set[int],
) -> set[tuple[int, int]]:
    """Succeed or retract live meetings; return those that stand or are succeeded."""
    kept = set()
    for meeting_id, development_id, milestone_id, met, *carried, recommendation_id in _read(
        _LIVE_MEETINGS, affected
    ):
        stands = MeetingRow(development_id, milestone_id, met, Days(*carried))
        wanted: MeetingRow | None = replace(stands, days=days[development_id])
        if (said := changing.get((development_id, recommendation_id))) is not None:
            now_met = dict(_meetings(load, said)).get(milestone_id)
            wanted = None if now_met is None else replace(stands, met=now_met, days=days[development_id])
        if wanted is not None:
            kept.add((development_id, milestone_id))
        if wanted != stands:
            changes.touch(development_id, recommendation_id)
            changes.retracted_meetings.append(meeting_id)
            if wanted is not None:
                changes.meetings.append(replace(wanted, succeeds=meeting_id))
    return kept


_PUBLISHED = [
    "earliest",
    "latest",
    "standing",
    "published_at",
    "published_by_id",
    "reason",
    "succeeds_id",
    "development_id",
]


def _publish(load: Load, changes: Changes) -> None:
    _retract(load, "developments_link", changes.retracted_links)
    _retract(load, "developments_meeting", changes.retracted_meetings)
    by = load.user.pk if load.user else None
    why = _("The document’s package was changed.")

    def shared(row: LinkRow | MeetingRow) -> tuple[Any, ...]:
        days = row.days
        reason = why if row.succeeds else ""
        moments = (days.earliest, days.latest, days.standing, load.moment, by, reason)
        return (*moments, row.succeeds, row.development_id)

    bulk.copy_in(
        Link,
        [*_PUBLISHED, "recommendation_id", "effect", "weight", "attribution", "rationale", "looked"],
        (
            (
                *shared(row),
                row.recommendation_id,
                row.effect,
                row.weight,
                row.attribution,
                row.rationale,
                False,
            )
            for row in changes.links
        ),
    )
    bulk.copy_in(
        Meeting,
        [*_PUBLISHED, "milestone_id", "met"],
        ((*shared(row), row.milestone_id, row.met) for row in changes.meetings),
    )


def _retract(load: Load, table: str, ids: list[int]) -> None:
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET retracted_at = %s, retracted_by_id = %s "  # noqa: S608
                "WHERE id = ANY(%s) AND retracted_at IS NULL",
                [load.moment, load.user.pk if load.user else None, ids],
            )


def in_order(development_ids: set[int]) -> list[int]:
    """Return developments by latest day, earliest day and key (one query)."""
    rows = Development.objects.filter(pk__in=bulk.any_id(development_ids)).values_list(
        "latest", "earliest", "key", "id"
    )
    return [row[-1] for row in sorted(rows)]
