"""The Stalled page, and what people do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from tracker.accounts.roles import Action, may, require
from tracker.core import asof as core_asof
from tracker.core.csv_files import csv_file
from tracker.core.errors import FieldError, InvalidInput
from tracker.core.snapshot import of_one_state
from tracker.core.words import counted, day_words
from tracker.developments.forms import read_typed
from tracker.developments.services import record_checks
from tracker.documents.models import Area, Document, Recommendation
from tracker.stalls import effects, listing, looks, services
from tracker.stalls.forms import AcknowledgeForm, SnoozeForm
from tracker.stalls.models import Flag

if TYPE_CHECKING:
    from tracker.accounts.models import User

Subject = Recommendation | Area


@require_GET
@of_one_state
def stalled(request: HttpRequest) -> HttpResponse:
    """Show what is stalled and why, by area; today's flags, or another day's findings."""
    asof = core_asof.read(request.GET)
    asked = listing.read(request.GET, asof)
    if asked.state == "resolved":
        page = Paginator(listing.resolved_flags(), 100).get_page(request.GET.get("page"))
        return render(request, "stalls/resolved.html", listing.resolved_context(asof, asked, page))
    context = listing.context(asof, asked, request.GET.get("page"), request.path)
    if asof.is_today:
        request.stalled_count = context["open"]  # type: ignore[attr-defined] # the top bar need not ask again
    context |= {
        "may_handle": asof.is_today and may(request.user, Action.HANDLE_FLAGS),
        "may_handle_areas": asof.is_today and may(request.user, Action.HANDLE_AREA_FLAGS),
        "may_check": asof.is_today and may(request.user, Action.CHECK),
        "back": request.get_full_path(),
    }
    return render(request, "stalls/list.html", context)


@require_safe
def stalled_csv(request: HttpRequest) -> StreamingHttpResponse:
    """What the page lists, as CSV."""
    asof = core_asof.read(request.GET)
    rows = listing.as_rows(asof, listing.read(request.GET, asof))
    return csv_file(rows, f"{asof.dated_prefix}stalled.csv")


@require_http_methods(["GET", "POST"])
def acknowledge(request: HttpRequest, **where: str) -> HttpResponse:
    """Ask why the subject is stalled, and say it of its flags."""
    subject = _subject(**where)
    form = AcknowledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        flags = services.acknowledge(user=_user(request), subject=subject, **form.cleaned_data)
        return _done(request, subject, flags, _("%(what)s: acknowledged."))
    return _ask(request, subject, form, "acknowledge")


@require_http_methods(["GET", "POST"])
def snooze(request: HttpRequest, **where: str) -> HttpResponse:
    """Ask until when the subject's flags sleep, and let them."""
    subject = _subject(**where)
    form = SnoozeForm(request.POST or None, today=core_asof.present().today)
    if request.method == "POST" and form.is_valid():
        flags = services.snooze(
            user=_user(request),
            subject=subject,
            until=form.ends_on,
            reason=form.cleaned_data["reason"],
        )
        until = day_words(form.ends_on) if form.ends_on else _("its next development")
        return _done(request, subject, flags, _("%(what)s: snoozed until {until}.").format(until=until))
    return _ask(request, subject, form, "snooze")


@require_POST
def reopen(request: HttpRequest, **where: str) -> HttpResponse:
    """Take back an acknowledgement or a snooze."""
    subject = _subject(**where)
    flags = services.reopen(user=_user(request), subject=subject)
    return _done(request, subject, flags, _("%(what)s: open again."))


@require_POST
def publish_effect(request: HttpRequest) -> HttpResponse:
    """Say what publishing the form's development does to one link's recommendation (a fragment)."""
    require(_user(request), Action.LOG)
    link = request.POST.get("link", "")
    index = int(link) if link.isascii() and link.isdigit() and len(link) < 4 else -1
    said = effects.preview(
        _user(request), read_typed(request.POST), index, request.POST.get("development", "")
    )
    return render(request, "stalls/_effect.html", {"sentence": said})


@require_http_methods(["GET", "HEAD", "POST"])
def due_looks(request: HttpRequest) -> HttpResponse:
    """Show which recommendations are due to be looked at; record that somebody looked at some of them."""
    asof = core_asof.read(request.GET)
    given: dict[str, Any] = {}
    errors: list[FieldError] = []
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("on", "where")}
        given["recommendations"] = request.POST.getlist("recommendations")
        try:
            checks = record_checks(user=_user(request), given=given)
        except InvalidInput as error:
            errors = error.errors
        else:
            what = counted(len(checks), "recommendation")
            said = _("Looked at %s, nothing new. It moves no figure and no rule.") % what
            messages.success(request, said)
            return HttpResponseRedirect(request.get_full_path())
    may_check = asof.is_today and may(request.user, Action.CHECK)
    context = looks.context(asof, request.GET.dict(), request.path)
    context |= {"may_check": may_check, "given": given, "errors": errors}
    return render(request, "stalls/looks.html", context, status=400 if errors else 200)


@require_safe
@of_one_state
def looks_of(request: HttpRequest, doc: str) -> HttpResponse:
    """Show who looked at a document's recommendations, when and where."""
    asof = core_asof.read(request.GET)
    document = get_object_or_404(Document, key=doc)
    return render(
        request, "stalls/record.html", looks.record_context(document, asof, request.GET.get("page"))
    )


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _subject(document: str = "", key: str = "", area: str = "") -> Subject:
    found: Subject | None
    if area:
        found = Area.objects.filter(key=area).first()
    else:
        rows = Recommendation.objects.select_related("document", "area")
        found = rows.filter(document__key=document, key=key).first()
    if found is None:
        raise Http404
    return found


def _name(subject: Subject) -> str:
    return subject.code if isinstance(subject, Recommendation) else subject.name


def _done(request: HttpRequest, subject: Subject, flags: list[Flag], sentence: str) -> HttpResponse:
    messages.success(request, sentence % {"what": listing.flags_words(_name(subject), len(flags))})
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Return where the reader came from, where that is a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return reverse("stalls:list")


def _ask(request: HttpRequest, subject: Subject, form: Form, action: str) -> HttpResponse:
    require(_user(request), Action.HANDLE_AREA_FLAGS if isinstance(subject, Area) else Action.HANDLE_FLAGS)
    context: dict[str, Any] = {
        "form": form,
        "subject": subject,
        "name": _name(subject),
        "action": action,
        "back": _back(request),
        "flags": services.unresolved_of(subject),
    }
    return render(request, f"stalls/{action}.html", context, status=400 if form.errors else 200)
