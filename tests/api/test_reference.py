"""The reference page: every operation of the schema with its arguments and fields, made without a query."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drf_spectacular.generators import SchemaGenerator

from tests.support.people import client_of, person
from tracker.accounts.roles import Role
from tracker.api import views
from tracker.api.reference import Operation
from tracker.documents.models import Area

pytestmark = pytest.mark.django_db
PATH = "/api/v1/reference/"


@pytest.fixture
def reader() -> Client:
    return client_of(person(Role.READER))


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    generator: Any = SchemaGenerator
    described: dict[str, Any] = generator().get_schema(request=None, public=True)
    return described


def page(reader: Client, **headers: str) -> str:
    response = reader.get(PATH, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def part(text: str, operation: Operation) -> str:
    """Return the words of the part of the page that tells of an operation."""
    found = re.search(rf'<article id="{operation.anchor}".*?</article>', text, re.S)
    assert found, operation.anchor
    return html.unescape(re.sub(r"</?(?:code|b|span)[^>]*>", "", found[0]))


def test_every_operation_is_there_with_its_arguments_and_fields(
    reader: Client, schema: dict[str, Any]
) -> None:
    text = page(reader)
    shown = {(each.method.lower(), each.path): each for each in views.described().operations}
    parts = {key: part(text, operation) for key, operation in shown.items()}
    described = {
        (method, path): one for path, item in schema["paths"].items() for method, one in item.items()
    }
    assert parts.keys() == described.keys()
    for key, one in described.items():
        for argument in one.get("parameters", []):
            assert f">{argument['name']}</th>" in parts[key], (key, argument["name"])
        for name in fields(schema, one.get("requestBody", {})):
            assert f">{name}</th>" in parts[key], (key, name)
        for status, answer in one["responses"].items():
            if status < "400":
                assert f"Answer: {status}" in parts[key]
                for name in fields(schema, answer):
                    assert f">{name}</th>" in parts[key], (key, name)


def fields(schema: dict[str, Any], node: Any, within: str = "") -> set[str]:
    """Return the names of all fields below a body or an answer, each with what it is within."""
    found: set[str] = set()
    for media in node.get("content", {}).values():
        found |= fields(schema, media["schema"])
    if "$ref" in node:
        found |= fields(schema, schema["components"]["schemas"][node["$ref"].rsplit("/", 1)[-1]], within)
    if "items" in node:
        found |= fields(schema, node["items"], f"{within[:-1]}[].")
    for each in (*node.get("oneOf", ()), *node.get("anyOf", ()), *node.get("allOf", ())):
        found |= fields(schema, each, within)
    for name, each in node.get("properties", {}).items():
        found |= {within + name} | fields(schema, each, f"{within}{name}.")
    return found


def test_refusals_are_said_once_and_further_ones_with_their_operations(reader: Client) -> None:
    text = page(reader)
    assert text.count("A valid token is needed") == 1
    further = {each.anchor: each.refusals for each in views.described().operations}
    assert further["developments-create"] == ("409", "413", "415")
    assert further["developments-list"] == ()
    assert "It may also be refused with 409, 413, 415." in " ".join(
        re.sub(r"<[^>]+>", "", part(text, operation("developments-create"))).split()
    )


def operation(anchor: str) -> Operation:
    return next(each for each in views.described().operations if each.anchor == anchor)


def test_examples_name_the_host_asked_and_leave_capitals_to_fill_in(reader: Client) -> None:
    text = page(reader, Host="localhost:8123")
    assert "http://localhost:8123/api/v1/documents/DOCUMENT/recommendations/KEY/" in text
    assert text.count("Authorization: Bearer TOKEN") == len(views.described().operations) + 1


def test_it_leads_to_the_schema_and_to_tokens_and_every_anchor_is_somewhere(reader: Client) -> None:
    text = page(reader)
    assert 'href="/api/v1/schema/"' in text
    assert 'href="/account/"' in text
    names = re.findall(r'\bid="([^"]+)"', text)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(names)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', text)) <= set(names)


def test_nothing_is_inline(reader: Client) -> None:
    text = page(reader)
    assert " style=" not in text
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=", text)


def test_the_schema_is_built_once_and_rows_cost_nothing(reader: Client) -> None:
    page(reader)
    built = views.described.cache_info().misses
    with CaptureQueriesContext(connection) as few:
        page(reader)
    Area.objects.bulk_create(Area(key=f"area-{number}", name=f"Area {number}") for number in range(30))
    with CaptureQueriesContext(connection) as many:
        page(reader)
    assert len(many) == len(few) <= 6
    assert views.described.cache_info().misses == built


def test_what_docstrings_tell_coders_is_not_told_to_readers(schema: dict[str, Any], reader: Client) -> None:
    text = page(reader)
    assert "queries a page" not in text
    assert ">Return the keys" not in text
    assert "queries a page" not in str(schema)


def test_only_reading_is_answered(reader: Client) -> None:
    assert reader.post(PATH).status_code == 405
