"""What pages hand to their templates beside what they show: choices, the foot, what this reader may do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.accounts.roles import Action, may
from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.links import with_query
from tracker.documents.models import Document
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
    #: The name of the figure that its count is, for whoever adds up the rows it leads to.
    figure: str = ""


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
        "tracking_began": before_tracking(document, asof),
        "earliest": document.published_on,
        "report_url": with_query(reverse("reports:progress-pdf", args=[document.key]), asof.query),
        "may_log": asof.is_today and may(request.user, Action.LOG),
        "may_set_up": may_set_up,
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


def empty_context(user: object) -> dict[str, Any]:
    """Return what one can do where there is no document yet."""
    actions = []
    if may(user, Action.PACKAGES):
        actions.append(Option(_("Load a package"), document_path("load-package")))
    if may(user, Action.SET_UP):
        actions.append(Option(_("Set up a document"), document_path("new")))
    return {"empty_actions": actions}


def before_tracking(document: Document, asof: AsOf) -> dt.date | None:
    """Return the day tracking began where an earlier moment is asked, which is answered as of then."""
    began = document.tracking_began_at
    if began is None or asof.known_at is None or asof.known_at >= began:
        return None
    return clock.day_of(began)
