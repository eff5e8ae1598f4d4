"""Assess a recommendation, go on with a draft; read how figures are made."""

from __future__ import annotations

from dataclasses import dataclass
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
from tracker.developments.choices import State
from tracker.developments.queries import actor_choices
from tracker.documents.models import Recommendation
from tracker.progress import assessing, choices, crosswalks, drafts, forms, services
from tracker.progress.models import Assessment
from tracker.progress.pictures.data import STATUS_WORDS


@dataclass
class _Page:
    """What is judged, and the draft in hand, if one is."""

    request: HttpRequest
    recommendation: Recommendation
    draft: Assessment | None = None

    @property
    def address(self) -> str:
        """Where the form is sent."""
        place = [self.recommendation.document.key, self.recommendation.key]
        if self.draft is None:
            return reverse("progress:assess", args=place)
        return reverse("progress:draft", args=[*place, self.draft.pk])

    @property
    def recommendation_address(self) -> str:
        """The recommendation's own page."""
        return reverse(
            "dashboard:recommendation", args=[self.recommendation.document.key, self.recommendation.key]
        )


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, doc: str, key: str) -> HttpResponse:
    """Judge a recommendation; ``?edit=`` puts a successor in a judgement's place."""
    roles.require(request.user, Action.ASSESS)  # type: ignore[arg-type]
    page = _Page(request, _recommendation(doc, key))
    if request.method == "POST":
        return _posted(page)
    edited = _standing(page, request.GET.get("edit", ""))
    typed: dict[str, Any] = {"date": clock.today().isoformat(), "cites": [], "confidence": ""}
    return _show(page, forms.of_assessment(edited) if edited else typed)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, doc: str, key: str, pk: int) -> HttpResponse:
    """Go on with a draft: save, publish or discard it."""
    roles.require(request.user, Action.ASSESS)  # type: ignore[arg-type]
    try:
        found = drafts.get(request.user, pk)
    except NotFound:
        if request.method != "POST":
            raise
        # What was typed is kept, as a new judgement.
        gone = [
            FieldError("", _("This draft was discarded meanwhile. What you typed stands here as a new one."))
        ]
        typed = {**forms.read_typed(request.POST), "version": ""}
        return _show(_Page(request, _recommendation(doc, key)), typed, errors=gone, status=409)
    if (found.recommendation.document.key, found.recommendation.key) != (doc, key):
        raise NotFound(_("There is no such judgement."))
    page = _Page(request, found.recommendation, found)
    if request.method == "POST":
        return _posted(page)
    if not found.is_draft:
        return redirect(page.recommendation_address)
    return _show(page, forms.of_assessment(found))


def _recommendation(doc: str, key: str) -> Recommendation:
    rows = Recommendation.objects.select_related("document")
    return get_object_or_404(rows, document__key=doc, key=key)


def _posted(page: _Page) -> HttpResponse:
    typed = forms.read_typed(page.request.POST)
    if "search" in page.request.POST or "look" in page.request.POST:
        return _show(page, typed)
    try:
        return _done(page, typed)
    except InvalidInput as error:
        if any(each.path == "reason" for each in error.errors) and not typed["succeeds"]:
            # The page says whose place it takes; who then publishes has seen it.
            found = assessing.in_place(page.recommendation, typed["judge"], typed["date"])
            typed["succeeds"] = str(found.pk) if found else ""
        return _show(page, typed, errors=error.errors, status=400)
    except Conflict as error:
        if "version" in error.data:
            # Another press saves over what stands now: the page says so.
            typed["version"] = str(error.data["version"])
        elif page.draft is not None and drafts.is_gone(page.draft):
            page.draft, typed["version"] = None, ""
        else:
            typed["succeeds"] = typed["editing"] = ""
        return _show(page, typed, errors=[FieldError("", str(error))], status=409)


def _done(page: _Page, typed: dict[str, Any]) -> HttpResponse:
    """Do what the button pressed says."""
    post, code = page.request.POST, page.recommendation.code
    user: Any = page.request.user
    if "retract" in post:
        edited = _standing(page, typed["succeeds"])
        if edited is None:
            raise Conflict(_("Somebody has retracted or replaced this judgement meanwhile."))
        services.retract_assessment(user=user, assessment=edited, reason=typed["reason"])
        said = _("%s: the judgement is retracted.") % code
    elif "discard" in post and page.draft is not None:
        services.discard_draft(user=user, pk=page.draft.pk, version=typed["version"])
        said = _("The draft is discarded.")
    elif "save" in post:
        page.draft = _saved(page, typed, user)
        messages.success(
            page.request, _("%s: kept as a draft, which you and editors see, and in no figure.") % code
        )
        return redirect(page.address)
    else:
        _publish(page, typed, user)
        said = _("%s is judged.") % code
    messages.success(page.request, said)
    return redirect(page.recommendation_address)


def _saved(page: _Page, typed: dict[str, Any], user: Any) -> Assessment:
    if page.draft is None:
        return services.save_draft(
            user=user,
            recommendation=page.recommendation,
            given=forms.given(typed),
            read_date=dates.read_human,
        )
    given = forms.given(typed, version=typed["version"])
    return services.edit_draft(user=user, pk=page.draft.pk, given=given, read_date=dates.read_human)


def _publish(page: _Page, typed: dict[str, Any], user: Any) -> None:
    if page.draft is None:
        services.publish_assessment(
            user=user,
            recommendation=page.recommendation,
            given=forms.given(typed),
            read_date=dates.read_human,
        )
        return
    given = forms.given(typed, version=typed["version"], state=State.PUBLISHED.value)
    services.edit_draft(user=user, pk=page.draft.pk, given=given, read_date=dates.read_human)


def _standing(page: _Page, pk: str) -> Assessment | None:
    """Return the judgement that stands under the number in the address; None where none is named."""
    if not pk:
        return None
    rows = drafts.with_lists(Assessment.objects.filter(recommendation=page.recommendation))
    number = int(pk) if _is_number(pk) else 0
    found = rows.filter(pk=number, published_at__isnull=False, retracted_at=None).first()
    if found is None:
        raise NotFound(_("This judgement does not stand any more."))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _show(
    page: _Page, typed: dict[str, Any], *, errors: list[FieldError] | None = None, status: int = 200
) -> HttpResponse:
    recommendation = page.recommendation
    words = str(typed.get("find", ""))[:200]
    named = [int(each) for each in map(str, typed.get("settles", ())) if _is_number(each)]
    sheet = assessing.sheet(page.request.user, recommendation, set(typed.get("cites", [])), words, named)
    citable = [(row.key, row.words) for row in sheet.citable]
    form = forms.AssessmentForm(typed, actor_choices(), citable, sheet.rivals)
    form.add_errors(errors or [])
    context = {
        "form": form,
        "recommendation": recommendation,
        "sheet": sheet,
        "draft": page.draft,
        "editing": bool(typed.get("editing")),
        "replaces": sheet.judgement(str(typed.get("succeeds", ""))),
        "address": page.address,
        "crumbs": [
            (
                recommendation.document.title,
                reverse("dashboard:overview", args=[recommendation.document.key]),
            ),
            (f"{recommendation.code} {recommendation.title}", page.recommendation_address),
            (_("Assess"), ""),
        ],
    }
    return render(page.request, "progress/assess.html", context, status=status)


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Say how every figure is made, and what each word means."""
    context = {
        "effects": [(each.slug, each.label, coding.EFFECT_CODEBOOK[each]) for each in coding.Effect],
        "strengths": [
            (each.slug, each.label, each.value, coding.STRENGTH_CODEBOOK[each]) for each in coding.Strength
        ],
        "statuses": [(each.value, each.label, choices.STATUS_DEFINITIONS[each]) for each in choices.Status],
        "confidences": [
            (each.value, each.label, choices.CONFIDENCE_DEFINITIONS[each]) for each in choices.Confidence
        ],
        "crosswalks": [
            (status, STATUS_WORDS[status].capitalize(), crosswalks.called(status))
            for status in crosswalks.STATUSES
        ],
        "scales": crosswalks.SCALES,
    }
    return render(request, "progress/how.html", context)
