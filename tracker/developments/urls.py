"""Addresses of the developments room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.developments.views import export, log, pages

app_name = "developments"
urlpatterns: list[URLPattern | URLResolver] = [
    path("developments/", pages.index, name="list"),
    path("developments.csv", export.developments, name="export"),
    path("links.csv", export.links, name="export-links"),
    path("developments/new/", log.new, name="new"),
    path("developments/new/read-date/", log.read_date, name="read-date"),
    path("developments/new/find-recommendation/", log.find_recommendation, name="find-recommendation"),
    path("developments/<str:key>/", pages.detail, name="detail"),
    path("developments/<str:key>/edit/", log.edit, name="edit"),
    path("developments/<str:key>/discard/", log.discard, name="discard"),
    path("developments/<str:key>/retract/", pages.retract, name="retract"),
    path("documents/<str:doc>/recommendations/<str:key>/checks/", pages.check, name="check"),
]
