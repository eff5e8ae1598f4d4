"""What admin pages of all rooms share, and the history of every row, to be read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Any]
else:
    _Admin = admin.ModelAdmin


class TrackerAdmin(_Admin):
    """Counts no whole tables, keeps keys once given, and raises versions as services do."""

    show_full_result_count = False
    list_per_page = 100

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Never change the key of what stands."""
        fields = list(super().get_readonly_fields(request, obj))
        named = {field.name for field in self.model._meta.get_fields()}
        return [*fields, "key"] if obj is not None and "key" in named else fields

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Raise the version, so that who reads the row elsewhere is told."""
        if change and form.changed_data and hasattr(obj, "version"):
            obj.version += 1
        super().save_model(request, obj, form, change)


class ReadOnlyAdmin(TrackerAdmin):
    """Shows rows that are changed by services alone, or never."""

    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class EventAdmin(ReadOnlyAdmin):
    """The history of one table: what was written when, by whom, in which request."""

    list_display = ["pgh_created_at", "pgh_label", "pgh_obj_id", "who"]
    list_filter = ["pgh_label"]
    list_select_related = ["pgh_context"]
    search_fields = ["=pgh_obj_id"]
    ordering = ["-pgh_id"]

    @admin.display(description=_("user and request"))
    def who(self, event: Any) -> str:
        """Return what is kept beside the event."""
        context = event.pgh_context.metadata if event.pgh_context else {}
        return ", ".join(
            f"{name} {value}" for name, value in context.items() if name in {"user", "request_id"}
        )


def event_models() -> list[type[models.Model]]:
    """Return the tables of history of all rooms."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("tracker.") and hasattr(model, "pgh_tracked_model")
    ]


for _model in event_models():
    if not admin.site.is_registered(_model):
        admin.site.register(_model, EventAdmin)
