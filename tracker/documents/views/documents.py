"""Create and edit a document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.accounts import roles
from tracker.accounts.requests import person_of
from tracker.accounts.roles import Action
from tracker.core.errors import Conflict, FieldError, InvalidInput
from tracker.documents import pages, services, typed
from tracker.documents.forms import DOCUMENT, DocumentForm, Tree
from tracker.documents.models import Document, Recommendation
from tracker.documents.services.documents import get_document
from tracker.documents.typed import Typed


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Create a document."""
    roles.require(person_of(request), Action.SET_UP)
    if request.method == "POST":
        return _posted(request, None)
    return _show(request, Typed(rows={"authors": [Typed()]}), None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, doc: str) -> HttpResponse:
    """Edit a document's fields, and reach its recommendations."""
    roles.require(person_of(request), Action.SET_UP)
    document = get_document(doc)
    if request.method == "POST":
        return _posted(request, document)
    return _show(request, pages.typed_document(document), document)


def _posted(request: HttpRequest, document: Document | None) -> HttpResponse:
    """Save, or add or take off a row as the buttons ask."""
    sent = typed.read(request.POST, DOCUMENT)
    if changed_rows(request, sent, DOCUMENT):
        return _show(request, sent, document)
    sent.tidy()
    given = pages.given_document(sent)
    user = person_of(request)
    try:
        if document is None:
            saved = services.create_document(user=user, given=given)
        else:
            version = as_version(sent)
            saved = services.edit_document(user=user, key=document.key, version=version, given=given)
    except InvalidInput as error:
        return _show(request, sent, document, error.errors, status=400)
    except Conflict as error:
        sent.values["version"] = str(error.data.get("version", sent.text("version")))
        return _show(request, sent, document, [FieldError("", str(error))], status=409)
    messages.success(request, _("Saved."))
    return redirect("documents:edit", doc=saved.key)


def changed_rows(request: HttpRequest, sent: Typed, shape: typed.Shape) -> bool:
    """Whether a button asked for a row more or less; the form is then shown again, and nothing is saved."""
    if path := request.POST.get("add-row"):
        typed.add_row(sent, shape, path[:200])
    elif path := request.POST.get("remove-row"):
        typed.remove_row(sent, shape, path[:200])
    return bool(path)


def as_version(sent: Typed) -> int | None:
    """Return the version that was read, or None where it is no number."""
    text = sent.text("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _show(
    request: HttpRequest,
    sent: Typed,
    document: Document | None,
    errors: list[FieldError] | None = None,
    status: int = 200,
) -> HttpResponse:
    tree = Tree(DocumentForm, sent, DOCUMENT, {})
    tree.add_errors(errors or [])
    crumbs: list[tuple[str, str]] = [(_("Overview"), reverse("dashboard:home"))]
    context: dict[str, Any] = {"tree": tree, "edited": document}
    if document is None:
        crumbs.append((_("A new document"), ""))
    else:
        overview = reverse("dashboard:overview", kwargs={"doc": document.key})
        crumbs += [(document.title, overview), (_("Edit"), "")]
        context["recommendations"] = Recommendation.objects.filter(document=document).select_related("area")
        context["may_dump"] = roles.may(request.user, Action.PACKAGES)
    return render(request, "documents/document.html", {**context, "crumbs": crumbs}, status=status)
