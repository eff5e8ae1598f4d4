"""The admin pages' frame: entered by the one sign-in, second factor included, by administrators alone."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tracker.accounts.roles import Action, may, require

#: Tables of libraries that hold secrets, repeat what a person's page says, or are not used.
HIDDEN_APPS = {"account", "auth", "mfa", "socialaccount"}


class TrackerAdminSite(AdminSite):
    """Has no sign-in of its own: that would pass the second factor by."""

    site_header = site_title = _("Policy Tracker")
    index_title = _("Administration")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person may enter."""
        return may(request.user, Action.ADMINISTER)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Refuse who is signed in and may not enter; the sign-in middleware has led away all others."""
        require(request.user, Action.ADMINISTER)  # type: ignore[arg-type]
        return redirect("admin:index")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one page on which people change their password."""
        return redirect("account_change_password")

    def get_urls(self) -> list[Any]:
        """Serve all but the redirect to any row's own page: no row has one by that way."""
        return [entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"]

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Show every table but those of ``HIDDEN_APPS``."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        shown = [model for model in models if model._meta.app_label not in HIDDEN_APPS]
        super().register(shown, admin_class, **options)


class TrackerAdminConfig(AdminConfig):
    """Puts our frame in the place of Django's."""

    default_site = "tracker.accounts.admin_site.TrackerAdminSite"
