"""Answers are compressed for those who ask, and say the same."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Iterator

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from tests.support.people import client_of, person
from tracker.core.compression import CompressionMiddleware

TEXT = "A page of some length. " * 100


def answered(response: HttpResponseBase, encoding: str = "gzip") -> HttpResponseBase:
    def view(request: HttpRequest) -> HttpResponseBase:
        return response

    request = RequestFactory().get("/", headers={"Accept-Encoding": encoding})
    found: HttpResponseBase = CompressionMiddleware(view)(request)  # type: ignore[assignment]
    return found


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "text/csv"])
def test_a_text_is_compressed_for_who_asks(kind: str) -> None:
    response = answered(HttpResponse(TEXT, content_type=kind))

    assert isinstance(response, HttpResponse)
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    assert gzip.decompress(response.content).decode() == TEXT


def test_nobody_gets_what_they_did_not_ask_for() -> None:
    response = answered(HttpResponse(TEXT), "identity")

    assert isinstance(response, HttpResponse)
    assert response.content.decode() == TEXT


@pytest.mark.parametrize("encoding", ["gzip, deflate, br, zstd", "br", "br;q=1.0, gzip;q=0.5"])
def test_brotli_is_taken_where_it_is_known(encoding: str) -> None:
    response = answered(HttpResponse(TEXT), encoding)

    assert isinstance(response, HttpResponse)
    assert response["Content-Encoding"] == "br"
    assert response["Content-Length"] == str(len(response.content))
    assert brotli.decompress(response.content).decode() == TEXT


@pytest.mark.parametrize("encoding", ["gzip, br;q=0", "gzip, brand", "gzip"])
def test_brotli_is_not_sent_to_who_refuses_it(encoding: str) -> None:
    assert answered(HttpResponse(TEXT), encoding)["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("kind", ["application/pdf", "application/zip", "font/woff2"])
def test_what_is_compressed_already_is_left_as_it_is(kind: str) -> None:
    assert not answered(HttpResponse(TEXT, content_type=kind)).has_header("Content-Encoding")


def test_equal_pages_have_lengths_that_tell_nothing() -> None:
    gzipped = {len(answered(HttpResponse(TEXT)).content) for _each in range(30)}  # type: ignore[attr-defined]
    padded = {len(answered(HttpResponse(TEXT), "br").headers["X-Padding"]) for _each in range(30)}

    assert len(gzipped) > 3
    assert len(padded) > 3


def test_a_stream_is_sent_as_it_comes() -> None:
    asked: list[int] = []
    chance = random.Random(1)

    def lines() -> Iterator[bytes]:
        for number in range(200):
            asked.append(number)
            yield chance.randbytes(2_500).hex().encode()

    response = answered(StreamingHttpResponse(lines(), content_type="text/csv"))
    assert isinstance(response, StreamingHttpResponse)
    parts = iter(response.streaming_content)  # type: ignore[arg-type]
    first = next(parts) + next(parts)

    assert len(asked) < 150
    assert len(zlib.decompressobj(31).decompress(first + b"".join(parts))) == 1_000_000


@pytest.mark.django_db
def test_the_product_compresses_its_pages_and_its_tables() -> None:
    client = client_of(person())
    for address in ("/developments/", "/developments.csv", "/api/v1/developments/"):
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})

        assert not plain.has_header("Content-Encoding")
        if plain.streaming or len(plain.content) >= 200:
            assert packed["Content-Encoding"] == "gzip", address
