"""Admin pages of definitions: those without pages of their own are edited here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker.core.admin import ReadOnlyAdmin, TrackerAdmin
from tracker.documents import signals
from tracker.documents.models import (
    Actor,
    Area,
    Document,
    DueMove,
    Milestone,
    PackageLoad,
    Recommendation,
    Response,
    Source,
)


class OwnedAdmin(TrackerAdmin):
    """A definition that has a page of its own: here its owner alone is chosen."""

    raw_id_fields = ["owner"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave everything but the owner to the set-up pages."""
        names = [field.name for field in self.model._meta.fields if field.name not in {"id", "owner"}]
        return [*names, "set_up"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the owner and the way to the set-up page first."""
        return ["owner", *self.get_readonly_fields(request, obj)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: the set-up pages add."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: the set-up pages delete what nothing rests on."""
        return False

    @admin.display(description=_("set-up page"))
    def set_up(self, row: Any) -> SafeString:
        """Return a link to the page on which it is edited."""
        return format_html('<a href="{}">{}</a>', self.address(row), _("Edit there"))

    def address(self, row: Any) -> str:
        """Return the set-up page's address."""
        raise NotImplementedError


@admin.register(Document)
class DocumentAdmin(OwnedAdmin):
    """Documents."""

    list_display = ["title", "key", "published_on", "owner"]
    list_select_related = ["owner"]
    search_fields = ["title", "key"]

    def address(self, row: Document) -> str:
        """Return the set-up page's address."""
        return reverse("documents:edit", kwargs={"doc": row.key})


@admin.register(Recommendation)
class RecommendationAdmin(OwnedAdmin):
    """Recommendations."""

    list_display = ["code", "title", "document", "area", "owner"]
    list_filter = ["document", "basis"]
    list_select_related = ["document", "area", "owner"]
    search_fields = ["title", "key", "=code"]

    def address(self, row: Recommendation) -> str:
        """Return the set-up page's address."""
        return reverse("documents:recommendation-edit", kwargs={"doc": row.document.key, "key": row.key})


@admin.register(Actor)
class ActorAdmin(TrackerAdmin):
    """States, organisations and persons."""

    list_display = ["name", "key", "short", "own_name"]
    search_fields = ["name", "key", "own_name"]


@admin.register(Area)
class AreaAdmin(TrackerAdmin):
    """Policy areas."""

    list_display = ["name", "key", "owner"]
    list_select_related = ["owner"]
    search_fields = ["name", "key"]
    raw_id_fields = ["owner"]

    def save_model(self, request: HttpRequest, obj: Area, form: Any, change: bool) -> None:
        """Say that the area changed, as its sentence names it."""
        super().save_model(request, obj, form, change)
        signals.definitions_changed.send(sender=Area, recommendation_ids=set(), area_ids={obj.pk})


@admin.register(Source)
class SourceAdmin(TrackerAdmin):
    """Publications; their addresses tell them apart and stay."""

    list_display = ["title", "publisher", "date", "url"]
    search_fields = ["title", "publisher", "url"]
    readonly_fields = ["url", "canonical_url"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: sources are added with what rests on them."""
        return False


@admin.register(Milestone)
class MilestoneAdmin(ReadOnlyAdmin):
    """Milestones; edited with their recommendation."""

    list_display = ["title", "recommendation", "due"]
    list_select_related = ["recommendation"]
    search_fields = ["title", "key"]


@admin.register(DueMove)
class DueMoveAdmin(ReadOnlyAdmin):
    """Moves of due days; edited with their recommendation."""

    list_display = ["milestone", "announced", "due", "source"]
    list_select_related = ["milestone", "source"]


@admin.register(Response)
class ResponseAdmin(ReadOnlyAdmin):
    """Responses; edited with their recommendation."""

    list_display = ["recommendation", "actor", "position", "date", "due"]
    list_filter = ["position"]
    list_select_related = ["recommendation", "actor"]


@admin.register(PackageLoad)
class PackageLoadAdmin(ReadOnlyAdmin):
    """Loads of packages: when, by whom, and what was told."""

    list_display = ["document", "loaded_at", "loaded_by"]
    list_select_related = ["document", "loaded_by"]
