"""Addresses of all rooms."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("tracker.core.urls")),
    path("", include("tracker.accounts.urls")),
    path("accounts/", include("tracker.accounts.allauth_urls")),
    path("", include("tracker.documents.urls")),
    path("", include("tracker.developments.urls")),
    path("", include("tracker.progress.urls")),
    path("", include("tracker.stalls.urls")),
    path("", include("tracker.notices.urls")),
    path("", include("tracker.reports.urls")),
    path("", include("tracker.dashboard.urls")),
    path("api/v1/", include("tracker.api.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "tracker.core.views.bad_request"
handler403 = "tracker.core.views.forbidden"
handler404 = "tracker.core.views.not_found"
handler500 = "tracker.core.views.server_error"
