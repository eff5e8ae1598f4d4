"""Putting a notice away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tracker.accounts.requests import person_of
from tracker.core import clock
from tracker.notices import services


@require_POST
def put_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a notice away and go back to the page it stood on."""
    services.put_away(user=person_of(request), notice_id=pk, now=clock.now())
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    return redirect(back)
