"""A comparison as `show_changes` prints it and the API answers with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.core.asof import AsOf
from tracker.core.errors import InvalidInput
from tracker.developments.choices import Effect, Strength
from tracker.documents.models import Document, Recommendation
from tracker.progress.changed_rows import (
    ChangedJudgement,
    ChangedLink,
    ChangedMeeting,
    LinkSaid,
    changed_links,
)
from tracker.progress.changes import BY_ROWS, Row, Why
from tracker.progress.deltas import Delta, allot
from tracker.progress.ends import Ends
from tracker.progress.measures import Figures
from tracker.progress.queries import Scope
from tracker.stalls.comparing import Change, compare
from tracker.stalls.queries import iso_moment

#: At most so many links of a circumstance are told for each of many recommendations, and of one alone.
FEW, MANY = 5, 1000
_WHOLE = (
    "advances", "setbacks", "context", "balance", "milestones_met", "days_since_development",
    "days_since_advance",
)  # fmt: skip


def comparison_object(document: Document, ends: Ends, only: str = "") -> dict[str, Any]:
    """Return what changed, of every recommendation or of one; nine queries, and one more for that."""
    one = Recommendation.objects.filter(document=document, key=only).first() if only else None
    if only and one is None:
        raise InvalidInput({"recommendation": f"There is no recommendation “{only}”."})
    comparison = compare(document, ends, one)
    scope = Scope(recommendation_ids=(one.pk,)) if one else Scope(document_ids=(document.pk,))
    links = changed_links(scope, ends.earlier, ends.later, MANY if only else FEW)
    return {
        "document": document.key,
        "from": _end(ends.earlier),
        "to": _end(ends.later),
        "recommendations": [
            _change(each, links.get(each.recommendation_id, {})) for each in comparison.asked
        ],
    }


def _end(asof: AsOf) -> dict[str, Any]:
    return {"as_of": asof.day.isoformat(), "known_at": iso_moment(asof.known_moment)}


def _change(change: Change, links: Mapping[Why, Sequence[ChangedLink]]) -> dict[str, Any]:
    before, after = change.before.figures, change.after.figures
    parts = [change.parts[group] for group in Why]
    momentum = allot([each.momentum for each in parts], before.momentum, after.momentum, 4)
    return {
        "key": after.key,
        "code": after.code,
        "title": after.title,
        "changed": change.changed,
        "before": _figures(before),
        "after": _figures(after),
        "groups": [
            _group(change, group, delta, moved, links)
            for group, delta, moved in zip(Why, parts, momentum, strict=True)
        ],
        "findings_began": [each.rule for each in change.began],
        "findings_ended": [each.rule for each in change.ended],
    }


def _figures(one: Figures) -> dict[str, Any]:
    whole = {name: getattr(one, name) for name in _WHOLE}
    return {"status": one.status, **whole, "momentum": round(one.momentum, 4) + 0.0}


def _group(
    change: Change, group: Why, delta: Delta, momentum: float, links: Mapping[Why, Sequence[ChangedLink]]
) -> dict[str, Any]:
    counted = change.moves.rows[group] if group in BY_ROWS else dict.fromkeys(Row, 0)
    return {
        "group": group.value,
        "links": counted[Row.LINK],
        "meetings": counted[Row.MEETING],
        "judgements": counted[Row.JUDGEMENT],
        **{name: getattr(delta, name) for name in _WHOLE},
        "momentum": momentum + 0.0,
        "status": list(delta.status) if delta.status else None,
        "rows": [
            *(_link(each) for each in links.get(group, ())),
            *(_meeting(each) for each in change.meetings if each.group is group),
            *(_judgement(each) for each in change.judgements if each.group is group),
        ],
    }


def _link(link: ChangedLink) -> dict[str, Any]:
    return {
        "row": Row.LINK.value,
        "came": link.came,
        "development": link.development,
        "title": link.title,
        **_said(link.said),
        "before": _said(link.before) if link.before else None,
        "reason": link.reason,
    }


def _said(said: LinkSaid) -> dict[str, Any]:
    return {
        "effect": Effect(said.effect).slug,
        "strength": Strength(said.weight).slug,
        "standing": "reported" if said.reported else "confirmed",
        "day": said.latest.isoformat(),
    }


def _meeting(meeting: ChangedMeeting) -> dict[str, Any]:
    return {
        "row": Row.MEETING.value,
        "came": meeting.came,
        "development": meeting.development,
        "title": meeting.title,
        "milestone": meeting.milestone,
        "met": meeting.met,
        "standing": "reported" if meeting.reported else "confirmed",
        "day": meeting.latest.isoformat(),
        "reason": meeting.reason,
    }


def _judgement(judgement: ChangedJudgement) -> dict[str, Any]:
    return {
        "row": Row.JUDGEMENT.value,
        "came": judgement.came,
        "status": judgement.status,
        "judge": judgement.judge or None,
        "day": judgement.day.isoformat(),
        "reason": judgement.reason,
    }
