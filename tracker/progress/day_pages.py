"""The page of named days: use one, name one, take one away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.accounts.roles import Action, may
from tracker.core import asof as core_asof
from tracker.core.asof import AsOf
from tracker.core.errors import InvalidInput, NotFound
from tracker.core.links import with_query
from tracker.core.words import day_words
from tracker.progress import days
from tracker.progress.forms import NamedDayForm
from tracker.progress.services import name_day, take_name_away


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """List the named days, and name one: the day looked at, unless another is written."""
    asked = core_asof.read(request.GET)
    if request.method == "POST":
        return _posted(request, asked)
    typed = {"name": "", "day": asked.day.isoformat(), "known_at": asked.known_text}
    return _show(request, asked, NamedDayForm(typed))


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a day's name away."""
    try:
        named = take_name_away(user=request.user, pk=pk)  # type: ignore[arg-type]
    except NotFound as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("“%s” names no day any more.") % named.name)
    return redirect(_page(request, core_asof.read(request.GET)))


def _posted(request: HttpRequest, asked: AsOf) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("name", "day", "known_at")}
    user: Any = request.user
    try:
        named = name_day(user=user, given=typed)
    except InvalidInput as error:
        form = NamedDayForm(typed)
        form.add_errors(error.errors)
        return _show(request, asked, form, status=400)
    messages.success(
        request,
        _("%(day)s is named “%(name)s”.") % {"day": day_words(named.day), "name": named.name},
    )
    return redirect(_page(request, asked))


def _page(request: HttpRequest, asked: AsOf) -> str:
    back = days.back_of(request)
    kept = {} if back == reverse("dashboard:home") else {"back": back}
    return with_query(reverse("progress:days"), {**asked.query, **kept})


def _show(request: HttpRequest, asked: AsOf, form: NamedDayForm, *, status: int = 200) -> HttpResponse:
    back = days.back_of(request)
    context = {
        "asof": asked,
        "rows": days.rows(asked, back),
        "form": form,
        "back": back,
        "back_url": days.at_day(back, asked),
        "may_name": may(request.user, Action.NAME_DAYS),
        "query": with_query("", {**asked.query, "back": back}),
    }
    return render(request, "progress/days.html", context, status=status)
