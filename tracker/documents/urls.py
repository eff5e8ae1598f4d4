"""Addresses of the documents room's pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tracker.documents.views import documents, packages, recommendations

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("documents/new/", documents.new, name="new"),
    path("documents/<str:doc>/edit/", documents.edit, name="edit"),
    path("documents/<str:doc>/package.zip", packages.dump, name="dump-package"),
    path("documents/<str:doc>/recommendations/new/", recommendations.new, name="recommendation-new"),
    path(
        "documents/<str:doc>/recommendations/<str:key>/edit/",
        recommendations.edit,
        name="recommendation-edit",
    ),
    path(
        "documents/<str:doc>/recommendations/<str:key>/delete/",
        recommendations.delete,
        name="recommendation-delete",
    ),
    path("packages/load/", packages.load, name="load-package"),
]
