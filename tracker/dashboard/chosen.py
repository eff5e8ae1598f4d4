"""Which recommendations a choice leaves, and in what order (pure)."""

from __future__ import annotations

from collections.abc import Callable

from tracker.dashboard.choices import Choice
from tracker.dashboard.facts import Facts, advanced_lately
from tracker.dashboard.head import STATUS_ORDER
from tracker.stalls.rules import Stall

Fits = Callable[[Stall], bool]


def chosen(facts: Facts, choice: Choice) -> list[Stall]:
    """Return the recommendations that a choice leaves, sorted."""
    wanted = _wanted(facts, choice)
    kept = [each for each in facts.stalls if all(fits(each) for fits in wanted)]
    key, descending = choice.sort.lstrip("-"), choice.sort.startswith("-")
    if key == "status":
        kept.sort(key=lambda each: STATUS_ORDER.index(each.figures.status), reverse=descending)
    elif key == "days":
        kept.sort(key=lambda each: each.figures.days_since_development, reverse=descending)
    elif descending:
        kept.reverse()
    return kept


def _wanted(facts: Facts, choice: Choice) -> list[Fits]:
    conditions: list[tuple[object, Fits]] = [
        (choice.stalled, lambda each: facts.flagged(each) is not None),
        (choice.statuses, lambda each: each.figures.status in choice.statuses),
        (choice.rule, lambda each: any(found.rule == choice.rule for found in each.findings)),
        (choice.newer, lambda each: each.figures.newer_evidence),
        (choice.judged, lambda each: each.figures.judged and each.figures.status != "not-assessable"),
        (choice.unsettled, lambda each: not each.figures.settled),
        (choice.area, lambda each: each.figures.area_key == choice.area),
        (choice.addressee, lambda each: _asks(facts, each, choice.addressee)),
        (choice.judge, lambda each: _judged_by(facts, each, choice)),
    ]
    wanted = [fits for asked, fits in conditions if asked]
    if choice.advanced:
        wanted.append(lambda each: advanced_lately(each.figures, facts.asof.day))
    if choice.stalled_areas:
        areas = {area.area_id for area in facts.areas if area.findings}
        wanted.append(lambda each: each.figures.area_id in areas)
    return wanted


def _asks(facts: Facts, stall: Stall, actor: str) -> bool:
    keys = [each.key for each in facts.addressees(stall)]
    return actor in keys or (actor == "-" and not keys)


def _judged_by(facts: Facts, stall: Stall, choice: Choice) -> bool:
    verdict = facts.around.verdicts.get(stall.figures.recommendation_id, {}).get(choice.judge)
    return verdict is not None and (not choice.verdicts or verdict.status in choice.verdicts)
