"""The list of developments, a page each, its retraction, and "looked, nothing new"."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import asof
from tracker.core.errors import Conflict, InvalidInput
from tracker.core.links import with_query
from tracker.core.snapshot import of_one_state
from tracker.developments import as_known, list_page, listing, queries, services
from tracker.developments.choices import State
from tracker.developments.models import Development
from tracker.developments.suggestions import Suggestion, suggestions
from tracker.documents.models import Recommendation


@require_safe
@of_one_state
def index(request: HttpRequest) -> HttpResponse:
    """Find developments: search, filters and sort stand in the address."""
    return render(
        request, "developments/list.html", list_page.context(request, asof.read(request.GET.dict()))
    )


@require_safe
@of_one_state
def detail(request: HttpRequest, key: str) -> HttpResponse:
    """One development with its links, sources and history."""
    asked = asof.read(request.GET.dict())
    development = queries.page_of(request.user, key, asked.known_at)
    may_log = asked.is_today and roles.may(request.user, Action.LOG)
    context = {
        "asof": asked,
        "without_scan": True,
        "development": development,
        "moves": listing.moves(development),
        "shown": as_known.shown(development, asked),
        "may_log": may_log,
        "suggestions": _suggestions(development) if may_log else [],
        "crumbs": [
            (_("Developments"), with_query(reverse("developments:list"), asked.query)),
            (development.title or _("Draft without a title"), ""),
        ],
    }
    return render(request, "developments/detail.html", context)


def _suggestions(development: Any) -> list[Suggestion]:
    """Return what a published development may be linked to besides; one query."""
    if development.state != State.PUBLISHED:
        return []
    return suggestions((link.recommendation_id, link.recommendation.code) for link in development.live_links)


@require_http_methods(["GET", "HEAD", "POST"])
def retract(request: HttpRequest, key: str) -> HttpResponse:
    """Retract a published development, with a reason."""
    roles.require(request.user, Action.LOG)  # type: ignore[arg-type]
    development = queries.get_development(request.user, key)
    if development.state != State.PUBLISHED:
        raise Conflict(_("Only what is published can be retracted."))
    context: dict[str, Any] = {"development": development, "version": development.version, "reason": ""}
    status = 200
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("reason", "version")}
        try:
            services.retract_development(user=request.user, key=key, **given)  # type: ignore[arg-type]
        except (InvalidInput, Conflict) as error:
            status = error.status
            context |= {"reason": given["reason"], "error": getattr(error, "errors", None), "conflict": error}
        else:
            messages.success(request, _("Retracted, with its links and meetings."))
            return redirect("developments:detail", key=key)
    links = queries.with_rows(Development.objects.filter(pk=development.pk)).get()
    return render(
        request, "developments/retract.html", {**context, "moves": listing.moves(links)}, status=status
    )


@require_POST
def check(request: HttpRequest, doc: str, key: str) -> HttpResponse:
    """Record that somebody looked and found nothing new; then back to where they were."""
    roles.require(request.user, Action.CHECK)  # type: ignore[arg-type]
    recommendation = get_object_or_404(
        Recommendation.objects.select_related("document"), document__key=doc, key=key
    )
    given = {name: request.POST.get(name, "") for name in ("on", "where")}
    services.record_check(user=request.user, recommendation=recommendation, given=given)  # type: ignore[arg-type]
    messages.success(
        request, _("%s: looked, nothing new. It moves no figure and no rule.") % recommendation.code
    )
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("dashboard:recommendation", args=[doc, key])
    return redirect(back)
