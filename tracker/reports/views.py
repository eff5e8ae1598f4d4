"""The list of what can be taken away, and the progress report of a document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.accounts.roles import Action, may
from tracker.core import asof as question
from tracker.core.snapshot import of_one_state
from tracker.documents.models import Document
from tracker.progress import watched
from tracker.reports import content, pdf, queries


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the documents that are out on the day asked, with what can be taken away of each."""
    asof = question.read(request.GET)
    documents = queries.documents_out_on(asof.day)
    may_dump = may(request.user, Action.PACKAGES)
    given = {"asof": asof, "documents": documents, "may_dump": may_dump}
    given["unwatched"] = watched.unwatched(watched.OF_ANY, asof)
    return render(request, "reports/index.html", given)


@require_safe
@of_one_state
def progress_pdf(request: HttpRequest, doc: str) -> HttpResponse:
    """Answer with a document's progress report as of the day and as known at the moment asked."""
    document = get_object_or_404(Document, key=doc)
    asof = question.read(request.GET)
    report = content.progress_report(document, asof)
    response = HttpResponse(pdf.render(report, asof.known_moment), content_type="application/pdf")
    name = content.file_name(report, asof, "pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
