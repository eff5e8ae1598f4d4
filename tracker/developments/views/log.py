"""Log and edit a development: one form, which works without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import clock, dates, slots
from tracker.core.dates import DateError
from tracker.core.errors import Conflict, FieldError, InvalidInput
from tracker.core.links import with_query
from tracker.developments import date_reading, log_page, meanwhile, queries, services
from tracker.developments.choices import State
from tracker.developments.forms import Typed, read_typed
from tracker.developments.models import Development
from tracker.documents.models import Recommendation

#: The form's buttons that save; the first names the state asked for.
SAVING = {"publish": State.PUBLISHED, "publish-another": State.PUBLISHED, "save-draft": State.DRAFT}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Log a development."""
    roles.require(request.user, Action.LOG)  # type: ignore[arg-type]
    if request.method == "POST":
        return _posted(request, None)
    start = log_page.start(request.user, request.GET)
    _say_unknown(request, start)
    return _show(request, start.typed, None, known=start.known)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a draft, or correct what is published."""
    roles.require(request.user, Action.LOG)  # type: ignore[arg-type]
    read = queries.get_development if request.method == "POST" else queries.for_form
    development = read(request.user, key)
    if development.state == State.RETRACTED:
        raise Conflict(_("This development has been retracted, for good."))
    if request.method == "POST":
        return _posted(request, development)
    start = log_page.of_development(development)
    start.add_links(request.GET)
    _say_unknown(request, start)
    return _show(request, start.typed, development, known=start.known)


def _say_unknown(request: HttpRequest, start: log_page.Start) -> None:
    """Say which recommendations that the address names are left out, as there are none."""
    if start.unknown:
        named = ", ".join(f"“{name[:60]}”" for name in start.unknown[:5])
        messages.warning(request, _("Left out, as there is no such recommendation: %s.") % named)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Discard a draft."""
    services.discard_draft(user=request.user, key=key, version=request.POST.get("version"))  # type: ignore[arg-type]
    messages.success(request, _("The draft is discarded."))
    return redirect("developments:list")


@require_GET
def read_date(request: HttpRequest) -> HttpResponse:
    """Say what was understood of the date typed so far (a fragment)."""
    reading = date_reading.read(request.GET.get("date", "")[:200], clock.today(), clock.latest_today())
    return render(request, "components/date_reading.html", {"reading": reading})


@require_GET
def find_recommendation(request: HttpRequest) -> HttpResponse:
    """Offer the recommendations that what was typed may mean (a fragment)."""
    text = request.GET.get("find", "")[:200]
    found = queries.recommendations_like(text)
    return render(request, "developments/_found.html", {"found": found, "find": text})


def _posted(request: HttpRequest, development: Development | None) -> HttpResponse:
    """Save, or change the form as its buttons ask."""
    typed = read_typed(request.POST)
    for name, state in SAVING.items():
        if name in request.POST:
            return _save(request, typed, development, state, another=name == "publish-another")
    if "add-source" in request.POST:
        typed.tidy()
        typed.sources.append({})
    elif (index := _index(request.POST.get("remove-source"), typed.sources)) is not None:
        del typed.sources[index]
    elif (index := _index(request.POST.get("remove-link"), typed.links)) is not None:
        del typed.links[index]
    elif "add-link" in request.POST or ("look" in request.POST and request.POST.get("find")):
        return _add_link(request, typed, development)
    return _show(request, typed, development, find=request.POST.get("find", ""))


def _index(text: str | None, entries: list[Any]) -> int | None:
    if text and text.isascii() and text.isdigit() and int(text) < len(entries):
        return int(text)
    return None


def _add_link(request: HttpRequest, typed: Typed, development: Development | None) -> HttpResponse:
    """Add the recommendation named or meant; where several may be meant, offer them."""
    text = request.POST.get("add-link") or request.POST.get("find", "")
    found = queries.recommendations_like(text[:200])
    chosen = {link["recommendation"] for link in typed.links}
    if len(found) == 1:
        name = f"{found[0].document.key}/{found[0].key}"
        if name not in chosen:
            typed.links.append(log_page.empty_link(name))
        return _show(request, typed, development, added=name)
    return _show(request, typed, development, find=text, found=found)


def _save(
    request: HttpRequest, typed: Typed, development: Development | None, state: State, *, another: bool
) -> HttpResponse:
    typed.tidy()
    awaited = state == State.PUBLISHED and _still_to_come(typed, development)
    given = typed.given(State.DRAFT if awaited else state)
    user: Any = request.user
    try:
        if development is None:
            saved = services.log_development(user=user, given=given, read_date=dates.read_human)
        else:
            saved = services.edit_development(
                user=user, key=development.key, given=given, read_date=dates.read_human
            )
    except InvalidInput as error:
        return _show(request, typed, development, errors=error.errors, status=400)
    except Conflict as error:
        return _changed_meanwhile(request, typed, development, error)
    _say(request, saved, awaited=awaited, was=development)
    return _onward(saved.development, another=another)


def _changed_meanwhile(
    request: HttpRequest, typed: Typed, development: Development | None, error: Conflict
) -> HttpResponse:
    """Say who changed it and what stands now; another press puts what was typed in its place."""
    typed.plain["version"] = str(error.data.get("version", typed.plain.get("version", "")))
    found = meanwhile.read(request.user, development.key, typed) if development else None
    if found is None:
        return _show(request, typed, development, errors=[FieldError("", str(error))], status=409)
    said = _(
        "%s has changed it meanwhile. Saving again puts what you typed in the place of what stands now."
    ) % (found.who or _("Somebody"))
    # The version is that of what is told here: a change after it is told again.
    typed.plain["version"] = str(found.development.version)
    errors = [FieldError("", said)]
    return _show(
        request, typed, found.development, errors=errors, status=409, known=found.known, meanwhile=found
    )


def _still_to_come(typed: Typed, development: Development | None) -> bool:
    """Whether the day typed is still to come, so that the form keeps a draft until then."""
    if development is not None and development.state != State.DRAFT:
        return False
    try:
        return dates.read_human(typed.plain.get("date", "")).earliest > clock.latest_today()
    except DateError:
        return False


def _say(request: HttpRequest, saved: services.Saved, *, awaited: bool, was: Development | None) -> None:
    """Say once what was done, and what it asks for next."""
    development = saved.development
    if awaited:
        said = _("It has not happened yet: kept as a draft, you will be reminded on its day.")
    elif development.state == State.DRAFT:
        said = _("Kept as a draft.")
    elif was is not None and was.state == State.PUBLISHED:
        said = _("Corrected.")
    else:
        said = _("Published.")
    told = [
        _("The source “%(given)s” is known as “%(stands)s”; what was given first stands.")
        % {"given": each.given, "stands": each.stands}
        for each in saved.told
    ]
    offer = (
        slots.render("developments.after-publishing", request, development=development)
        if development.state == State.PUBLISHED
        else ""
    )
    messages.success(request, format_html("{} {} {}", said, offer, " ".join(told)))


def _onward(development: Development, *, another: bool) -> HttpResponse:
    if another and development.state == State.PUBLISHED:
        return redirect(with_query(reverse("developments:new"), {"like": development.key}))
    page = "developments:edit" if development.state == State.DRAFT else "developments:detail"
    return redirect(page, key=development.key)


def _show(
    request: HttpRequest,
    typed: Typed,
    development: Development | None,
    *,
    errors: list[FieldError] | None = None,
    status: int = 200,
    known: Mapping[str, Recommendation] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show the form as it was typed, with each error beside its field."""
    form = log_page.form_of(typed, development, known)
    form.add_errors(errors or [])
    reading = date_reading.read(typed.plain.get("date", ""), clock.today(), clock.latest_today())
    context = {
        "form": form,
        "development": development,
        "published": development is not None and development.state == State.PUBLISHED,
        "reading": None if form.main.errors.get("date") else reading,
        "crumbs": _crumbs(development),
        **more,
    }
    return render(request, "developments/log.html", context, status=status)


def _crumbs(development: Development | None) -> list[tuple[str, str]]:
    crumbs = [(_("Developments"), reverse("developments:list"))]
    if development is None:
        return [*crumbs, (_("New"), "")]
    title = development.title or _("Draft without a title")
    return [*crumbs, (title, reverse("developments:detail", args=[development.key])), (_("Edit"), "")]
