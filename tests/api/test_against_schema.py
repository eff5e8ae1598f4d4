"""Every operation answers as the schema says, whatever is sent; the schema itself is valid OpenAPI 3.1."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.generation.meta import TestPhase
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.support.people import ApiClient, person
from tracker.accounts.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

#: Real keys, so that more than refusals is tried.
KEYS = {
    "/documents/{key}/": ["chun-2022"],
    "/areas/{key}/": ["trilateral-framework"],
    "/actors/{key}/": ["KR"],
    "/developments/{key}/": ["2023-08-18-camp-david-summit"],
    "/recommendations/{key}/": ["acknowledge-perspectives"],
}


def _schema() -> dict[str, Any]:
    generator: Any = SchemaGenerator
    described: dict[str, Any] = generator().get_schema(request=None, public=True)
    return described


def _with_real_keys(described: dict[str, Any]) -> dict[str, Any]:
    for path, operations in described["paths"].items():
        known = next((keys for end, keys in KEYS.items() if end in path), [])
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                real = {"document_key": ["chun-2022"], "key": known}.get(parameter["name"])
                if parameter.get("allowEmptyValue"):
                    parameter["schema"] = {"anyOf": [parameter["schema"], {"type": "string", "maxLength": 0}]}
                elif parameter["in"] == "path" and real:
                    parameter["schema"] = {"anyOf": [{"type": "string", "enum": real}, parameter["schema"]]}
                elif parameter["name"] == "id":
                    parameter["schema"] = {"type": "integer", "enum": [1, 2, 999_999_999]}
    return described


schema = schemathesis.openapi.from_dict(_with_real_keys(_schema()))
#: Runs in this process, and so in each test's transaction.
schema.app = get_wsgi_application()


#: Of the many cases made field by field, for each operation every third is sent: seconds, not a minute.
_turns: dict[str, Iterator[bool]] = defaultdict(lambda: itertools.cycle((False, True, True)))


@pytest.fixture(autouse=True)
def within_the_transaction() -> Iterator[None]:
    """Keep the requests on the test's connection, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_schema_says(case: Any) -> None:
    if case.meta.phase.name is TestPhase.COVERAGE and next(_turns[case.operation.label]):
        return
    # A schema cannot say which cursors, days and keys there are.
    excluded = [positive_data_acceptance]
    if any(isinstance(value, list) for value in (case.query or {}).values()):
        # Of an argument given twice the last counts.
        excluded.append(negative_data_rejection)
    # The client in between reads no compressed answer.
    headers = {"Authorization": f"Bearer {_token()}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, excluded_checks=excluded)


def _token() -> str:
    """Return an editor's token, of this test's transaction."""
    from tracker.accounts.models import User

    editor = User.objects.filter(username="machine").first() or person(Role.EDITOR, username="machine")
    return ApiClient(editor).token or ""


def test_the_schema_is_valid_openapi_3_1() -> None:
    described = _schema()
    assert described["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(described).validate()


def test_nothing_of_the_schema_is_written_as_3_0_wrote_it() -> None:
    def nodes(node: Any) -> Any:
        yield node
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        for each in inner:
            yield from nodes(each)

    assert not [node for node in nodes(_schema()) if isinstance(node, dict) and "nullable" in node]


def test_the_schema_is_served_to_whoever_may_read() -> None:
    client = ApiClient(person(Role.READER))
    for accepted, kind in (("*/*", "json"), ("application/json", "json"), ("application/yaml", "yaml")):
        response = client.get("/api/v1/schema/", headers={"Accept": accepted})
        assert response.status_code == 200
        assert kind in response["Content-Type"]
        assert yaml.safe_load(response.content)["openapi"] == "3.1.1"


def test_every_error_is_described_once_and_referred_to() -> None:
    described = _schema()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            errors = {code: each for code, each in operation["responses"].items() if code >= "400"}
            assert {"400", "401", "403", "404", "429"} <= errors.keys(), (path, method)
            assert all(list(each) == ["$ref"] for each in errors.values()), (path, method)
