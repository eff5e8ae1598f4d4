"""A small schema, read: groups in order, references, lists, choices, what may be null, refusals, examples."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tracker.api.reference import Reference, read
from tracker.api.shapes import Choice, Field, Run, Shapes, paragraphs

KIND = {
    "type": "string",
    "enum": ["summit", "court-ruling", "other"],
    "description": "* `summit` - summit\n* `court-ruling` - court ruling\n* `other` - none of these",
}
SCHEMA: dict[str, Any] = {
    "openapi": "3.1.1",
    "info": {"title": "Small", "version": "7", "description": "What it is."},
    "tags": [{"name": "things", "description": "All things."}],
    "paths": {
        "/others/": {
            "get": {
                "tags": ["others"],
                "operationId": "others_list",
                "responses": {"204": {"description": ""}},
            }
        },
        "/things/{thing_key}/": {
            "parameters": [
                {"name": "thing_key", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "post": {
                "tags": ["things"],
                "operationId": "things_change",
                "summary": "Change it.",
                "description": "Changes `it`.\n\nFor ``good``.",
                "parameters": [
                    {"name": "old_one", "in": "query", "schema": {}, "description": "Old one"},
                    {
                        "name": "day",
                        "in": "query",
                        "required": True,
                        "schema": {"type": "string", "format": "date"},
                    },
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Given"}}}
                },
                "responses": {
                    "200": {
                        "description": "As it is now.",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}
                            }
                        },
                    },
                    "400": {"$ref": "#/components/responses/Bad"},
                    "409": {"description": "It has changed"},
                },
            },
            "get": {"tags": ["things"], "responses": {"400": {"$ref": "#/components/responses/Bad"}}},
        },
    },
    "components": {
        "responses": {
            "Bad": {
                "description": "Wrong",
                "content": {
                    "application/problem+json": {
                        "schema": {"type": "object", "properties": {"detail": {"type": "string"}}}
                    }
                },
            }
        },
        "schemas": {
            "Kind": KIND,
            "Blank": {"enum": [""]},
            "Null": {"type": "null"},
            "Given": {
                "type": "object",
                "required": ["title"],
                "properties": {
                    "id": {"type": "integer", "readOnly": True},
                    "title": {"type": "string", "minLength": 1, "maxLength": 9},
                    "kind": {
                        "oneOf": [
                            {"$ref": f"#/components/schemas/{name}"} for name in ("Kind", "Blank", "Null")
                        ]
                    },
                    "actors": {"type": ["array", "null"], "items": {"type": "string", "minLength": 1}},
                },
            },
            "Thing": {
                "type": "object",
                "description": "A thing.",
                "required": ["parts"],
                "properties": {
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                    "at": {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]},
                    "url": {
                        "oneOf": [{"type": "string", "format": "uri"}, {"type": "string", "maxLength": 0}]
                    },
                    "who": {
                        "allOf": [
                            {"type": "object", "properties": {"name": {"type": "string"}}},
                            {"required": ["age"], "properties": {"age": {"type": "integer", "minimum": 0}}},
                        ]
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def small() -> Reference:
    return read(SCHEMA)


def kinds(fields: tuple[Field, ...]) -> dict[str, str]:
    return {field.within + field.name: field.kind for field in fields}


def test_groups_come_as_the_tags_do_then_as_they_are_met(small: Reference) -> None:
    assert [(group.name, len(group.operations)) for group in small.groups] == [("things", 2), ("others", 1)]
    assert small.groups[0].said == ((Run("All things."),),)
    assert [each.anchor for each in small.operations] == [
        "get-things-thing-key",
        "things-change",
        "others-list",
    ]
    assert small.writing == 1


def test_arguments_come_with_the_address_first_then_what_is_required(small: Reference) -> None:
    change = small.operations[1]
    assert [(each.name, each.place, each.kind, each.required) for each in change.arguments] == [
        ("thing_key", "path", "string", True),
        ("day", "query", "date", True),
        ("old_one", "query", "string", False),
    ]
    assert change.arguments[2].said == ()
    assert change.example == "/things/THING/?day=DAY"


def test_a_body_has_its_fields_without_those_that_are_read_only(small: Reference) -> None:
    body = small.operations[1].body
    assert body is not None
    assert kinds(body.fields) == {
        "title": "string",
        "kind": "string, empty string or null",
        "actors": "list of strings or null",
    }
    title, kind, actors = body.fields
    assert title.required
    assert not kind.required
    assert title.limits == (Run("not empty; at most 9 characters"),)
    assert actors.limits == (Run("each "), Run("not empty"))
    assert kind.choices == (Choice("summit"), Choice("court-ruling"), Choice("other", "none of these"))
    assert json.loads(small.operations[1].example_body) == {
        "title": "TITLE",
        "kind": "summit",
        "actors": ["ACTORS"],
    }


def test_an_answer_has_its_fields_however_deep_and_does_not_go_round(small: Reference) -> None:
    (answer,) = small.operations[1].answers
    assert (answer.status, answer.phrase, answer.said) == ("200", "OK", ((Run("As it is now."),),))
    assert answer.content.kind == "list of objects"
    assert answer.content.said == ((Run("A thing."),),)
    assert kinds(answer.content.fields) == {
        "[].parts": "list of objects",
        "[].at": "date or date-time",
        "[].url": "uri or empty string",
        "[].who": "object",
        "[].who.name": "string",
        "[].who.age": "integer",
    }
    assert answer.content.fields[0].said == (
        (Run("Another "), Run("Thing", True), Run(", with the same fields.")),
    )


def test_an_answer_may_come_with_nothing(small: Reference) -> None:
    (answer,) = small.operations[2].answers
    assert answer.phrase == "No Content"
    assert answer.content.fields == ()


def test_refusals_are_gathered_and_an_operation_keeps_those_that_are_not_general() -> None:
    general = {**SCHEMA, "paths": {"/things/{thing_key}/": SCHEMA["paths"]["/things/{thing_key}/"]}}
    reference = read(general)
    assert [(each.status, each.everywhere) for each in reference.refusals] == [("400", True), ("409", False)]
    assert kinds(reference.refusal.fields) == {"detail": "string"}
    assert [each.refusals for each in reference.operations] == [(), ("409",)]


def test_a_quotation_mark_does_not_end_what_the_shell_is_given() -> None:
    body = {"content": {"application/json": {"schema": {"type": "string", "example": "it's"}}}}
    reference = read({"paths": {"/": {"post": {"requestBody": body, "responses": {}}}}})
    assert "'" not in reference.operations[0].example_body
    assert json.loads(reference.operations[0].example_body) == "it's"


def test_a_description_is_read_in_paragraphs_without_its_list_of_choices() -> None:
    text = "One `a`\ntwo.\n\n* `x` - ex\n* `y` - why"
    assert paragraphs(text) == ((Run("One "), Run("a", True), Run(" two.")),)


def test_what_stands_beside_a_reference_says_more_than_what_it_refers_to() -> None:
    shape = Shapes(SCHEMA).shape({"$ref": "#/components/schemas/Kind", "description": "Of what kind."})
    assert shape.said == ((Run("Of what kind."),),)
    assert [choice.value for choice in shape.choices] == ["summit", "court-ruling", "other"]
