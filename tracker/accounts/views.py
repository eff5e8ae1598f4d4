"""The account page: who you are here, how you sign in, and your API tokens."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tracker.accounts import queries, services
from tracker.accounts.forms import TokenForm
from tracker.accounts.models import ApiToken
from tracker.accounts.requests import person_of
from tracker.accounts.roles import Action, may
from tracker.core import clock


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the account; four queries."""
    return _account(request, TokenForm())


@never_cache
@require_POST
def create_token(request: HttpRequest) -> HttpResponse:
    """Make an API token and show its secret, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _account(request, form, status=400)
    token, secret = services.create_api_token(
        user=person_of(request),
        now=clock.now(),
        name=form.cleaned_data["name"],
        days=form.cleaned_data["days"],
    )
    return render(request, "accounts/token_made.html", {"token": token, "secret": secret})


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    person = person_of(request)
    token = get_object_or_404(ApiToken, pk=pk, user=person)
    services.revoke_api_token(user=person, token=token, now=clock.now())
    messages.success(request, _("The token “%s” no longer opens anything.") % token)
    return redirect("accounts:account")


def _account(request: HttpRequest, form: TokenForm, status: int = 200) -> HttpResponse:
    person = person_of(request)
    context = {
        "person": person,
        "may_do": [action.label for action in Action if may(person, action)],
        "has_second_factor": is_mfa_enabled(person),
        "tokens": queries.tokens_of(person),
        "now": clock.now(),
        "form": form,
    }
    return render(request, "accounts/account.html", context, status=status)
