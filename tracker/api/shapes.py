"""What a JSON Schema allows, in words and rows: kinds, choices, limits and fields, references followed.

Pure: schemas come in as the dictionaries that they are, rows go out as frozen dataclasses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

Node = Mapping[str, Any]
Each = TypeVar("Each")

_BULLET = re.compile(r"^\* `(?P<value>[^`]*)` - (?P<meaning>.*)$", re.M)
_CODE = re.compile(r"``?([^`]+)``?")
#: How each limit is said, in the order in which they are.
_LIMITS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "pattern": "matches `{}`",
    "default": "`{}` where left out",
}


@dataclass(frozen=True)
class Run:
    """A run of words, or of code."""

    text: str
    is_code: bool = False


Paragraph = tuple[Run, ...]


@dataclass(frozen=True)
class Choice:
    """A value that may be given, and what it means where that is more than the value says."""

    value: str
    meaning: str = ""


@dataclass(frozen=True)
class Field:
    """One field, or one argument: its name, what it is within (``results[].``), and what it may hold."""

    name: str
    kind: str
    within: str = ""
    required: bool = False
    said: tuple[Paragraph, ...] = ()
    choices: tuple[Choice, ...] = ()
    limits: Paragraph = ()
    place: str = ""


@dataclass(frozen=True)
class Shape:
    """What a node allows; its fields are those below it, however deep, each with what it is within."""

    kinds: tuple[str, ...]
    said: tuple[Paragraph, ...] = ()
    choices: tuple[Choice, ...] = ()
    limits: Paragraph = ()
    fields: tuple[Field, ...] = ()

    @property
    def kind(self) -> str:
        """All kinds in words."""
        *others, last = self.kinds
        return f"{', '.join(others)} or {last}" if others else last


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Read a description: blank lines part paragraphs, backticks hold code, lists of choices are left out."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", _BULLET.sub("", text)))
    return tuple(runs(part) for part in parts if part)


def runs(text: str) -> Paragraph:
    """Split a line into words and code."""
    pieces = _CODE.split(text)
    return tuple(Run(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece)


def meant(choices: Iterable[Choice], text: str) -> tuple[Choice, ...]:
    """Give choices the meanings that a description lists, where those say more than the values do."""
    said = dict(_BULLET.findall(text))
    return tuple(
        replace(each, meaning=_beyond(each.value, said[each.value])) if each.value in said else each
        for each in choices
    )


class Shapes:
    """Reads the nodes of one schema; ``hidden`` marks the fields that are not for this direction."""

    def __init__(self, root: Node, hidden: str = "") -> None:
        self.root = root
        self.hidden = hidden

    def follow(self, node: Node) -> Node:
        """Return what a node refers to, or the node itself."""
        while "$ref" in node:
            found: Any = self.root
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def shape(self, node: Node, within: str = "", path: tuple[str, ...] = ()) -> Shape:
        """Return what a node allows; ``path`` holds the references that led here, so that none goes round."""
        if "$ref" in node:
            return self._referred(node, within, path)
        for word in ("oneOf", "anyOf"):
            if word in node:
                return self._any_of(node, word, within, path)
        if "allOf" in node:
            return self._all_of(node, within, path)
        return self._plain(node, within, path)

    def sample(self, node: Node, name: str = "", path: tuple[str, ...] = ()) -> Any:
        """Return a value that a node allows, with capitals where one's own belongs."""
        if reference := node.get("$ref"):
            return {} if reference in path else self.sample(self.follow(node), name, (*path, reference))
        for word in ("oneOf", "anyOf", "allOf"):
            if node.get(word):
                rest = {key: value for key, value in node.items() if key != word}
                return self.sample({**rest, **node[word][0]}, name, path)
        for word in ("example", "const", "default"):
            if node.get(word) is not None:
                return node[word]
        if node.get("enum"):
            return node["enum"][0]
        return self._sample_of_type(node, name, path)

    def _referred(self, node: Node, within: str, path: tuple[str, ...]) -> Shape:
        reference = node["$ref"]
        if reference in path:
            return Shape(("object",), _repeated(reference))
        shape = self.shape(self.follow(node), within, (*path, reference))
        said = paragraphs(node.get("description", ""))
        return replace(shape, said=said) if said else shape

    def _any_of(self, node: Node, word: str, within: str, path: tuple[str, ...]) -> Shape:
        rest = {key: value for key, value in node.items() if key not in (word, "description", "title")}
        each = [self.shape(one if "$ref" in one else {**rest, **one}, within, path) for one in node[word]]
        return Shape(
            kinds=_once(kind for shape in each for kind in shape.kinds),
            said=_said(node) or next((shape.said for shape in each if shape.said), ()),
            choices=_once(choice for shape in each for choice in shape.choices),
            limits=next((shape.limits for shape in each if shape.limits), ()),
            fields=_once(field for shape in each for field in shape.fields),
        )

    def _all_of(self, node: Node, within: str, path: tuple[str, ...]) -> Shape:
        whole: dict[str, Any] = {"properties": {}, "required": []}
        led = [*path]
        for part in (*node["allOf"], {key: value for key, value in node.items() if key != "allOf"}):
            led += [part["$ref"]] if "$ref" in part else []
            part = self.follow(part)  # noqa: PLW2901
            properties = {**whole["properties"], **part.get("properties", {})}
            required = [*whole["required"], *part.get("required", [])]
            whole |= {**part, "properties": properties, "required": required}
        return self.shape(whole, within, tuple(led))

    def _plain(self, node: Node, within: str, path: tuple[str, ...]) -> Shape:
        items = node.get("items")
        inner = self.shape(items, f"{within}[]", path) if items else None
        fields = tuple(self._fields(node, within, path))
        kinds = tuple(_kind(node, each, inner) for each in _types(node))
        return Shape(
            kinds=_once(kinds),
            said=_said(node) or (inner.said if inner else ()),
            choices=_choices(node) or (inner.choices if inner else ()),
            limits=_limits(node) or _of_each(inner),
            fields=fields or (inner.fields if inner else ()),
        )

    def _fields(self, node: Node, within: str, path: tuple[str, ...]) -> Iterator[Field]:
        before = f"{within}." if within else ""
        for name, each in node.get("properties", {}).items():
            if self.hidden and self.follow(each).get(self.hidden):
                continue
            shape = self.shape(each, f"{before}{name}", path)
            yield Field(
                name=name,
                kind=shape.kind,
                within=before,
                required=name in node.get("required", ()),
                said=shape.said,
                choices=shape.choices,
                limits=shape.limits,
            )
            yield from shape.fields

    def _sample_of_type(self, node: Node, name: str, path: tuple[str, ...]) -> Any:
        kind = next((each for each in _types(node) if each != "null"), "null")
        if kind == "object":
            return {
                field: self.sample(each, field, path)
                for field, each in node.get("properties", {}).items()
                if not self.follow(each).get(self.hidden or "readOnly")
            }
        if kind == "array":
            return [self.sample(node.get("items", {}), name, path)]
        plain: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "null": None}
        return plain.get(kind, name.upper() or "TEXT")


def _once(many: Iterable[Each]) -> tuple[Each, ...]:
    return tuple(dict.fromkeys(many))


def _said(node: Node) -> tuple[Paragraph, ...]:
    return paragraphs(node.get("description") or node.get("title") or "")


def _repeated(reference: str) -> tuple[Paragraph, ...]:
    """Say that an object holds others of its own kind."""
    return (runs(f"Another `{reference.rsplit('/', 1)[-1]}`, with the same fields."),)


def _types(node: Node) -> list[str]:
    given = node.get("type")
    if isinstance(given, list):
        return given
    if given:
        return [given]
    if "properties" in node:
        return ["object"]
    if "items" in node:
        return ["array"]
    return ["string"] if any(isinstance(value, str) for value in node.get("enum", ())) else ["any"]


def _kind(node: Node, kind: str, inner: Shape | None) -> str:
    """Name one kind: a format says more than string; a list says of what."""
    if kind == "array":
        many = (f"{each}s" for each in (inner.kinds if inner else ("value",)))
        return f"list of {' or '.join(many)}"
    if kind == "string":
        nothing = node.get("maxLength") == 0 or node.get("enum") == [""]
        return "empty string" if nothing else node.get("format", kind)
    return {"any": "string"}.get(kind, kind)


def _choices(node: Node) -> tuple[Choice, ...]:
    values = (str(value) for value in node.get("enum", ()) if value not in ("", None))
    return meant(map(Choice, values), node.get("description", ""))


def _beyond(value: str, meaning: str) -> str:
    same = meaning.strip().lower().replace(" ", "-") == value.lower()
    return "" if same else meaning.strip()


def _of_each(inner: Shape | None) -> Paragraph:
    """Say what limits each item of a list."""
    return (Run("each "), *inner.limits) if inner and inner.limits else ()


def _limits(node: Node) -> Paragraph:
    """Say how long, how many and how large, but not that a string is what its kind says already."""
    held = {word: node[word] for word in _LIMITS if node.get(word) not in (None, "")}
    if held.get("maxLength") == 0:
        return ()
    said = (_LIMITS[word].format(value) for word, value in held.items())
    return runs("; ".join(said).replace("at least 1 characters", "not empty"))
