"""What the pages of lanes read from the tables, once, before anything is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tracker.core.asof import AsOf
from tracker.dashboard.choices import Choice
from tracker.progress.around import Around, around
from tracker.progress.evidence import Addressee
from tracker.progress.measures import Figures
from tracker.progress.queries import Scope
from tracker.stalls import flags, page
from tracker.stalls.choices import UNRESOLVED
from tracker.stalls.models import Flag
from tracker.stalls.queries import AreaStall, Examination
from tracker.stalls.rules import Policy, Stall

#: Days within which an advance is told in the lead.
WINDOW = Policy().silent_days


@dataclass(frozen=True)
class Facts:
    """The recommendations of a page, with the areas that hold them and everything's flags."""

    asof: AsOf
    stalls: Sequence[Stall]
    areas: Sequence[AreaStall]
    subjects: Mapping[page.Key, page.Subject]
    around: Around

    def flagged(self, stall: Stall) -> page.Subject | None:
        """Return a recommendation's flags, or its findings on another day, where it has any."""
        return self.subjects.get((stall.figures.recommendation_id, None))

    def area_flagged(self, area: AreaStall) -> page.Subject | None:
        """Return an area's own flags or findings, where it has any."""
        return self.subjects.get((None, area.area_id))

    def addressees(self, stall: Stall) -> tuple[Addressee, ...]:
        """Return whom a recommendation asks; only where the choice asked for it."""
        return self.around.addressees.get(stall.figures.recommendation_id, ())

    @property
    def figures(self) -> list[Figures]:
        """The recommendations' figures."""
        return [each.figures for each in self.stalls]


def facts(
    scope: Scope,
    asof: AsOf,
    examination: Examination,
    stalls: Sequence[Stall],
    areas: Sequence[AreaStall],
    choice: Choice,
) -> Facts:
    """Read what stands beside the figures: how much is linked and, today, flags; two queries."""
    by_addressee = choice.group == "addressee" or bool(choice.addressee)
    newest = newest_advances([each.figures for each in stalls], asof.day)
    advancing = None
    if len(newest) == 1 and len(areas) > 2:
        (on,) = newest.values()
        advancing = [each.figures.recommendation_id for each in stalls if each.figures.last_advance == on], on
    linked = around(scope, asof, addressees=by_addressee, advancing=advancing)
    return Facts(asof, stalls, areas, subjects(asof, examination, stalls, areas), linked)


def newest_advances(figures: Sequence[Figures], day: dt.date) -> dict[str, dt.date]:
    """Return the latest advance of each area, by key, that had one in the days up to a day."""
    newest: dict[str, dt.date] = {}
    for each in figures:
        if each.last_advance and advanced_lately(each, day):
            newest[each.area_key] = max(each.last_advance, newest.get(each.area_key, dt.date.min))
    return newest


def advanced_lately(one: Figures, day: dt.date) -> bool:
    """Return whether a recommendation advanced in the days up to a day that the lead tells of."""
    return one.last_advance is not None and one.last_advance > day - dt.timedelta(days=WINDOW)


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


def _who(flag: Flag) -> str:
    return flag.handled_by.display_name if flag.handled_by else ""
