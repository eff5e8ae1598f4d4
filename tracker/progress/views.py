"""Assess a recommendation; read how figures are made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.core import clock, dates
from tracker.core.errors import Conflict, FieldError, InvalidInput, NotFound
from tracker.developments import choices as coding
from tracker.developments.queries import actor_choices
from tracker.documents.models import Recommendation
from tracker.progress import assessing, choices, forms, services
from tracker.progress.models import Assessment


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, doc: str, key: str) -> HttpResponse:
    """Judge a recommendation; ``?edit=`` puts a successor in a judgement's place."""
    roles.require(request.user, Action.ASSESS)  # type: ignore[arg-type]
    recommendation = _recommendation(doc, key)
    if request.method == "POST":
        return _posted(request, recommendation)
    edited = _asked(recommendation, request.GET.get("edit", ""))
    typed = (
        forms.of_assessment(edited)
        if edited
        else {"date": clock.today().isoformat(), "cites": [], "confidence": ""}
    )
    return _show(request, recommendation, typed)


def _posted(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    typed = forms.read_typed(request.POST)
    user: Any = request.user
    try:
        if "retract" in request.POST:
            edited = _asked(recommendation, typed["succeeds"])
            if edited is None:
                raise Conflict(_("Somebody has retracted or replaced this judgement meanwhile."))
            services.retract_assessment(user=user, assessment=edited, reason=typed["reason"])
            messages.success(request, _("%s: the judgement is retracted.") % recommendation.code)
        else:
            services.publish_assessment(
                user=user,
                recommendation=recommendation,
                given=forms.given(typed),
                read_date=dates.read_human,
            )
            messages.success(request, _("%s is judged.") % recommendation.code)
    except InvalidInput as error:
        return _show(request, recommendation, typed, errors=error.errors, status=400)
    except Conflict as error:
        typed["succeeds"] = ""
        return _show(request, recommendation, typed, errors=[FieldError("", str(error))], status=409)
    return redirect(_page(recommendation))


def _recommendation(doc: str, key: str) -> Recommendation:
    rows = Recommendation.objects.select_related("document")
    return get_object_or_404(rows, document__key=doc, key=key)


def _asked(recommendation: Recommendation, pk: str) -> Assessment | None:
    """Return the judgement that stands under the number in the address; None where none is named."""
    if not pk:
        return None
    rows = Assessment.objects.select_related("judge", "source").filter(
        recommendation=recommendation, published_at__isnull=False, retracted_at=None
    )
    found = rows.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 18 else None
    if found is None:
        raise NotFound(_("This judgement does not stand any more."))
    return found


def _page(recommendation: Recommendation) -> str:
    return reverse("dashboard:recommendation", args=[recommendation.document.key, recommendation.key])


def _show(
    request: HttpRequest,
    recommendation: Recommendation,
    typed: dict[str, Any],
    *,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> HttpResponse:
    sheet = assessing.sheet(recommendation, set(typed.get("cites", [])))
    form = forms.AssessmentForm(typed, actor_choices(), [(row.key, row.words) for row in sheet.citable])
    form.add_errors(errors or [])
    context = {
        "form": form,
        "recommendation": recommendation,
        "sheet": sheet,
        "editing": bool(typed.get("succeeds")),
        "crumbs": [
            (
                recommendation.document.title,
                reverse("dashboard:overview", args=[recommendation.document.key]),
            ),
            (f"{recommendation.code} {recommendation.title}", _page(recommendation)),
            (_("Assess"), ""),
        ],
    }
    return render(request, "progress/assess.html", context, status=status)


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Say how every figure is made, and what each word means."""
    context = {
        "effects": [(each.slug, each.label, coding.EFFECT_CODEBOOK[each]) for each in coding.Effect],
        "strengths": [
            (each.slug, each.label, each.value, coding.STRENGTH_CODEBOOK[each]) for each in coding.Strength
        ],
        "statuses": [(each.value, each.label, choices.STATUS_DEFINITIONS[each]) for each in choices.Status],
    }
    return render(request, "progress/how.html", context)
