"""Addresses of the developments room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "developments"
urlpatterns: list[URLPattern | URLResolver] = []
