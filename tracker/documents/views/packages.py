"""Load a package, and take one away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tracker.accounts import roles
from tracker.accounts.requests import person_of
from tracker.accounts.roles import Action
from tracker.core.errors import Conflict
from tracker.documents.package import report
from tracker.documents.package.dump import dump_document, zipped
from tracker.documents.package.files import NAMES, read_uploads
from tracker.documents.package.load import load_files
from tracker.documents.package.problems import Errors, PackageRefused

#: What a page takes; a command loads more.
MOST_BYTES = 64 * 2**20
#: Errors and things told that a page shows; it says how many more there are.
SHOWN = 500


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Load a package that is sent as a zip or as its three files."""
    roles.require(person_of(request), Action.PACKAGES)
    if request.method != "POST":
        return _show(request, {})
    uploads = request.FILES.getlist("files")
    if not uploads:
        return _show(request, {"missing": True}, status=400)
    if sum(upload.size or 0 for upload in uploads) > MOST_BYTES:
        return _show(request, {"too_large": MOST_BYTES // 2**20}, status=400)
    errors = Errors()
    try:
        files = read_uploads({upload.name or "": upload.read() for upload in uploads}, errors)
        outcome = load_files(person_of(request), files, errors)
    except PackageRefused as refused:
        count = len(refused.errors)
        context: dict[str, Any] = {"errors": refused.errors[:SHOWN], "error_count": count}
        return _show(
            request, {**context, "more": max(0, count - SHOWN), "said": report.refused(count)}, status=400
        )
    except Conflict as conflict:
        return _show(request, {"conflict": str(conflict)}, status=409)
    told = outcome.told
    return _show(request, {
        "outcome": outcome, "said": report.sentence(outcome), "told": told[:SHOWN],
        "more": max(0, len(told) - SHOWN),
    })  # fmt: skip


@require_GET
def dump(request: HttpRequest, doc: str) -> HttpResponse:
    """Hand out a document's package as a zip."""
    content = zipped(dump_document(doc, person_of(request)))
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{doc}.zip"'},
    )


def _show(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = [(_("Overview"), reverse("dashboard:home")), (_("Load a package"), "")]
    return render(
        request, "documents/load.html", {"names": NAMES, "crumbs": crumbs, **context}, status=status
    )
