"""What the pages of lanes read from the tables, once, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from tracker.core.asof import AsOf
from tracker.progress import evidence
from tracker.progress.evidence import Definition, Extent, LinkRow
from tracker.progress.queries import MilestoneState, Scope, milestones
from tracker.stalls import flags, page
from tracker.stalls.choices import UNRESOLVED
from tracker.stalls.models import Flag
from tracker.stalls.queries import AreaStall, Examination
from tracker.stalls.rules import Stall


@dataclass(frozen=True)
class Facts:
    """The recommendations of a page, with the areas that hold them and everything's flags."""

    asof: AsOf
    stalls: Sequence[Stall]
    areas: Sequence[AreaStall]
    definitions: Mapping[int, Definition]
    subjects: Mapping[page.Key, page.Subject]
    extent: Extent

    def flagged(self, stall: Stall) -> page.Subject | None:
        """Return a recommendation's flags, or its findings on another day, where it has any."""
        return self.subjects.get((stall.figures.recommendation_id, None))

    def area_flagged(self, area: AreaStall) -> page.Subject | None:
        """Return an area's own flags or findings, where it has any."""
        return self.subjects.get((None, area.area_id))


@dataclass(frozen=True)
class Rows:
    """Links and milestones of the recommendations in view."""

    links: dict[int, list[LinkRow]] = field(default_factory=dict)
    milestones: dict[int, list[MilestoneState]] = field(default_factory=dict)


def facts(
    scope: Scope, asof: AsOf, examination: Examination, stalls: Sequence[Stall], areas: Sequence[AreaStall]
) -> Facts:
    """Read what stands beside the figures: definitions and, today, flags; two queries."""
    definitions, extent = evidence.definitions_and_extent(scope, asof)
    flagged = subjects(asof, examination, stalls, areas)
    return Facts(asof, stalls, areas, definitions, flagged, extent)


def subjects(
    asof: AsOf, examination: Examination, stalls: Sequence[Stall], areas: Sequence[AreaStall]
) -> dict[page.Key, page.Subject]:
    """Return today's flags (one query), or another day's findings (none)."""
    if not asof.is_today:
        return page.subjects_of_findings(examination)
    mine = Q(recommendation_id__in=[each.figures.recommendation_id for each in stalls])
    mine |= Q(area_id__in=[each.area_id for each in areas])
    found = flags.flags_of(Flag.objects.filter(mine, state__in=UNRESOLVED))
    return page.subjects_of_flags(flags.in_order(found), _who)


def rows_in_view(asof: AsOf, stalls: Sequence[Stall]) -> Rows:
    """Read the links and milestones of these recommendations; two queries, none where there are none."""
    ids = tuple(each.figures.recommendation_id for each in stalls)
    if not ids:
        return Rows()
    scope = Scope(recommendation_ids=ids)
    return Rows(evidence.links(scope, asof), milestones(scope, asof))


def _who(flag: Flag) -> str:
    return flag.handled_by.display_name if flag.handled_by else ""
