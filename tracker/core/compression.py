"""Answers compressed for those who ask for it, where that makes them smaller."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

#: Everything else that is served (PDF, zip, fonts) is compressed already.
TEXTS = ("text/", "application/json", "application/problem+json", "application/yaml", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's gzip, for texts alone; it adds random bytes, so that lengths tell no secret (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a text; a stream is compressed as it comes."""
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
