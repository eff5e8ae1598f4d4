"""The API's own pages: its entrance, its schema, its reference, and what no address of it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker.api.reference import Reference, read
from tracker.core.errors import NotFound


class SchemaView(SpectacularAPIView):
    """The OpenAPI 3.1 schema, as JSON, or as YAML where that is asked for."""

    throttle_classes: list[Any] = []
    renderer_classes = [
        OpenApiJsonRenderer2,
        OpenApiJsonRenderer,
        OpenApiYamlRenderer2,
        OpenApiYamlRenderer,
    ]


@cache
def described() -> Reference:
    """Return what the schema says; it is the same for everybody, so a process builds it once."""
    generator: Any = SchemaGenerator
    return read(generator().get_schema(request=None, public=True))


@login_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show the reference, made from the schema; a page, so signed out it leads to sign-in."""
    told = described()
    context = {
        "reference": told,
        "operations": len(told.operations),
        "origin": request.build_absolute_uri("/").removesuffix("/"),
    }
    return render(request, "api/reference.html", context)


@extend_schema(exclude=True)
class EntranceView(APIView):
    """Where things are."""

    def get(self, request: Request) -> Response:
        """Return the addresses of all lists."""
        names = ("documents", "areas", "actors", "sources", "developments", "links", "checks", "assessments")
        lists = {name: f"api:{name}-list" for name in (*names, "flags")}
        pages = {"schema": "api:schema", "reference": "api:reference"}
        return Response(
            {
                name: request.build_absolute_uri(reverse(url_name))
                for name, url_name in (lists | pages).items()
            }
        )


@extend_schema(exclude=True)
class NowhereView(APIView):
    """Every address that the API does not have: 401 signed out, then 404, as a problem."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer every method alike."""
        self.http_method_not_allowed = self.nowhere  # type: ignore[method-assign, assignment]
        return super().dispatch(request, *args, **kwargs)

    def nowhere(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead a read without the closing slash to the address with it; else there is nothing."""
        if not request.path.endswith("/") and _exists(f"{request.path_info}/"):
            if request.method in ("GET", "HEAD"):
                query = request.META.get("QUERY_STRING", "")
                return redirect(f"{request.path}/" + (f"?{query}" if query else ""), permanent=True)
            raise NotFound(_("Addresses of the API end with a slash."))
        raise NotFound(_("Nothing has this address; /api/v1/reference/ shows what there is."))

    options = nowhere  # type: ignore[assignment]


def _exists(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "cls", None) is not NowhereView
    except Resolver404:
        return False
