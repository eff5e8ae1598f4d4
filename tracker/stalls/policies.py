"""Which thresholds hold: the global policy, overridden by area, then by recommendation."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tracker.stalls.models import StallPolicy
from tracker.stalls.rules import Policy

_THRESHOLDS = tuple(field.name for field in fields(Policy))
_DEFAULTS = Policy()

Thresholds = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies in force for a set of areas and recommendations."""

    everywhere: Policy
    areas: Mapping[int, Policy]
    recommendations: Mapping[int, Thresholds]

    def of_area(self, area_id: int) -> Policy:
        """Return the policy by which an area is judged."""
        return self.areas.get(area_id, self.everywhere)

    def of_recommendation(self, recommendation_id: int, area_id: int) -> Policy:
        """Return the policy by which a recommendation is judged."""
        row = self.recommendations.get(recommendation_id)
        base = self.of_area(area_id)
        return _override(base, row) if row else base


def in_force() -> Policies:
    """Return all policies as they stand today; one query."""
    everywhere, areas, recommendations = _DEFAULTS, {}, {}
    rows = list(StallPolicy.objects.values("area_id", "recommendation_id", *_THRESHOLDS))
    for row in rows:
        if row["area_id"] is None and row["recommendation_id"] is None:
            everywhere = _override(_DEFAULTS, row)
    for row in rows:
        if row["recommendation_id"] is not None:
            recommendations[row["recommendation_id"]] = row
        elif row["area_id"] is not None:
            areas[row["area_id"]] = _override(everywhere, row)
    return Policies(everywhere, areas, recommendations)


def review_days(recommendation_id: int, area_id: int) -> int:
    """Return how old a judgement of a recommendation may be; one query."""
    return in_force().of_recommendation(recommendation_id, area_id).review_days


def _override(base: Policy, row: Thresholds) -> Policy:
    own = {name: row[name] for name in _THRESHOLDS if row[name] is not None}
    return Policy(**{**{name: getattr(base, name) for name in _THRESHOLDS}, **own})
