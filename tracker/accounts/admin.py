"""Admin pages of people and their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.accounts import services
from tracker.accounts.models import ApiToken, User
from tracker.accounts.requests import person_of
from tracker.core import clock
from tracker.core.errors import TrackerError

if TYPE_CHECKING:
    _UserForm = UserChangeForm[User]
    _UserAdmin = UserAdmin[User]
    _TokenAdmin = admin.ModelAdmin[ApiToken]
else:
    _UserForm, _UserAdmin, _TokenAdmin = UserChangeForm, UserAdmin, admin.ModelAdmin


class PersonForm(_UserForm):
    """Refuses to take the last administrator away."""

    class Meta:
        model = User
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        """Ask the service's rule."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            services.require_an_administrator_left(
                self.instance,
                cleaned.get("role", self.instance.role),
                cleaned.get("is_active", self.instance.is_active),
            )
        except TrackerError as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned


@admin.register(User)
class PersonAdmin(_UserAdmin):
    """Adds people, gives them a role, and lets them in again who lost password or second factor.

    Nobody is deleted, for what they wrote stays theirs; an account is switched off instead.
    """

    form = PersonForm
    add_form = AdminUserCreationForm
    change_form_template = "admin/accounts/user/change_form.html"
    list_display = ["username", "get_full_name", "email", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active", "must_use_second_factor"]
    filter_horizontal: ClassVar[list[str]] = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password", "first_name", "last_name", "email"]}),
        (gettext_lazy("What they may do"), {"fields": ["role", "is_active", "must_use_second_factor"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username", "first_name", "last_name", "email", "role", "must_use_second_factor",
                    "usable_password", "password1", "password2",
                ],
                "description": gettext_lazy(
                    "Set a first password, or disable it and hand over an invitation link on the next page."
                ),
            },
        ),
    ]  # fmt: skip

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the two buttons' addresses."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/invitation/", wrap(self.invite), name="accounts_user_invite"),
            path("<int:pk>/second-factor/", wrap(self.reset_factor), name="accounts_user_reset_factor"),
            *super().get_urls(),
        ]

    def invite(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a link by which the person sets a password, once, within three days."""
        person = self.get_object(request, str(pk))
        if person is None or request.method != "POST":
            return redirect("admin:accounts_user_changelist")
        uid, key = services.invite(by=person_of(request), person=person)
        address = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
        context = {
            **self.admin_site.each_context(request),
            "title": _("Invitation link"),
            "opts": self.opts,
            "person": person,
            "link": request.build_absolute_uri(address),
        }
        return render(request, "admin/accounts/user/invitation.html", context)

    def reset_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a lost second factor off, so that the password alone lets the person in."""
        person = self.get_object(request, str(pk))
        if person is None or request.method != "POST":
            return redirect("admin:accounts_user_changelist")
        services.reset_second_factor(by=person_of(request), person=person)
        messages.success(request, _("%s has no second factor now.") % person)
        return redirect("admin:accounts_user_change", pk)


@admin.register(ApiToken)
class ApiTokenAdmin(_TokenAdmin):
    """Shows everybody's tokens; they can be revoked, nothing else."""

    list_display = ["__str__", "user", "created_at", "expires_at", "last_used_at", "revoked_at"]
    list_filter = ["revoked_at"]
    list_select_related = ["user"]
    search_fields = ["name", "user__username"]
    actions = ["revoke"]

    @admin.action(description=gettext_lazy("Revoke the chosen tokens"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        """End the chosen tokens for good."""
        now = clock.now()
        for token in queryset:
            services.revoke_api_token(user=person_of(request), token=token, now=now)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: a token's secret is its owner's alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a revoked token stays in sight."""
        return False
