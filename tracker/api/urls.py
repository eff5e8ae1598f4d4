"""Addresses of the API: what the rooms' ``api.py`` offer, under ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from rest_framework.routers import SimpleRouter

from tracker.api import views
from tracker.core.keys import KEY_PATTERN
from tracker.developments import api as developments
from tracker.developments import api_links as links
from tracker.documents import api as documents
from tracker.progress import api as progress
from tracker.stalls import api as stalls
from tracker.stalls import api_changes as changes

app_name = "api"

router = SimpleRouter()
router.register("documents", documents.DocumentViewSet, basename="documents")
router.register(
    rf"documents/(?P<document_key>{KEY_PATTERN})/recommendations",
    documents.RecommendationViewSet,
    basename="recommendations",
)
router.register("areas", documents.AreaViewSet, basename="areas")
router.register("actors", documents.ActorViewSet, basename="actors")
router.register("sources", documents.SourceViewSet, basename="sources")
router.register("developments", developments.DevelopmentViewSet, basename="developments")
router.register("links", links.LinkViewSet, basename="links")
router.register("checks", links.CheckViewSet, basename="checks")
router.register("assessments", progress.AssessmentViewSet, basename="assessments")
router.register("flags", stalls.FlagViewSet, basename="flags")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.EntranceView.as_view(), name="entrance"),
    path("schema/", views.SchemaView.as_view(), name="schema"),
    path("reference/", views.reference, name="reference"),
    *router.urls,
    re_path(
        rf"^documents/(?P<document_key>{KEY_PATTERN})/progress/$",
        stalls.ProgressView.as_view(),
        name="progress",
    ),
    re_path(
        rf"^documents/(?P<document_key>{KEY_PATTERN})/changes/$",
        changes.ChangesView.as_view(),
        name="changes",
    ),
    re_path(r"", views.NowhereView.as_view()),
]
