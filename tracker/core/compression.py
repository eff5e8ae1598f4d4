"""Answers compressed for those who ask for it, where that makes them smaller."""

from __future__ import annotations

import re
import secrets

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

#: Everything else that is served (PDF, zip, fonts) is compressed already.
TEXTS = ("text/", "application/json", "application/problem+json", "application/yaml", "image/svg+xml")
_SHORT = 200
#: Smaller than gzip makes our pages, in less time than it takes; the next steps cost more than they save.
_QUALITY = 6
_PADDING = 100
_ACCEPTS_BROTLI = re.compile(r"(?:^|,)\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)")


class CompressionMiddleware(GZipMiddleware):
    """Brotli for those who know it, else Django's gzip; for texts alone.

    Both add random bytes, so that the length of what is sent tells no secret in it (BREACH).
    """

    max_random_bytes = _PADDING

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a text; a stream is compressed by gzip, as it comes."""
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        accepted = request.headers.get("Accept-Encoding", "")
        encoded = response.has_header("Content-Encoding")
        if isinstance(response, HttpResponse) and not encoded and _ACCEPTS_BROTLI.search(accepted):
            return _brotli(response)
        return super().process_response(request, response)


def _brotli(response: HttpResponse) -> HttpResponse:
    content = response.content
    if len(content) < _SHORT:
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    packed = brotli.compress(content, mode=brotli.MODE_TEXT, quality=_QUALITY)
    if len(packed) >= len(content):
        return response
    response.content = packed
    response.headers["Content-Length"] = str(len(packed))
    response.headers["Content-Encoding"] = "br"
    response.headers["X-Padding"] = secrets.token_hex(_PADDING // 2)[: secrets.randbelow(_PADDING)]
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"
    return response
