"""Admin pages of subscriptions and notices: to be read alone."""

from __future__ import annotations

from django.contrib import admin

from tracker.core.admin import ReadOnlyAdmin
from tracker.notices.models import Notice, Subscription


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    """Who is told about what."""

    list_display = ["user", "document", "area", "recommendation", "channel"]
    list_select_related = ["user", "document", "area", "recommendation"]


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """What was to be told to whom."""

    list_display = ["kind", "user", "channel", "development", "not_before", "created_at", "seen_at"]
    list_filter = ["kind", "channel"]
    list_select_related = ["user", "development"]
