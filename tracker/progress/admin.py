"""Admin pages of assessments: to be read alone."""

from __future__ import annotations

from django.contrib import admin

from tracker.core.admin import ReadOnlyAdmin
from tracker.progress.models import Assessment, NamedDay


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """Judgements, those retracted and succeeded too."""

    list_display = ["recommendation", "date", "status", "confidence", "judge", "published_at", "retracted_at"]
    list_filter = ["status", "confidence"]
    list_select_related = ["recommendation", "judge"]
    search_fields = ["recommendation__key"]


@admin.register(NamedDay)
class NamedDayAdmin(ReadOnlyAdmin):
    """Days that people named."""

    list_display = ["name", "day", "known_at", "created_by", "created_at"]
    list_select_related = ["created_by"]
    search_fields = ["name"]
