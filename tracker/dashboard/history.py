"""What was published, corrected and retracted of a recommendation, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.developments.models import Check, Link
from tracker.documents.models import Recommendation
from tracker.progress.models import Assessment

MOST = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One thing somebody did: when, what and to what, by whom, and why."""

    at: dt.datetime
    what: str
    title: str
    who: str
    reason: str = ""


def changes(found: Recommendation, asof: AsOf) -> list[Change]:
    """Return the newest changes up to the moment asked that came after tracking began; three queries."""
    began, until = found.document.tracking_began_at, asof.known_moment
    if began is None:
        return []
    rows = [*_links(found, began, until), *_assessments(found, began, until), *_checks(found, began, until)]
    return sorted(rows, key=lambda each: each.at, reverse=True)[:MOST]


def looked_where(found: Recommendation) -> str:
    """Return where somebody looked last time, to fill it in again; one query."""
    return Check.objects.filter(recommendation=found).values_list("where", flat=True).first() or ""


def _links(found: Recommendation, began: dt.datetime, until: dt.datetime) -> list[Change]:
    recent = Q(published_at__gt=began, published_at__lte=until) | Q(
        retracted_at__gt=began, retracted_at__lte=until
    )
    links = (
        Link.objects.filter(recent, recommendation=found)
        .select_related("development", "published_by", "retracted_by")
        .order_by("-published_at")[:MOST]
    )
    rows = []
    for link in links:
        title = link.development.title
        if link.published_at and began < link.published_at <= until:
            what = _("corrected the link of") if link.succeeds_id else _("linked")
            rows.append(Change(link.published_at, what, title, _name(link.published_by), link.reason))
        if link.retracted_at and began < link.retracted_at <= until:
            rows.append(
                Change(link.retracted_at, _("took back the link of"), title, _name(link.retracted_by))
            )
    return rows


def _assessments(found: Recommendation, began: dt.datetime, until: dt.datetime) -> list[Change]:
    assessments = Assessment.objects.filter(
        recommendation=found, published_at__gt=began, published_at__lte=until
    ).select_related("author")[:MOST]
    return [
        Change(each.published_at, _("judged it"), each.get_status_display(), _name(each.author), each.reason)
        for each in assessments
        if each.published_at
    ]


def _checks(found: Recommendation, began: dt.datetime, until: dt.datetime) -> list[Change]:
    checks = Check.objects.filter(
        recommendation=found, recorded_at__gt=began, recorded_at__lte=until
    ).select_related("user")[:MOST]
    return [
        Change(each.recorded_at, _("looked, nothing new"), each.where, each.by_name or _name(each.user))
        for each in checks
    ]


def _name(user: object) -> str:
    return str(user) if user else _("the package or a task")
