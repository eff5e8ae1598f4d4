"""Addresses of the progress room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "progress"
urlpatterns: list[URLPattern | URLResolver] = []
