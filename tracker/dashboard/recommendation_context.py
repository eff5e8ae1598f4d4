"""What a recommendation's page hands to its templates: where figures lead, choices, what one may do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.accounts.roles import Action, may
from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.links import changed_query, with_query
from tracker.core.words import number, opening
from tracker.dashboard.context import Option, document_context, flags_context
from tracker.dashboard.queries import RecommendationPage
from tracker.progress import crosswalks
from tracker.progress.link_words import attribution_words, without_rationale_words
from tracker.progress.sentences import text_of

#: What narrows the ledger; each figure's link sets one of them and drops the others.
_NARROWING = {"effect": None, "attribution": None, "rows": None}


@dataclass(frozen=True, slots=True)
class FigurePart:
    """Words of the finding; those that tell a figure lead to the rows that add up to it."""

    words: str
    figure: str = ""
    value: object = ""
    url: str = ""


def recommendation_context(request: HttpRequest, shown: RecommendationPage, asof: AsOf) -> dict[str, Any]:
    """Return what a recommendation's page hands down besides what it shows."""
    found, whole = shown.recommendation, shown.ledger.whole
    document = found.document
    overview_url = with_query(reverse("dashboard:overview", args=[document.key]), asof.query)
    area_url = with_query(reverse("dashboard:area", args=[found.area.key]), asof.query)
    log_url = with_query(reverse("developments:new"), {"recommendation": f"{document.key}/{found.key}"})
    began = document.tracking_began_at
    urls = figure_urls(request.GET, shown)
    return {
        **document_context(request, document, asof),
        **flags_context(request, asof),
        "crumbs": [(_("Overview"), overview_url), (found.area.name, area_url), (found.code, "")],
        "began": clock.day_of(began) if began else None,
        "log_url": log_url,
        "csv_url": reverse("dashboard:ledger-csv", args=[document.key, found.key])
        + changed_query(request.GET, {}),
        "figure_urls": urls,
        "finding": _finding(shown, urls),
        "attribution_label": _("How the developments came about"),
        "attribution_options": _attribution_options(request.GET, shown),
        "attribution_words": text_of(attribution_words(whole.attributed, whole.counting)),
        "rationale_words": without_rationale_words(whole.without_rationale, whole.counting, whole.links),
        "crosswalk": crosswalks.called(shown.figures.status),
        "ranges": _ranges(request.GET, shown, asof),
        "milestones_words": _milestones_words(shown),
        **_empty(shown, log_url, asof, may_log=may(request.user, Action.LOG)),
    }


def figure_urls(query: QueryDict, shown: RecommendationPage) -> dict[str, str]:
    """Return where each figure leads: to exactly the rows that add up to it."""

    def rows(place: str = "evidence", **narrowed: str) -> str:
        return f"{changed_query(query, {**_NARROWING, **narrowed})}#{place}"

    current = next((each for each in shown.assessments if each.current), None)
    counted = rows(rows="counted")
    return {
        "status": f"#assessment-{current.assessment_id}" if current else "#assessments",
        "milestones": "#milestones",
        "advances": rows(effect="advances"),
        "setbacks": rows(effect="sets-back"),
        "context": rows(effect="context"),
        "balance": counted,
        "momentum": counted,
        "reported": rows(rows="reported"),
        "days": rows(shown.last_place or "evidence"),
        "whole": rows(),
        "range": rows(rows="range"),
    }


#: Which figure a part of the finding tells.
_TOLD = {
    "status": "status",
    "milestones": "milestones",
    "advances": "advances",
    "sets-back": "setbacks",
    "context": "context",
    "last": "days",
}


def _finding(shown: RecommendationPage, urls: dict[str, str]) -> list[FigurePart]:
    one = shown.figures
    values = {
        "status": one.status,
        "milestones": one.milestones_met,
        "advances": one.advances,
        "setbacks": one.setbacks,
        "context": one.context,
        "days": one.days_since_development,
    }
    parts = []
    for part in shown.finding:
        figure = _TOLD.get(part.rows, "")
        parts.append(FigurePart(part.words, figure, values.get(figure, ""), urls.get(figure, "")))
    return parts


def _attribution_options(query: QueryDict, shown: RecommendationPage) -> list[Option]:
    whole = shown.ledger.whole
    labels = {
        "": (_("All"), whole.counting),
        "attributed": (_("Came of it"), whole.attributed),
        "convergent": (_("Anyway"), whole.convergent),
        "unknown": (_("Unknown"), whole.unknown),
    }
    return [
        Option(
            label,
            f"{changed_query(query, {**_NARROWING, 'attribution': key})}#evidence",
            shown.choice.attribution == key and not shown.choice.effect and not shown.choice.rows,
            count,
            key,
        )
        for key, (label, count) in labels.items()
    ]


def _ranges(query: QueryDict, shown: RecommendationPage, asof: AsOf) -> list[Option]:
    """Return the ranges that are one click away."""
    choice = shown.choice

    def option(label: str, since: dt.date | None) -> Option:
        text = since.isoformat() if since else ""
        url = f"{changed_query(query, {'since': text, 'until': None})}#picture"
        return Option(label, url, choice.since == text and not choice.until)

    options = [option(_("Whole time"), None), option(_("Last 12 months"), _year_before(asof.day))]
    judged = shown.figures.assessed_on
    if judged is not None and judged < asof.day:
        options.append(option(_("Since the latest judgement"), judged))
    return options


def _year_before(day: dt.date) -> dt.date:
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year - 1, 3, 1)
    return day.replace(year=max(day.year - 1, 1))


def _milestones_words(shown: RecommendationPage) -> str:
    """Say whose the milestones are: the team's, where nobody promised one."""
    total = len(shown.milestones)
    promised = sum(bool(each.promised) for each in shown.milestones)
    if not total:
        return ""
    if total == 1:
        return _("Its one milestone was promised.") if promised else _("Its one milestone is the team’s.")
    if not promised:
        return _("Its %(count)s milestones are the team’s.") % {"count": number(total)}
    if promised == total:
        return _("Its %(count)s milestones were promised.") % {"count": number(total)}
    was = ngettext("was promised", "were promised", promised)
    rest = ngettext("the other is the team’s", "the others are the team’s", total - promised)
    told = {"promised": opening(promised), "count": number(total), "was": was, "rest": rest}
    return _("%(promised)s of its %(count)s milestones %(was)s; %(rest)s.") % told


def _empty(shown: RecommendationPage, log_url: str, asof: AsOf, *, may_log: bool) -> dict[str, Any]:
    one = shown.figures
    looked = _("nobody has looked") if one.last_checked is None else _("somebody has looked since")
    told = {"days": f"{one.days_since_development:,}", "looked": looked}
    actions = [Option(_("Log the first development"), log_url)] if may_log and asof.is_today else []
    return {
        "empty_what": _("Nothing is logged for %(code)s yet.") % {"code": one.code},
        "empty_more": _("It has been %(days)s days since the document came out; %(looked)s.") % told,
        "empty_actions": actions,
    }
