"""The API's schema, told in the order of a page: groups, their operations, what each takes and answers.

Pure: an OpenAPI schema comes in as the dictionary that it is, frozen dataclasses go out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from tracker.api.shapes import Field, Node, Paragraph, Shapes, meant, paragraphs

METHODS = ("get", "post", "put", "patch", "delete")
READS = ("get",)
#: From this status on an answer is a refusal.
REFUSED = "400"


@dataclass(frozen=True)
class Content:
    """What is sent or answered: its media type, its kind and its fields, however deep."""

    media: str = ""
    kind: str = ""
    said: tuple[Paragraph, ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One answer: its status, what that means, and what comes with it."""

    status: str
    phrase: str
    said: tuple[Paragraph, ...]
    content: Content


@dataclass(frozen=True)
class Refusal:
    """A status with which the API refuses, and whether every operation may."""

    status: str
    phrase: str
    said: tuple[Paragraph, ...]
    everywhere: bool


@dataclass(frozen=True)
class Operation:
    """A method on an address; ``example`` is an address to ask, ``example_body`` what to send there."""

    anchor: str
    method: str
    path: str
    summary: str
    said: tuple[Paragraph, ...]
    arguments: tuple[Field, ...]
    body: Content | None
    answers: tuple[Answer, ...]
    refusals: tuple[str, ...]
    example: str
    example_body: str

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return self.method.lower() not in READS


@dataclass(frozen=True)
class Group:
    """The operations on one kind of thing."""

    anchor: str
    name: str
    said: tuple[Paragraph, ...]
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Reference:
    """All that the page tells."""

    title: str
    version: str
    said: tuple[Paragraph, ...]
    groups: tuple[Group, ...]
    refusals: tuple[Refusal, ...]
    refusal: Content

    @property
    def operations(self) -> list[Operation]:
        """All operations, in the page's order."""
        return [operation for group in self.groups for operation in group.operations]

    @property
    def writing(self) -> int:
        """How many operations change something."""
        return sum(operation.writes for operation in self.operations)


def read(schema: Node) -> Reference:
    """Read a whole schema."""
    information = schema.get("info", {})
    refusals = _refusals(schema)
    everywhere = {refusal.status for refusal in refusals if refusal.everywhere}
    return Reference(
        title=information.get("title", ""),
        version=str(information.get("version", "")),
        said=paragraphs(information.get("description", "")),
        groups=tuple(_groups(schema, everywhere)),
        refusals=refusals,
        refusal=_refusal(schema),
    )


def _groups(schema: Node, everywhere: set[str]) -> Iterator[Group]:
    """Group by the first tag, in the schema's order of tags, then in that of their first operations."""
    told = {tag["name"]: tag.get("description", "") for tag in schema.get("tags", ())}
    grouped: dict[str, list[Operation]] = {name: [] for name in told}
    for path, method, described in _described(schema):
        tag = next(iter(described.get("tags", ())), "other")
        grouped.setdefault(tag, []).append(_operation(schema, path, method, described, everywhere))
    for name, operations in grouped.items():
        if operations:
            yield Group(_anchor(name), name, paragraphs(told.get(name, "")), tuple(operations))


def _described(schema: Node) -> Iterator[tuple[str, str, Node]]:
    """Yield each operation's path, method and description, with the arguments that its path shares."""
    for path, item in schema.get("paths", {}).items():
        for method in (each for each in METHODS if each in item):
            arguments = [*item.get("parameters", ()), *item[method].get("parameters", ())]
            yield path, method, {**item[method], "parameters": arguments}


def _operation(schema: Node, path: str, method: str, described: Node, everywhere: set[str]) -> Operation:
    given = Shapes(schema, hidden="readOnly")
    arguments = tuple(_arguments(given, described["parameters"]))
    media, sent = _media(given.follow(described.get("requestBody", {})))
    statuses = described.get("responses", {})
    return Operation(
        anchor=_anchor(described.get("operationId") or f"{method}{path}"),
        method=method.upper(),
        path=path,
        summary=described.get("summary", ""),
        said=paragraphs(described.get("description", "")),
        arguments=arguments,
        body=_content(given, media, sent) if media else None,
        answers=tuple(
            _answer(schema, status, answer) for status, answer in statuses.items() if status < REFUSED
        ),
        refusals=tuple(each for each in statuses if each >= REFUSED and each not in everywhere),
        example=_address(path, arguments),
        example_body=json.dumps(given.sample(sent), ensure_ascii=False, indent=2).replace("'", "\\u0027")
        if media
        else "",
    )


def _arguments(given: Shapes, parameters: list[Node]) -> Iterator[Field]:
    """Read arguments: those of the address first, then those that must be given, else as they come."""
    read_ones = [given.follow(each) for each in parameters]
    for each in sorted(read_ones, key=lambda one: (one["in"] != "path", not one.get("required"))):
        shape = given.shape(each.get("schema", {}))
        yield Field(
            name=each["name"],
            kind=shape.kind,
            required=bool(each.get("required")),
            said=_beyond_its_name(each["name"], paragraphs(each.get("description", "")) or shape.said),
            choices=meant(shape.choices, each.get("description", "")),
            limits=shape.limits,
            place=each["in"],
        )


def _beyond_its_name(name: str, said: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Leave out what says no more than the name: a filter's label often does."""
    words = " ".join(run.text for paragraph in said for run in paragraph)
    return () if words.lower() == name.replace("_", " ") else said


def _address(path: str, arguments: tuple[Field, ...]) -> str:
    """Fill an address in with capitals: what it needs, and no more."""
    query = []
    for each in arguments:
        own = each.name.removesuffix("_key").upper()
        if each.place == "path":
            path = path.replace(f"{{{each.name}}}", own)
        elif each.required and each.place == "query":
            query.append(f"{each.name}={own}")
    return path + (f"?{'&'.join(query)}" if query else "")


def _answer(schema: Node, status: str, answer: Node) -> Answer:
    shapes = Shapes(schema, hidden="writeOnly")
    answer = shapes.follow(answer)
    content = _content(shapes, *_media(answer))
    return Answer(status, _phrase(status), paragraphs(answer.get("description", "")), content)


def _refusals(schema: Node) -> tuple[Refusal, ...]:
    """Gather every status with which an operation refuses, each once."""
    operations = [described for *_, described in _described(schema)]
    found: dict[str, list[Node]] = {}
    for described in operations:
        for status, answer in described.get("responses", {}).items():
            if status >= REFUSED:
                found.setdefault(status, []).append(Shapes(schema).follow(answer))
    return tuple(
        Refusal(
            status=status,
            phrase=_phrase(status),
            said=paragraphs(answers[0].get("description", "")),
            everywhere=len(answers) == len(operations),
        )
        for status, answers in sorted(found.items())
    )


def _refusal(schema: Node) -> Content:
    """Read what comes with a refusal, from the first that says it."""
    shapes = Shapes(schema, hidden="writeOnly")
    for *_, described in _described(schema):
        for status, answer in described.get("responses", {}).items():
            media, held = _media(shapes.follow(answer))
            if status >= REFUSED and media:
                return _content(shapes, media, held)
    return Content()


def _media(holder: Node) -> tuple[str, Node]:
    """Return the first media type of a body or an answer, and its schema."""
    for media, described in holder.get("content", {}).items():
        return media, described.get("schema", {})
    return "", {}


def _content(shapes: Shapes, media: str, node: Node) -> Content:
    if not media:
        return Content()
    shape = shapes.shape(node)
    return Content(media, shape.kind, shape.said, shape.fields)


def _phrase(status: str) -> str:
    return HTTPStatus(int(status)).phrase if status.isdigit() else ""


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
