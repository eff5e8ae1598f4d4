"""What publishing a development would do to figures and flags, before it is done.

It is done, looked at and taken back in one transaction, so that the preview can say nothing else
than what publishing then does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.core import asof as core_asof
from tracker.core import dates
from tracker.core.asof import AsOf
from tracker.core.errors import TrackerError
from tracker.core.words import day_words, join, signed, signed_decimal
from tracker.developments import services as developments
from tracker.developments.forms import Typed
from tracker.documents.models import Recommendation
from tracker.progress.measures import Figures
from tracker.progress.queries import Scope
from tracker.stalls.queries import Examination, examine

if TYPE_CHECKING:
    from tracker.accounts.models import User


@dataclass(frozen=True, slots=True)
class Change:
    """One recommendation and its area, before and after."""

    recommendation_id: int
    before: Examination
    after: Examination


def preview(user: User, typed: Typed, index: int, development: str = "") -> str:
    """Return what publishing does to the recommendation of one link; empty while it cannot be told."""
    if not 0 <= index < len(typed.links):
        return ""
    document, _slash, key = str(typed.links[index].get("recommendation", "")).partition("/")
    subject = Recommendation.objects.filter(document__key=document, key=key).first()
    if subject is None:
        return ""
    asof = core_asof.present()
    scope = Scope(area_ids=(subject.area_id,))
    try:
        with transaction.atomic():
            before = examine(scope, asof)
            _publish(user, _whole(typed), development)
            after = examine(scope, asof)
            transaction.set_rollback(True)
    except TrackerError:
        return ""
    if subject.pk not in before.stalls:
        return ""
    return sentence(Change(subject.pk, before, after), asof, _latest(typed, asof))


def _publish(user: User, given: dict[str, Any], development: str) -> None:
    if development:
        given.pop("sources")
        given["reason"] = given.get("reason") or "preview"
        developments.edit_development(user=user, key=development, given=given, read_date=dates.read_human)
    else:
        developments.log_development(user=user, given=given, read_date=dates.read_human)


def _whole(typed: Typed) -> dict[str, Any]:
    """Return what was typed so far as if the rest were there: what moves figures decides alone."""
    given = typed.given("published")
    given["title"] = given.get("title") or "…"
    given["kind"] = given.get("kind") or "other"
    given["standing"] = given.get("standing") or "confirmed"
    given["sources"] = [{"url": "https://example.org/", "title": "…"}]
    given["links"] = [link for link in given["links"] if link.get("effect") and link.get("strength")]
    return given


def _latest(typed: Typed, asof: AsOf) -> str:
    """Return from which day it counts, in words, where that day is still to come."""
    try:
        latest = dates.read_human(typed.plain.get("date", "")).latest
    except dates.DateError:
        return ""
    return day_words(latest) if latest > asof.day else ""


def sentence(change: Change, asof: AsOf, counts_from: str = "") -> str:
    """Return the change in words: figures, flags, the judgement."""
    before = change.before.stalls[change.recommendation_id].figures
    after = change.after.stalls[change.recommendation_id].figures
    parts = [_figures(before, after, counts_from), _flags(change), _judgement(before, after)]
    return " ".join(part for part in parts if part)


def _figures(before: Figures, after: Figures, counts_from: str) -> str:
    moved = []
    if before.balance != after.balance:
        moved.append(
            _("balance from %(a)s to %(b)s") % {"a": signed(before.balance), "b": signed(after.balance)}
        )
    momentum = (signed_decimal(before.momentum), signed_decimal(after.momentum))
    if momentum[0] != momentum[1]:
        moved.append(_("momentum from %(a)s to %(b)s") % {"a": momentum[0], "b": momentum[1]})
    if before.milestones_met != after.milestones_met:
        moved.append(
            _("milestones met from %(a)s to %(b)s of %(all)s")
            % {"a": before.milestones_met, "b": after.milestones_met, "all": after.milestones_total}
        )
    if moved:
        first, *rest = moved
        told = join([f"{before.code}’s {first}", *(_("its %s") % each for each in rest)])
        return _("Publishing takes %s.") % told
    if counts_from:
        return _("No figure moves before %s, the day from which it counts.") % counts_from
    return _("%s’s balance and momentum stay as they are.") % before.code


def _flags(change: Change) -> str:
    told = _rules(
        _names(change.before.stalls[change.recommendation_id].findings),
        _names(change.after.stalls[change.recommendation_id].findings),
        _("Its"),
    )
    for area in change.after.areas:
        before = next((each for each in change.before.areas if each.area_id == area.area_id), None)
        told += _rules(_names(before.findings if before else ()), _names(area.findings), f"{area.name}’s")
    return " ".join(told) or _("No flag opens or resolves.")


def _names(findings: Sequence[Any]) -> list[str]:
    return [finding.rule for finding in findings]


def _rules(before: Sequence[str], after: Sequence[str], whose: str) -> list[str]:
    gone = [rule for rule in before if rule not in after]
    come = [rule for rule in after if rule not in before]
    told = []
    for rules, one, many in ((gone, _("resolves"), _("resolve")), (come, _("opens"), _("open"))):
        if rules:
            noun = _("flag") if len(rules) == 1 else _("flags")
            told.append(f"{whose} {noun} {join(rules)} {one if len(rules) == 1 else many}.")
    return told


def _judgement(before: Figures, after: Figures) -> str:
    if after.assessed_on is None or before.due_for_review or not after.due_for_review:
        return ""
    new = [reason for reason in after.review if reason not in before.review]
    return " ".join([_("Its judgement of %s becomes due for review.") % day_words(after.assessed_on), *new])
