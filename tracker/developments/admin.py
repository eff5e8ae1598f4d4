"""Admin pages of developments and what rests on them: to be read alone."""

from __future__ import annotations

from django.contrib import admin

from tracker.core.admin import ReadOnlyAdmin
from tracker.developments.models import Check, Development, Link, Meeting


@admin.register(Development)
class DevelopmentAdmin(ReadOnlyAdmin):
    """Developments; logged and corrected on their own pages."""

    list_display = ["title", "key", "date", "standing", "state", "author"]
    list_filter = ["state", "standing", "kind"]
    list_select_related = ["author"]
    search_fields = ["title", "key"]


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    """Links, those retracted and succeeded too."""

    list_display = [
        "development",
        "recommendation",
        "effect",
        "weight",
        "published_at",
        "published_by",
        "retracted_at",
    ]
    list_filter = ["effect", "weight", "attribution"]
    list_select_related = ["development", "recommendation", "published_by"]
    search_fields = ["development__key", "recommendation__key"]


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    """Meetings of milestones, those retracted and succeeded too."""

    list_display = ["development", "milestone", "met", "published_at", "retracted_at"]
    list_filter = ["met"]
    list_select_related = ["development", "milestone"]
    search_fields = ["development__key", "milestone__key"]


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin):
    """Who looked on which day and found nothing new."""

    list_display = ["recommendation", "on", "where", "user", "by_name"]
    list_select_related = ["recommendation", "user"]
