"""Addresses of the core room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.core import views

app_name = "core"
urlpatterns: list[URLPattern | URLResolver] = [path("health/", views.health, name="health")]
