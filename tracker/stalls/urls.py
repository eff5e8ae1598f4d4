"""Addresses of the stalls room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "stalls"
urlpatterns: list[URLPattern | URLResolver] = []
