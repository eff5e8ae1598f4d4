"""Addresses of the stalls room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.stalls import views

app_name = "stalls"
_OF_RECOMMENDATION = "stalled/recommendations/<str:document>/<str:key>"
_OF_AREA = "stalled/areas/<str:area>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("stalled/", views.stalled, name="list"),
    path("stalled.csv", views.stalled_csv, name="csv"),
    path("looks/", views.due_looks, name="looks"),
    path("documents/<str:doc>/looks/", views.looks_of, name="looks-of"),
    path("stalled/publish-effect/", views.publish_effect, name="publish-effect"),
]
for _name, _view in (
    ("acknowledge", views.acknowledge),
    ("snooze", views.snooze),
    ("reopen", views.reopen),
):
    urlpatterns += [
        path(f"{_OF_RECOMMENDATION}/{_name}/", _view, name=_name),
        path(f"{_OF_AREA}/{_name}/", _view, name=_name),
    ]
