"""What pages hand to their templates beside what they show: choices, the foot, what this reader may do."""

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
from tracker.dashboard.board import Board
from tracker.dashboard.choices import Choice
from tracker.dashboard.ledger import AttributionCounts
from tracker.dashboard.queries import RecommendationPage
from tracker.documents.models import Document
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.sentences import attribution_words, text_of
from tracker.stalls.choices import Cause
from tracker.stalls.services import SNOOZE_DAYS


@dataclass(frozen=True, slots=True)
class DocumentFoot:
    """Which document a page is about, as the foot says it."""

    key: str
    title: str
    authors: str
    published: dt.date


@dataclass(frozen=True, slots=True)
class Option:
    """One of few choices, as a link."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


def document_path(name: str, *arguments: str) -> str:
    """Return the address of a page that sets documents up."""
    return reverse(f"documents:{name}", args=arguments)


def document_context(request: HttpRequest, document: Document, asof: AsOf) -> dict[str, Any]:
    """Return what every page of one document hands down."""
    names = [f"{each.get('given', '')} {each.get('family', '')}".strip() for each in document.authors]
    may_set_up = asof.is_today and may(request.user, Action.SET_UP)
    add = Option(_("Add a recommendation"), document_path("recommendation-new", document.key))
    edit = Option(_("Edit this document"), document_path("edit", document.key))
    return {
        "document": DocumentFoot(document.key, document.title, ", ".join(names), document.published_on),
        "foot_links": [edit, add] if may_set_up else [],
        "empty_actions": [add] if may_set_up else [],
        "tracking_began": _before_tracking(document, asof),
        "earliest": document.published_on,
        "report_url": with_query(reverse("reports:progress-pdf", args=[document.key]), asof.query),
        "may_log": asof.is_today and may(request.user, Action.LOG),
        "may_set_up": may_set_up,
        "findings": not asof.is_today,
    }


def board_context(query: QueryDict, asof: AsOf, board: Board, choice: Choice) -> dict[str, Any]:
    """Return how the lanes are grouped and narrowed, as links."""
    groups = {"area": _("Area"), "addressee": _("Addressee"), "status": _("Status")}
    stalled = _("Stalled") if asof.is_today else _("With findings")
    every, only = changed_query(query, {"show": None}), changed_query(query, {"show": "stalled"})
    clear = changed_query(query, {"status": None, "rule": None, "newer": None, "show": None})
    return {
        "group_label": _("Group by"),
        "group_options": [
            Option(label, f"{changed_query(query, {'group': key})}#lanes", choice.group == key)
            for key, label in groups.items()
        ],
        "show_label": _("Which recommendations"),
        "show_options": [
            Option(_("All"), f"{every}#lanes", not choice.stalled, board.total),
            Option(stalled, f"{only}#lanes", choice.stalled, board.stalled),
        ],
        "chips": _chips(query, choice),
        "clear_url": clear,
        "clear_actions": [Option(_("Show all"), clear)],
        "findings": not asof.is_today,
    }


def flags_context(request: HttpRequest, asof: AsOf) -> dict[str, Any]:
    """Return what acknowledging and snoozing ask."""
    return {
        "may_handle_flags": asof.is_today and may(request.user, Action.HANDLE_FLAGS),
        "may_handle_area_flags": asof.is_today and may(request.user, Action.HANDLE_AREA_FLAGS),
        "may_check": asof.is_today and may(request.user, Action.CHECK),
        "may_assess": asof.is_today and may(request.user, Action.ASSESS),
        "causes": Cause.choices,
        "in_a_month": asof.today + dt.timedelta(days=SNOOZE_DAYS),
        "back": request.get_full_path(),
    }


def recommendation_context(request: HttpRequest, shown: RecommendationPage, asof: AsOf) -> dict[str, Any]:
    """Return what a recommendation's page hands down besides what it shows."""
    found, counts = shown.recommendation, shown.ledger.counts
    document = found.document
    overview_url = with_query(reverse("dashboard:overview", args=[document.key]), asof.query)
    area_url = with_query(reverse("dashboard:area", args=[found.area.key]), asof.query)
    log_url = with_query(reverse("developments:new"), {"recommendation": f"{document.key}/{found.key}"})
    began = document.tracking_began_at
    return {
        **document_context(request, document, asof),
        **flags_context(request, asof),
        "crumbs": [(_("Overview"), overview_url), (found.area.name, area_url), (found.code, "")],
        "began": clock.day_of(began) if began else None,
        "log_url": log_url,
        "attribution_label": _("How the developments came about"),
        "attribution_options": _attribution_options(request.GET, counts, shown.attribution),
        "attribution_words": text_of(attribution_words(counts.attributed, counts.all)),
        "milestones_words": _milestones_words(shown),
        **_empty(shown, log_url, asof, may_log=may(request.user, Action.LOG)),
    }


def empty_context(user: object) -> dict[str, Any]:
    """Return what one can do where there is no document yet."""
    actions = []
    if may(user, Action.PACKAGES):
        actions.append(Option(_("Load a package"), document_path("load-package")))
    if may(user, Action.SET_UP):
        actions.append(Option(_("Set up a document"), document_path("new")))
    return {"empty_actions": actions}


def _before_tracking(document: Document, asof: AsOf) -> dt.date | None:
    """Return the day tracking began where an earlier moment is asked, which is answered as of then."""
    began = document.tracking_began_at
    if began is None or asof.known_at is None or asof.known_at >= began:
        return None
    return clock.day_of(began)


def _chips(query: QueryDict, choice: Choice) -> list[Option]:
    chips = []
    if choice.status:
        label = _("status: %(status)s") % {"status": STATUS_WORDS[choice.status]}
        chips.append(Option(label, changed_query(query, {"status": None})))
    if choice.rule:
        chips.append(
            Option(_("rule: %(rule)s") % {"rule": choice.rule}, changed_query(query, {"rule": None}))
        )
    if choice.newer:
        chips.append(Option(_("newer evidence than the judgement"), changed_query(query, {"newer": None})))
    return chips


def _attribution_options(query: QueryDict, counts: AttributionCounts, chosen: str) -> list[Option]:
    labels = {
        "": (_("All"), None),
        "attributed": (_("Came of it"), counts.attributed),
        "convergent": (_("Anyway"), counts.convergent),
        "unknown": (_("Unknown"), counts.unknown),
    }
    return [
        Option(label, f"{changed_query(query, {'attribution': key})}#evidence", chosen == key, count)
        for key, (label, count) in labels.items()
    ]


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
