"""Addresses of the dashboard room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.dashboard import compare_view, export_views, views

app_name = "dashboard"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("documents/<str:doc>/", views.overview, name="overview"),
    path("documents/<str:doc>/standing.csv", export_views.overview, name="overview-csv"),
    path("documents/<str:doc>/recommendations/<str:key>/ledger.csv", export_views.ledger, name="ledger-csv"),
    path("documents/<str:doc>/compare/", compare_view.compare, name="compare"),
    path("documents/<str:doc>/recommendations/<str:key>/", views.recommendation, name="recommendation"),
    path("documents/<str:doc>/judges/", views.judges, name="judges"),
    path("areas/<str:key>/", views.area, name="area"),
    path("actors/<str:key>/", views.actor, name="actor"),
    path("sources/<int:pk>/", views.source, name="source"),
]
