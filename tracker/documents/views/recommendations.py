"""Create, edit and delete a recommendation, with its milestones and responses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.accounts import roles
from tracker.accounts.requests import person_of
from tracker.accounts.roles import Action
from tracker.core.errors import Conflict, FieldError, InvalidInput
from tracker.documents import pages, services, standing, typed
from tracker.documents.choices import Basis
from tracker.documents.forms import RECOMMENDATION, RecommendationForm, Tree
from tracker.documents.models import Document, Recommendation
from tracker.documents.services.documents import get_document
from tracker.documents.services.recommendations import get_recommendation
from tracker.documents.typed import Typed
from tracker.documents.views.documents import as_version, changed_rows


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, doc: str) -> HttpResponse:
    """Add a recommendation."""
    roles.require(person_of(request), Action.SET_UP)
    document = get_document(doc)
    if request.method == "POST":
        return _posted(request, document, None)
    start = Typed({"basis": Basis.STATED.value}, rows={"milestones": [Typed()]})
    return _show(request, start, document, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, doc: str, key: str) -> HttpResponse:
    """Edit a recommendation."""
    roles.require(person_of(request), Action.SET_UP)
    recommendation = get_recommendation(doc, key)
    if request.method == "POST":
        return _posted(request, recommendation.document, recommendation)
    return _show(
        request, standing.typed_recommendation(recommendation), recommendation.document, recommendation
    )


@require_POST
def delete(request: HttpRequest, doc: str, key: str) -> HttpResponse:
    """Delete a recommendation that nothing rests on."""
    sent = typed.read(request.POST, RECOMMENDATION)
    recommendation = get_recommendation(doc, key)
    try:
        services.delete_recommendation(
            user=person_of(request), document=doc, key=key, version=as_version(sent)
        )
    except InvalidInput as error:
        return _show(request, sent, recommendation.document, recommendation, error.errors, status=400)
    messages.success(request, _("%s is deleted.") % recommendation.code)
    return redirect("documents:edit", doc=doc)


def _posted(request: HttpRequest, document: Document, recommendation: Recommendation | None) -> HttpResponse:
    """Save, or add or take off a row as the buttons ask."""
    sent = typed.read(request.POST, RECOMMENDATION)
    if changed_rows(request, sent, RECOMMENDATION):
        return _show(request, sent, document, recommendation)
    sent.tidy()
    given = pages.given_recommendation(sent)
    user = person_of(request)
    try:
        if recommendation is None:
            saved = services.create_recommendation(user=user, document=document.key, given=given)
        else:
            saved = services.edit_recommendation(
                user=user,
                document=document.key,
                key=recommendation.key,
                version=as_version(sent),
                given=given,
            )
    except InvalidInput as error:
        return _show(request, sent, document, recommendation, error.errors, status=400)
    except Conflict as error:
        sent.values["version"] = str(error.data.get("version", sent.text("version")))
        return _show(request, sent, document, recommendation, [FieldError("", str(error))], status=409)
    messages.success(request, _("%s is saved.") % saved.code)
    return redirect("documents:edit", doc=document.key)


def _show(
    request: HttpRequest,
    sent: Typed,
    document: Document,
    recommendation: Recommendation | None,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> HttpResponse:
    choices = pages.choices(document, recommendation)
    tree = Tree(RecommendationForm, sent, RECOMMENDATION, choices)
    tree.add_errors(errors or [])
    last = recommendation.code if recommendation else _("A new recommendation")
    crumbs = [
        (document.title, reverse("dashboard:overview", kwargs={"doc": document.key})),
        (_("Edit"), reverse("documents:edit", kwargs={"doc": document.key})),
        (last, ""),
    ]
    context = {
        "tree": tree,
        "edited": recommendation,
        "of": document,
        "crumbs": crumbs,
        "others": choices["others"],
    }
    return render(request, "documents/recommendation.html", context, status=status)
