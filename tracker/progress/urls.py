"""Addresses of the progress room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.progress import day_pages, views

app_name = "progress"
urlpatterns: list[URLPattern | URLResolver] = [
    path("documents/<str:doc>/recommendations/<str:key>/assess/", views.assess, name="assess"),
    path("documents/<str:doc>/recommendations/<str:key>/assess/drafts/<int:pk>/", views.draft, name="draft"),
    path("days/", day_pages.index, name="days"),
    path("days/<int:pk>/remove/", day_pages.remove, name="remove-day"),
    path("how-figures-are-made/", views.how, name="how"),
]
