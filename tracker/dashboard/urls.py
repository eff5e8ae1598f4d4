"""Addresses of the dashboard room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.dashboard import views

app_name = "dashboard"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("documents/<str:doc>/", views.overview, name="overview"),
    path("documents/<str:doc>/recommendations/<str:key>/", views.recommendation, name="recommendation"),
    path("areas/<str:key>/", views.area, name="area"),
    path("actors/<str:key>/", views.actor, name="actor"),
]
