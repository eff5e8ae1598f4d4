"""Reads about flags: their order, their entry in the API and in commands, counts, and the last scan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from tracker.stalls.choices import FlagState
from tracker.stalls.models import Flag, Scan
from tracker.stalls.queries import Examination, iso_moment, looked_at
from tracker.stalls.rules import AREA_RULES, RECOMMENDATION_RULES
from tracker.stalls.sentences import area_reason, reason

#: All rules in the tables' order.
RULE_ORDER = (*RECOMMENDATION_RULES, *(rule for rule in AREA_RULES if rule not in RECOMMENDATION_RULES))


def flags_of(scope: QuerySet[Flag] | None = None) -> QuerySet[Flag]:
    """Return flags with what their entry needs, in code order, areas' after recommendations'."""
    flags = Flag.objects.all() if scope is None else scope
    return flags.select_related(
        "recommendation__document", "recommendation__area", "area", "resolved_by", "handled_by"
    )


def in_order(flags: Iterable[Flag]) -> list[Flag]:
    """Return flags in code order within each document, rules in their tables' order, areas' flags last."""
    return sorted(flags, key=_order)


def _order(flag: Flag) -> tuple[Any, ...]:
    rule = RULE_ORDER.index(flag.rule)
    if flag.area is not None:
        rule = AREA_RULES.index(flag.rule)
    if flag.recommendation is not None:
        document = flag.recommendation.document
        return (0, document.published_on, document.key, flag.recommendation.code_order, rule, flag.pk)
    return (1, date.min, flag.area.key if flag.area else "", "", rule, flag.pk)


def subject_of(flag: Flag) -> str:
    """Return what a flag is of: `recommendation:DOCUMENT/KEY` or `area:KEY`."""
    if flag.recommendation is not None:
        return f"recommendation:{flag.recommendation.document.key}/{flag.recommendation.key}"
    return f"area:{flag.area.key if flag.area else ''}"


def flag_object(flag: Flag) -> dict[str, Any]:
    """Return a flag's entry in the API and in `scan_stalls`."""
    return {
        "subject": subject_of(flag),
        "rule": flag.rule,
        "since": flag.since.isoformat(),
        "state": flag.state,
        "reason": flag.reason,
        "opened_at": iso_moment(flag.opened_at),
        "resolved_at": iso_moment(flag.resolved_at),
        "resolved_by": flag.resolved_by.key if flag.resolved_by else None,
    }


def finding_objects(examination: Examination) -> list[dict[str, Any]]:
    """Return findings of another day in the shape of flags: nobody recorded or handled them."""
    rows = [
        (f"recommendation:{each.figures.document_key}/{each.figures.key}", finding,
         reason(finding, examination.day, looked_at(each.figures)))
        for each in examination.stalls.values()
        for finding in each.findings
    ] + [
        (f"area:{area.key}", finding, area_reason(finding, examination.day, area.looked))
        for area in sorted(examination.areas, key=lambda area: area.key)
        for finding in area.findings
    ]  # fmt: skip
    return [
        {
            "subject": subject,
            "rule": finding.rule,
            "since": finding.since.isoformat(),
            "state": None,
            "reason": sentence,
            "opened_at": None,
            "resolved_at": None,
            "resolved_by": None,
        }
        for subject, finding, sentence in rows
    ]


def last_scan() -> Scan | None:
    """Return the newest heartbeat; one query."""
    return Scan.objects.order_by("-completed_at", "-id").first()


def open_recommendations() -> int:
    """Return how many recommendations have an open flag; one query, written out: every page asks it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT recommendation_id) FROM stalls_flag WHERE state = %s", [FlagState.OPEN]
        )
        ((count,),) = cursor.fetchall()
    return int(count)
