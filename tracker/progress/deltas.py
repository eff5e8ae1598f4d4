"""What each group of changes made of a recommendation's figures (pure).

Counts, balance, milestones and status add up over the four groups of rows; momentum and days with
the fifth, time passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.progress.changes import BY_ROWS, Moves, Newness, Order, Stayed, Why
from tracker.progress.choices import NOT_ASSESSED
from tracker.progress.measures import NOTHING, Figures, decay


@dataclass(frozen=True, slots=True)
class Delta:
    """What one group made of each figure; the status before and after where it changed that."""

    advances: int = 0
    setbacks: int = 0
    context: int = 0
    reported: int = 0
    balance: int = 0
    milestones_met: int = 0
    momentum: float = 0.0
    days_since_development: int = 0
    days_since_advance: int = 0
    status: tuple[str, str] | None = None


def deltas(before: Figures, after: Figures, moves: Moves) -> dict[Why, Delta]:
    """Return what each group made of a recommendation's figures, group after group.

    Figures that are sums are added up over a group's rows. Of the others (milestones, status, days)
    a group's part is the figure once its rows are in and out, less what it was before. Links weigh
    as on the later day, so that a correction tells its own effect and no fading; all that stood at
    the earlier end fades under time passed.
    """
    last = _last_days(before, moves)
    met = _milestones(moves)
    status = _statuses(moves)
    found: dict[Why, Delta] = {}
    for place, group in enumerate(BY_ROWS):
        links = moves.links_by_group[group]
        confirmed = [each for each in links if not each.reported]
        found[group] = Delta(
            advances=sum(each.sign * each.count for each in confirmed if each.effect == 1),
            setbacks=sum(each.sign * each.count for each in confirmed if each.effect == -1),
            context=sum(each.sign * each.count for each in confirmed if each.effect == 0),
            reported=sum(each.sign * each.count for each in links if each.reported),
            balance=sum(each.sign * each.effect * each.weight for each in confirmed),
            milestones_met=met[place + 1] - met[place],
            momentum=sum((each.sign * each.effect * each.decayed for each in confirmed), 0.0),
            days_since_development=(last[place][0] - last[place + 1][0]).days,
            days_since_advance=(last[place][1] - last[place + 1][1]).days,
            status=None if status[place] == status[place + 1] else (status[place], status[place + 1]),
        )
    passed = (after.day - before.day).days
    found[Why.TIME_PASSED] = Delta(
        momentum=before.momentum * (decay(passed, before.half_life) - 1.0),
        days_since_development=passed,
        days_since_advance=passed,
    )
    return found


def _last_days(before: Figures, moves: Moves) -> list[tuple[date, date]]:
    """Return the days of the latest development and advance: as it was, then after each group."""
    stayed = moves.stayed or Stayed(before.last_development, before.last_advance)
    development = stayed.last_development or before.published_on
    advance = stayed.last_advance or before.published_on
    steps = [(before.last_development_day, before.last_advance_day)]
    for group in BY_ROWS:
        for each in moves.links_by_group[group]:
            if each.at.entered:
                development = max(development, each.latest)
                if each.effect == 1 and not each.reported:
                    advance = max(advance, each.latest)
        steps.append((development, advance))
    return steps


def _milestones(moves: Moves) -> list[int]:
    """Return how many of the milestones touched are met: as it was, then after each group."""
    stayed = moves.meetings_stayed or {}
    confirmed = [each for each in moves.meetings if not each.reported]
    touched = {each.milestone_id for each in confirmed}
    now = {key: [stayed[key]] if key in stayed else [] for key in touched}
    was = {key: list(rows) for key, rows in now.items()}
    for each in confirmed:
        if not each.at.entered:
            was[each.milestone_id].append((each.order, each.met))
    steps = [_met(was)]
    for group in BY_ROWS:
        for each in confirmed:
            if each.at.entered and each.group is group:
                now[each.milestone_id].append((each.order, each.met))
        steps.append(_met(now))
    return steps


def _met(meetings: Mapping[int, Sequence[tuple[Order, bool]]]) -> int:
    return sum(bool(rows) and max(rows)[1] for rows in meetings.values())


def _statuses(moves: Moves) -> list[str]:
    """Return the status: as it was, then after each group; all alike where none of the team's differs."""
    team = [each for each in moves.judgements if each.team]
    now = [moves.judgement_stayed] if moves.judgement_stayed else []
    was = now + [(each.order, each.status) for each in team if not each.at.entered]
    steps = [_newest(was)]
    for group in BY_ROWS:
        now = now + [(each.order, each.status) for each in team if each.at.entered and each.group is group]
        steps.append(_newest(now))
    return steps


def _newest(judgements: Sequence[tuple[Newness, str]]) -> str:
    return max(judgements)[1] if judgements else NOT_ASSESSED


def allot(parts: Sequence[float], before: float, after: float, digits: int) -> list[float]:
    """Return the parts rounded so that they add up to the rounded ends' difference, digit by digit.

    Each is its nearest; what is then missing goes to those that lost most by rounding, never to one
    that is nothing.
    """
    unit = 10**digits
    shown = [round(part * unit) for part in parts]
    live = [place for place, part in enumerate(parts) if abs(part) >= NOTHING]
    total = round(round(after, digits) * unit) - round(round(before, digits) * unit)
    rest = total - sum(shown) if live else 0
    step = 1 if rest > 0 else -1
    live.sort(key=lambda place: step * (parts[place] * unit - shown[place]), reverse=True)
    for turn in range(abs(rest)):
        shown[live[turn % len(live)]] += step
    return [each / unit for each in shown]
