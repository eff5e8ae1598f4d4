"""Reads the Stalled page's arguments and gathers what it shows; `page` says how that is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.csv_files import as_csv
from tracker.core.links import with_query
from tracker.core.words import number, plural
from tracker.documents.models import Document
from tracker.progress import evidence
from tracker.progress.lanes import lane_input
from tracker.progress.measures import unwatched
from tracker.progress.pictures import LISTED, Lane, build_lane, build_scale
from tracker.progress.queries import EVERYTHING, UNWATCHED_DAYS, Scope, milestones
from tracker.progress.sentences import unwatched_sentence
from tracker.stalls import flags, page
from tracker.stalls.choices import UNRESOLVED, Cause, FlagState
from tracker.stalls.models import Flag
from tracker.stalls.queries import Examination, examine, looked_at
from tracker.stalls.rules import NO_ADVANCE, RECOMMENDATION_RULES, SILENT, Stall
from tracker.stalls.sentences import Shares, reason, stalled_finding
from tracker.stalls.services import SNOOZE_DAYS

STATES = ("unresolved", *UNRESOLVED, FlagState.RESOLVED)
SORTS = ("longest", "newest")
ROWS = 50
_LANE_WIDTH = 280


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen on the page; it stands in the address."""

    state: str = "unresolved"
    rule: str = ""
    sort: str = "longest"


def read(arguments: Mapping[str, str], asof: AsOf) -> Asked:
    """Read the arguments; what is none of the choices is left at the first. Other days have no states."""
    state, rule, sort = (arguments.get(name, "") for name in ("state", "rule", "sort"))
    return Asked(
        state if state in STATES and asof.is_today else "unresolved",
        rule if rule in RECOMMENDATION_RULES else "",
        sort if sort in SORTS and asof.is_today else "longest",
    )


def context(asof: AsOf, asked: Asked, page_number: str | None, path: str) -> dict[str, Any]:
    """Return all that the page shows; eight queries, whatever the number of rows."""
    examination = examine(EVERYTHING, asof)
    documents = {each.pk: each for each in Document.objects.all()}
    subjects = _subjects(asof, examination)
    every = page.rows_of(examination, subjects)
    counts = page.counts_by_state(every)
    in_state = page.chosen(every, asked.state, "")
    rows = page.sorted_rows(page.chosen(every, asked.state, asked.rule), examination, asked.sort)
    shown = Paginator(rows, ROWS).get_page(page_number)
    lanes = _lanes([row.stall for row in shown], asof)
    here = [
        replace(
            row,
            lane=lanes[row.figures.recommendation_id],
            url=_reverse("dashboard:recommendation", asof, row.figures.document_key, row.figures.key),
            check_url=_reverse("developments:check", None, row.figures.document_key, row.figures.key),
        )
        for row in shown
    ]

    def name(stall: Stall) -> str:
        figures = stall.figures
        return figures.code if len(documents) < 2 else f"{figures.document_key} {figures.code}"

    return {
        "asof": asof,
        "asked": asked,
        "groups": page.groups_of(here, examination, subjects),
        "page": shown,
        "title": _title(page.shares_of(every, name), len(examination.stalls), asof, bool(documents)),
        "lead": page.lead_of(examination, subjects, name),
        "open": counts[FlagState.OPEN],
        "tabs": _tabs(asked, counts, path) if asof.is_today else [],
        "rules": _rules(asked, page.counts_by_rule(in_state), len(in_state), asof, path),
        "sorts": _sorts(asked, path) if asof.is_today else [],
        "document": next(iter(documents.values())) if len(documents) == 1 else None,
        "unwatched": _unwatched(asof, examination, documents, here),
        "next": page.next_to_stall(examination) if not every and asof.is_today else None,
        "last_scan": flags.last_scan() if not every and asof.is_today else None,
        "recommendations": len(examination.stalls),
        "causes": Cause.choices,
        "looks_due": sum(stall.figures.looking.is_due for stall in examination.stalls.values()),
        "in_a_month": asof.today + dt.timedelta(days=SNOOZE_DAYS),
        "how": _reverse("progress:how", asof),
        "csv_url": with_query(reverse("stalls:csv"), {**asof.query, **_kept(asked, "state", "rule", "sort")}),
    }


_COLUMNS = (
    "document", "key", "code", "title", "area", "rule", "state", "since", "reason", "days_since_development",
    "last_development", "last_checked", "look_due",
)  # fmt: skip


def as_rows(asof: AsOf, asked: Asked) -> Iterator[bytes]:
    """Return what the page lists as CSV, all pages of it, a row a flag or finding; four queries at most."""
    examination = examine(EVERYTHING, asof)
    every = page.rows_of(examination, _subjects(asof, examination))
    rows = page.sorted_rows(page.chosen(every, asked.state, asked.rule), examination, asked.sort)
    return as_csv(_COLUMNS, (line for row in rows for line in _lines(row)))


def _lines(row: page.Row) -> Iterator[tuple[object, ...]]:
    one, looked = row.figures, looked_at(row.figures)
    for each in row.subject.findings:
        yield (
            one.document_key, one.key, one.code, one.title, one.area_key, each.rule,
            row.subject.states.get(each.rule, ""), each.since, reason(each, one.day, looked),
            one.days_since_development, one.last_development, one.last_checked, one.looking.due,
        )  # fmt: skip


def _title(shares: Shares, total: int, asof: AsOf, documents: bool) -> str:
    if documents and not total and not asof.is_today:
        return _("No document had come out on that day.")
    return stalled_finding(shares, total)


def _subjects(asof: AsOf, examination: Examination) -> dict[page.Key, page.Subject]:
    if not asof.is_today:
        return page.subjects_of_findings(examination)
    rows = flags.flags_of(Flag.objects.filter(state__in=UNRESOLVED))
    return page.subjects_of_flags(flags.in_order(rows), _who)


def _who(flag: Flag) -> str:
    return flag.handled_by.display_name if flag.handled_by else ""


def _lanes(stalls: Sequence[Stall], asof: AsOf) -> dict[int, Lane]:
    """Return the small lane of each recommendation; three queries, none where there are none."""
    if not stalls:
        return {}
    scope = Scope(recommendation_ids=tuple(stall.figures.recommendation_id for stall in stalls))
    links = evidence.links(scope, asof)
    marks = milestones(scope, asof)
    definitions = evidence.definitions(scope, asof)
    inputs = {}
    for stall in stalls:
        figures, since = stall.figures, {each.rule: each.since for each in stall.findings}
        inputs[figures.recommendation_id] = lane_input(
            figures,
            links.get(figures.recommendation_id, ()),
            marks.get(figures.recommendation_id, ()),
            definitions[figures.recommendation_id],
            silent_since=since.get(SILENT),
            no_advance_since=since.get(NO_ADVANCE),
            development_href=lambda key: _reverse("developments:detail", asof, key),
        )
    lanes = {}
    for stall in stalls:
        figures = stall.figures
        together = [
            inputs[each.figures.recommendation_id]
            for each in stalls
            if each.figures.document_id == figures.document_id
        ]
        scale = build_scale(figures.published_on, asof.day, together, is_today=asof.is_today)
        own = inputs[figures.recommendation_id]
        lanes[figures.recommendation_id] = build_lane(own, scale, LISTED, width=_LANE_WIDTH)
    return lanes


def _reverse(name: str, asof: AsOf | None, *arguments: str) -> str:
    try:
        path = reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
    return with_query(path, asof.query) if asof else path


def _unwatched(
    asof: AsOf, examination: Examination, documents: Mapping[int, Document], here: Sequence[page.Row]
) -> list[dict[str, str]]:
    """Return, today only, which documents nobody watches, and the row to look at first."""
    if not asof.is_today:
        return []
    found = []
    for document in documents.values():
        figures = [stall.figures for stall in examination.of_document(document.pk)]
        began = clock.day_of(document.tracking_began_at) if document.tracking_began_at else None
        nobody = unwatched(figures, began, asof.today, UNWATCHED_DAYS)
        if nobody is None:
            continue
        said = unwatched_sentence(nobody)
        first = next((row for row in here if row.figures.document_id == document.pk), None)
        found.append(
            {
                "sentence": said if len(documents) == 1 else f"{document.title}: {said}",
                "url": f"#{first.place}" if first else "",
            }
        )
    return found


def _tabs(asked: Asked, counts: Mapping[str, int], path: str) -> list[dict[str, Any]]:
    labels = {
        "unresolved": _("Not resolved"),
        FlagState.OPEN: _("Open"),
        FlagState.ACKNOWLEDGED: _("Acknowledged"),
        FlagState.SNOOZED: _("Snoozed"),
        FlagState.RESOLVED: _("Resolved"),
    }
    return [
        {
            "label": labels[state],
            "url": with_query(path, {"state": "" if state == "unresolved" else str(state)}),
            "current": asked.state == state,
            "count": counts.get(state),
        }
        for state in STATES
    ]


def _rules(
    asked: Asked, counts: Mapping[str, int], total: int, asof: AsOf, path: str
) -> list[dict[str, Any]]:
    kept = {**asof.query, **_kept(asked, "state", "sort")}
    options = [{"label": _("All rules"), "url": with_query(path, kept), "current": not asked.rule}]
    options += [
        {
            "label": rule,
            "url": with_query(path, {**kept, "rule": rule}),
            "current": asked.rule == rule,
            "count": count,
        }
        for rule, count in counts.items()
    ]
    return options


def _sorts(asked: Asked, path: str) -> list[dict[str, Any]]:
    kept = _kept(asked, "state", "rule")
    labels = {"longest": _("Longest since logged"), "newest": _("Newest flag")}
    return [
        {
            "label": label,
            "url": with_query(path, {**kept, "sort": "" if sort == "longest" else sort}),
            "current": asked.sort == sort,
        }
        for sort, label in labels.items()
    ]


def _kept(asked: Asked, *names: str) -> dict[str, str]:
    first = Asked()
    return {name: getattr(asked, name) for name in names if getattr(asked, name) != getattr(first, name)}


def resolved_flags() -> QuerySet[Flag]:
    """Return resolved flags, the last first."""
    return flags.flags_of(Flag.objects.filter(state=FlagState.RESOLVED)).order_by("-resolved_at", "-id")


def resolved_context(asof: AsOf, asked: Asked, shown: Page[Flag]) -> dict[str, Any]:
    """Return what the page of resolved flags shows."""
    path = reverse("stalls:list")
    rows = [
        {
            "flag": flag,
            "name": flag.recommendation or flag.area,
            "url": _subject_address(flag, asof),
            "by_url": _reverse("developments:detail", asof, flag.resolved_by.key) if flag.resolved_by else "",
        }
        for flag in shown
    ]
    return {"asof": asof, "asked": asked, "rows": rows, "page": shown, "tabs": _tabs(asked, {}, path)}


def _subject_address(flag: Flag, asof: AsOf) -> str:
    if flag.recommendation is not None:
        document = flag.recommendation.document.key
        return _reverse("dashboard:recommendation", asof, document, flag.recommendation.key)
    return _reverse("dashboard:area", asof, flag.area.key) if flag.area else ""


def flags_words(name: str, count: int) -> str:
    """Return which flags are meant: "R4’s four flags"."""
    owner = f"{name}’" if name.endswith("s") else f"{name}’s"
    return f"{owner} {number(count) + ' ' if count > 1 else ''}{plural(count, 'flag')}"
