"""Demands a second factor of those whom an administrator says must use one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

Next = Callable[[HttpRequest], HttpResponse]

#: What can be reached before the second factor is set up: setting it up, and leaving.
OPEN_PREFIXES = ("/accounts/", "/health/", "/static/")


class SecondFactorMiddleware:
    """Leads people who must use a second factor, and have none, to setting one up.

    allauth itself asks for the factor at sign-in of whoever has one. An API token goes on working:
    a machine has no second factor, and an administrator can revoke the token.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on unless a second factor has to be set up first; one query for those asked."""
        if request.path_info.startswith(OPEN_PREFIXES) or not lacks_second_factor(request):
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            # The API refuses sessions without the factor (see its authentication), and takes tokens.
            return self.get_response(request)
        messages.info(request, _("Set up a second factor first; your administrator asks for it."))
        return redirect("mfa_index")


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in person must use a second factor and has set up none."""
    user = request.user
    return user.is_authenticated and user.must_use_second_factor and not is_mfa_enabled(user)
