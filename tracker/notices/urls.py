"""Addresses of the notices room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.notices import views

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [
    path("notices/<int:pk>/put-away/", views.put_away, name="put-away"),
]
