"""The design's figures and findings, worked out in plain Python from its text alone.

It shares no code with the product: it reads a world's rows one by one, slowly and openly, so that
what the database adds up can be compared with it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from tests.support.worlds import EFFECTS, STRENGTHS, WAssessment, WDocument, WLink, World, WRecommendation

SETTLED = {"implemented", "abandoned", "superseded", "not-assessable"}
LIMITS: dict[str, float] = {
    "silent_days": 180, "no_advance_days": 365, "reversing_momentum": -0.5, "reversing_setbacks": 3,
    "off_rhythm_days": 60, "off_rhythm_gaps": 3, "off_rhythm_chance": 0.05, "area_share": 0.5,
    "area_days": 180,
}  # fmt: skip


class Oracle:
    """Answers for one world, one day and one moment (None: everything known)."""

    def __init__(self, world: World, day: dt.date, known_at: dt.datetime | None = None) -> None:
        self.world, self.day, self.known_at = world, day, known_at

    def progress(self, document_key: str) -> dict[str, Any]:
        """The progress object, without its reasons and moment."""
        document = next(each for each in self.world.documents if each.key == document_key)
        ordered = sorted(document.recommendations, key=lambda each: _natural(each.code))
        areas: list[str] = []
        for recommendation in ordered:
            if recommendation.area not in areas:
                areas.append(recommendation.area)
        return {
            "document": document.key,
            "as_of": self.day.isoformat(),
            "recommendations": [self.recommendation(document, each) for each in ordered],
            "areas": [self.area(each) for each in areas],
        }

    def known(self, document: WDocument, row: Any) -> bool:
        """Whether a row is known at the moment asked, which is no earlier than the baseline."""
        if row.published_at is None:
            return False
        moment = self.known_at
        if moment is None:
            return row.retracted_at is None
        if document.tracking_began_at is not None and moment < document.tracking_began_at:
            moment = document.tracking_began_at
        return row.published_at <= moment and not (
            row.retracted_at is not None and row.retracted_at <= moment
        )

    def all_links(self, document: WDocument, recommendation: WRecommendation) -> list[WLink]:
        """Known links to developments between publication and the day, reported ones too, in order."""
        rows = [
            each
            for each in recommendation.links
            if self.known(document, each) and document.published_on <= each.latest <= self.day
        ]
        return sorted(rows, key=lambda each: (each.latest, each.first_day, each.development))

    def links(self, document: WDocument, recommendation: WRecommendation) -> list[WLink]:
        """Those to confirmed developments."""
        return [each for each in self.all_links(document, recommendation) if each.standing == "confirmed"]

    def momentum(self, document: WDocument, recommendation: WRecommendation) -> float:
        """Σ s·w·2^(−age/H)."""
        terms = [
            EFFECTS[each.effect]
            * STRENGTHS[each.strength]
            * 2.0 ** (-(self.day - each.latest).days / document.half_life)
            for each in self.links(document, recommendation)
        ]
        return sum(terms, 0.0)

    def assessment(self, document: WDocument, recommendation: WRecommendation) -> WAssessment | None:
        """The team's newest published judgement dated up to the day."""
        rows = [
            each
            for each in recommendation.assessments
            if not each.judge and self.known(document, each) and each.date <= self.day
        ]
        return max(rows, key=lambda each: (each.date, each.published_at), default=None)

    def unmet(self, document: WDocument, recommendation: WRecommendation) -> list[Any]:
        """The milestones whose last counting meeting does not say met."""
        left = []
        for milestone in recommendation.milestones:
            meetings = [
                each
                for each in milestone.meetings
                if self.known(document, each)
                and each.standing == "confirmed"
                and document.published_on <= each.latest <= self.day
            ]
            meetings.sort(key=lambda each: (each.latest, each.first_day, each.development))
            if not meetings or not meetings[-1].met:
                left.append(milestone)
        return left

    def due(self, milestone: Any) -> dt.date | None:
        """The due day as announced by the day asked."""
        due: dt.date | None = milestone.due
        for announced, moved_to in milestone.moves:
            if announced <= self.day:
                due = moved_to
        return due

    def status(self, document: WDocument, recommendation: WRecommendation) -> str:
        """The status."""
        newest = self.assessment(document, recommendation)
        return newest.status if newest else "not-assessed"

    def last(self, rows: list[WLink]) -> dt.date | None:
        """The latest day of the rows."""
        return max((each.latest for each in rows), default=None)

    def advances(self, document: WDocument, recommendation: WRecommendation) -> list[WLink]:
        """The advances that count."""
        return [each for each in self.links(document, recommendation) if each.effect == "advances"]

    def last_checked(self, document: WDocument, recommendation: WRecommendation) -> dt.date | None:
        """The latest day on which somebody recorded a check or published a link as a person."""
        moment = self.known_at or dt.datetime.max.replace(tzinfo=dt.UTC)
        if document.tracking_began_at is not None:
            moment = max(moment, document.tracking_began_at)
        days = [on for on, recorded in recommendation.checks if on <= self.day and recorded <= moment]
        days += [
            each.published_at.date()
            for each in recommendation.links
            if each.looked
            and each.published_at is not None
            and each.published_at <= moment
            and each.published_at.date() <= self.day
        ]
        return max(days, default=None)

    def recommendation(self, document: WDocument, recommendation: WRecommendation) -> dict[str, Any]:
        """One recommendation's entry."""
        links = self.links(document, recommendation)
        newest = self.assessment(document, recommendation)
        last_development = self.last(self.all_links(document, recommendation))
        last_advance = self.last(self.advances(document, recommendation))
        count = {effect: sum(each.effect == effect for each in links) for effect in EFFECTS}
        return {
            "key": recommendation.key,
            "code": recommendation.code,
            "title": recommendation.title,
            "area": recommendation.area,
            "status": newest.status if newest else "not-assessed",
            "confidence": (newest.confidence or None) if newest else None,
            "assessed_on": newest.date.isoformat() if newest else None,
            "advances": count["advances"],
            "setbacks": count["sets-back"],
            "context": count["context"],
            "balance": sum(EFFECTS[each.effect] * STRENGTHS[each.strength] for each in links),
            "momentum": self.momentum(document, recommendation),
            "milestones_met": len(recommendation.milestones) - len(self.unmet(document, recommendation)),
            "milestones_total": len(recommendation.milestones),
            "last_development": last_development.isoformat() if last_development else None,
            "last_advance": last_advance.isoformat() if last_advance else None,
            "days_since_development": (self.day - (last_development or document.published_on)).days,
            "days_since_advance": (self.day - (last_advance or document.published_on)).days,
            "last_checked": _iso(self.last_checked(document, recommendation)),
            "findings": self.findings(document, recommendation),
        }

    def limits(self, recommendation: WRecommendation | None, area: str) -> dict[str, float]:
        """The policy in force."""
        own = recommendation.policy if recommendation else {}
        return {**LIMITS, **self.world.policy, **self.world.area_policies.get(area, {}), **own}

    def findings(self, document: WDocument, recommendation: WRecommendation) -> list[dict[str, str]]:
        """What the rules find, in the table's order."""
        if self.status(document, recommendation) in SETTLED:
            return []
        limits = self.limits(recommendation, recommendation.area)
        found: list[tuple[str, dt.date]] = []
        last_development = self.last(self.all_links(document, recommendation)) or document.published_on
        if (self.day - last_development).days >= limits["silent_days"]:
            found.append(("silent", last_development))
        last_advance = self.last(self.advances(document, recommendation))
        if (self.day - (last_advance or document.published_on)).days >= limits["no_advance_days"]:
            found.append(("no-advance", last_advance or document.published_on))
        setbacks = self._setbacks_after_last_advance(document, recommendation)
        if (
            self.momentum(document, recommendation) <= limits["reversing_momentum"] + 1e-9
            and len(setbacks) >= limits["reversing_setbacks"]
        ):
            found.append(("reversing", setbacks[0].latest))
        late = [recommendation.target_date] if recommendation.target_date else []
        late += [due for each in self.unmet(document, recommendation) if (due := self.due(each))]
        late = [each for each in late if each < self.day]
        if late:
            found.append(("overdue", min(late)))
        if last_advance and self._off_rhythm(document, recommendation, last_advance, limits):
            found.append(("off-rhythm", last_advance))
        return [{"rule": rule, "since": since.isoformat()} for rule, since in found]

    def _setbacks_after_last_advance(
        self, document: WDocument, recommendation: WRecommendation
    ) -> list[WLink]:
        after: list[WLink] = []
        for each in self.links(document, recommendation):
            if each.effect == "advances":
                after = []
            elif each.effect == "sets-back":
                after.append(each)
        return after

    def _off_rhythm(
        self,
        document: WDocument,
        recommendation: WRecommendation,
        last_advance: dt.date,
        limits: dict[str, float],
    ) -> bool:
        n, span = self._gaps(document, recommendation)
        g = (self.day - last_advance).days
        if n < limits["off_rhythm_gaps"] or g < limits["off_rhythm_days"]:
            return False
        others = [
            self._gaps(document, each)
            for each in document.recommendations
            if each is not recommendation and each.area == recommendation.area
        ]
        others = [each for each in others if each[0] > 0]
        if others:
            mean = sum(each[1] for each in others) / sum(each[0] for each in others)
            a, b = 2 + n, 2 * mean + span
        else:
            a, b = n, float(span)
        return (b / (b + g)) ** a < limits["off_rhythm_chance"]

    def _gaps(self, document: WDocument, recommendation: WRecommendation) -> tuple[int, int]:
        days = sorted({each.latest for each in self.advances(document, recommendation)})
        return (len(days) - 1, (days[-1] - days[0]).days) if len(days) > 1 else (0, 0)

    def area(self, key: str) -> dict[str, Any]:
        """One area's entry, over all documents published by the day."""
        members = [
            (document, recommendation)
            for document in self.world.documents
            if document.published_on <= self.day
            for recommendation in document.recommendations
            if recommendation.area == key
        ]
        unsettled = [each for each in members if self.status(*each) not in SETTLED]
        stalled = [each for each in unsettled if self.findings(*each)]
        limits, found = self.limits(None, key), []
        if unsettled:
            advance = max(self.last(self.advances(*each)) or each[0].published_on for each in unsettled)
            if (
                len(stalled) >= limits["area_share"] * len(unsettled)
                and (self.day - advance).days >= limits["area_days"]
            ):
                found.append({"rule": "recommendations-stalled", "since": advance.isoformat()})
            logged = max(self.last(self.all_links(*each)) or each[0].published_on for each in unsettled)
            if (self.day - logged).days >= limits["silent_days"]:
                found.append({"rule": "silent", "since": logged.isoformat()})
        return {
            "key": key,
            "name": key.title(),
            "recommendations": len(members),
            "unsettled": len(unsettled),
            "stalled": len(stalled),
            "findings": found,
        }


def _natural(code: str) -> list[tuple[int, int, str]]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", code)]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
