"""Addresses of the reports room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.reports import views

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", views.index, name="index"),
    path("documents/<str:doc>/report.pdf", views.progress_pdf, name="progress-pdf"),
]
