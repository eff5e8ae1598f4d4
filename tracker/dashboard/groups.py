"""Recommendations in groups, by area, addressee or status, with what a group's heading says (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.core.words import counted, days, figures
from tracker.dashboard.addresses import Addresses, and_more
from tracker.dashboard.choices import Choice
from tracker.dashboard.facts import Facts
from tracker.dashboard.head import STATUS_ORDER
from tracker.dashboard.standing import since
from tracker.progress.pictures import StatusCount, discs
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.stalls.rules import SILENT, Stall


@dataclass(frozen=True, slots=True)
class Stalled:
    """How many of a group's unsettled recommendations are stalled, in words, and where these stand."""

    words: str
    value: int = 0
    url: str = ""
    flagged: bool = False
    """Whether the area itself is."""


@dataclass(frozen=True, slots=True)
class Members:
    """A group's recommendations; ``by`` and ``key`` are the argument that leaves exactly these."""

    by: str
    key: str
    name: str
    url: str
    stalls: tuple[Stall, ...]
    stalled: Stalled

    @property
    def links(self) -> int:
        """How many links its picture would have."""
        return sum(each.figures.links + each.figures.reported for each in self.stalls)

    @property
    def days(self) -> int:
        """Days since anything was logged for any of them."""
        return min(each.figures.days_since_development for each in self.stalls)

    @property
    def settled(self) -> bool:
        """Whether all of them are."""
        return all(each.figures.settled for each in self.stalls)

    @property
    def met(self) -> int:
        """How many of their milestones are met."""
        return sum(each.figures.milestones_met for each in self.stalls)

    @property
    def milestones(self) -> int:
        """How many milestones they have."""
        return sum(each.figures.milestones_total for each in self.stalls)

    @property
    def says(self) -> str:
        """What its picture says to those who cannot see it."""
        figures_here = [each.figures for each in self.stalls]
        advances = sum(each.advances for each in figures_here)
        setbacks = sum(each.setbacks for each in figures_here)
        return _("%(name)s: %(count)s; %(advances)s, %(setbacks)s; %(days)s since anything was logged") % {
            "name": self.name,
            "count": counted(len(figures_here), "recommendation"),
            "advances": counted(advances, "advance"),
            "setbacks": counted(setbacks, "setback"),
            "days": days(self.days),
        }

    @property
    def discs(self) -> tuple[StatusCount, ...]:
        """Their statuses."""
        return discs(each.figures.status for each in self.stalls)

    @property
    def silent_since(self) -> dt.date | None:
        """Since when every unsettled one of them is silent, if they are."""
        days = [since(each, SILENT) for each in self.stalls if not each.figures.settled]
        known = [day for day in days if day]
        return max(known) if known and len(known) == len(days) else None

    @property
    def looked(self) -> dt.date | None:
        """When somebody last looked at any unsettled one and found nothing new."""
        checks = [each.figures.last_check for each in self.stalls if not each.figures.settled]
        return max((day for day in checks if day), default=None)


def group(kept: Sequence[Stall], facts: Facts, choice: Choice, to: Addresses) -> list[Members]:
    """Return recommendations in the groups that were chosen; under each of their addressees."""
    if choice.group == "area":
        return _by_area(kept, facts, to)
    if choice.group == "status":
        return _by_status(kept)
    return _by_addressee(kept, facts, to)


def _by_area(kept: Sequence[Stall], facts: Facts, to: Addresses) -> list[Members]:
    members: dict[int, list[Stall]] = {}
    for stall in kept:
        members.setdefault(stall.figures.area_id, []).append(stall)
    found = []
    for area in sorted(facts.areas, key=lambda each: each.area_id):
        if area.area_id in members:
            url = to.area(area.key)
            words = stalled_words(area.stalled, area.unsettled)
            flagged = facts.area_flagged(area) is not None
            stalled = Stalled(words, area.stalled, and_more(url, "show=stalled"), flagged)
            found.append(Members("area", area.key, area.name, url, tuple(members[area.area_id]), stalled))
    return found


def _by_status(kept: Sequence[Stall]) -> list[Members]:
    members: dict[str, list[Stall]] = {}
    for stall in kept:
        members.setdefault(stall.figures.status, []).append(stall)
    found = ((key, members[key]) for key in STATUS_ORDER if key in members)
    return [
        Members("status", key, STATUS_WORDS[key].capitalize(), "", tuple(stalls), _stalled(stalls))
        for key, stalls in found
    ]


def _by_addressee(kept: Sequence[Stall], facts: Facts, to: Addresses) -> list[Members]:
    members: dict[str, list[Stall]] = {}
    names: dict[str, str] = {}
    nobody: list[Stall] = []
    for stall in kept:
        asked = facts.addressees(stall)
        for addressee in asked:
            names[addressee.key] = addressee.name
            members.setdefault(addressee.key, []).append(stall)
        if not asked:
            nobody.append(stall)
    found = [
        Members(
            "addressee",
            key,
            names[key],
            to.to("dashboard:actor", key=key),
            tuple(members[key]),
            _stalled(members[key]),
        )
        for key in sorted(members, key=lambda key: names[key])
    ]
    if nobody:
        found.append(Members("addressee", "-", _("No addressee"), "", tuple(nobody), _stalled(nobody)))
    return found


def _stalled(stalls: Sequence[Stall]) -> Stalled:
    unsettled = [each for each in stalls if not each.figures.settled]
    count = sum(bool(each.findings) for each in unsettled)
    return Stalled(stalled_words(count, len(unsettled)), count)


def stalled_words(stalled: int, unsettled: int) -> str:
    """Return "3 of 3 stalled", "none stalled" or "settled"."""
    if not unsettled:
        return _("settled")
    if not stalled:
        return _("none stalled")
    return _("%(stalled)s of %(unsettled)s stalled") % {
        "stalled": figures(stalled),
        "unsettled": figures(unsettled),
    }
