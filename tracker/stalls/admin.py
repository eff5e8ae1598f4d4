"""Admin pages of stall policies, which are edited here, and of flags and scans, which are read alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.core.admin import ReadOnlyAdmin, TrackerAdmin
from tracker.documents import signals
from tracker.stalls.models import Flag, Scan, StallPolicy


@admin.register(StallPolicy)
class StallPolicyAdmin(TrackerAdmin):
    """Thresholds: global, by area, by recommendation; what is empty is taken from the wider one."""

    list_display = ["__str__", "silent_days", "no_advance_days", "off_rhythm_chance", "area_days"]
    list_select_related = ["area", "recommendation"]
    raw_id_fields = ["area", "recommendation"]

    def save_model(self, request: HttpRequest, obj: StallPolicy, form: Any, change: bool) -> None:
        """Say that rules rest on something else now."""
        super().save_model(request, obj, form, change)
        signals.definitions_changed.send(sender=StallPolicy, recommendation_ids=set(), area_ids=set())


@admin.register(Flag)
class FlagAdmin(ReadOnlyAdmin):
    """Flags; acknowledged and snoozed on the Stalled page."""

    list_display = ["rule", "recommendation", "area", "state", "since", "opened_at", "resolved_at"]
    list_filter = ["state", "rule", "cause"]
    list_select_related = ["recommendation", "area"]


@admin.register(Scan)
class ScanAdmin(ReadOnlyAdmin):
    """Completed scans."""

    list_display = ["as_of", "full", "completed_at", "opened", "resolved", "reopened", "repaired"]
    list_filter = ["full"]
