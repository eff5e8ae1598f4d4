"""Read YAML into plain nodes that know their line (pure).

Built on events, so that every scalar stays the text that was written: a day is a day and not a
moment, the actor `NO` is not false, and `1.10` keeps its nought. Anchors, aliases and tags are
refused, so no small file can unfold into a large one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from tracker.documents.package.problems import Errors

#: The reader of libyaml is ten times as fast; both yield the same events.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20
_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Scalar:
    """A single value as written; a plain empty or `null` one is empty."""

    line: int
    text: str
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return (self.plain and self.text in _NULLS) or not self.text.strip()


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Names with their values; ``lines`` has each name's own line."""

    line: int
    values: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class _Stop(Exception):
    """The file cannot be read any further; the error is noted."""


@dataclass
class _Builder:
    file: str
    errors: Errors
    events: Iterator[Any]

    def build(self, event: Any, depth: int = 0) -> Node:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise self._stop(line, f"*{event.anchor}", "Aliases are not read; write the value out.")
        if event.anchor:
            raise self._stop(line, f"&{event.anchor}", "Anchors are not read; leave it out.")
        if event.tag is not None:
            raise self._stop(line, event.tag, "Tags are not read; leave it out.")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, event.value, plain=not event.style)
        if depth >= MAX_DEPTH:
            raise self._stop(line, "", f"It is nested more than {MAX_DEPTH} deep.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, depth)
        return self._mapping(line, depth)

    def _sequence(self, line: int, depth: int) -> Sequence:
        node = Sequence(line)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            node.items.append(self.build(event, depth + 1))
        return node

    def _mapping(self, line: int, depth: int) -> Mapping:
        node = Mapping(line)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            name = self.build(event, depth + 1)
            value = self.build(next(self.events), depth + 1)
            if not isinstance(name, Scalar):
                self.errors.add(self.file, name.line, "", "", "A field's name is a single word.")
            elif name.text in node.values:
                first = node.lines[name.text]
                self.errors.add(
                    self.file, name.line, name.text, "", f"The field stands twice; first on line {first}."
                )
            else:
                node.values[name.text] = value
                node.lines[name.text] = name.line
        return node

    def _stop(self, line: int, found: str, message: str) -> _Stop:
        self.errors.add(self.file, line, "", found, message)
        return _Stop()


def read_yaml(text: str, file: str, errors: Errors) -> Node | None:
    """Return the one document that ``text`` holds; None, with the reason noted, where it cannot be read."""
    try:
        events = iter(yaml.parse(text, Loader=_LOADER))
        builder = _Builder(file, errors, events)
        next(events)
        if isinstance(next(events), yaml.StreamEndEvent):
            errors.add(file, 1, "", "", "The file is empty.")
            return None
        node = builder.build(next(events))
        next(events)
        if not isinstance(after := next(events), yaml.StreamEndEvent):
            line = after.start_mark.line + 1  # type: ignore[union-attr]
            errors.add(file, line, "", "---", "The file holds a second document; one file holds one.")
            return None
    except _Stop:
        return None
    except yaml.YAMLError as error:
        _note(error, text, file, errors)
        return None
    return node


def _note(error: yaml.YAMLError, text: str, file: str, errors: Errors) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    if mark is None:
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 0
        errors.add(file, line, "", "", f"This is not YAML: {problem}.")
        return
    lines = text.split("\n")
    found = lines[mark.line].strip() if mark.line < len(lines) else ""
    context = f" ({said})" if (said := getattr(error, "context", None)) else ""
    errors.add(file, mark.line + 1, "", found, f"This is not YAML: {problem}{context}.")
