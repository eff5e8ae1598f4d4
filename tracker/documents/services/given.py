"""Read what a form gave as a package is read, so that each rule stands in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.core.errors import FieldError
from tracker.core.keys import made_key
from tracker.documents.package.nodes import Mapping as MappingNode
from tracker.documents.package.nodes import Node, Scalar
from tracker.documents.package.nodes import Sequence as SequenceNode
from tracker.documents.package.problems import PackageError

Given = Mapping[str, Any]
_INDEX = re.compile(r"\[(\d+)\]")


def as_node(given: Any, line: int = 1) -> Node:
    """Return plain values as the nodes that a package's readers take; what is empty is left out.

    Every mapping has a line of its own, so that readers tell them apart.
    """
    return _Numbered(line).node(given)


class _Numbered:
    def __init__(self, line: int) -> None:
        self.line = line

    def node(self, given: Any) -> Node:
        if isinstance(given, Mapping):
            self.line += 1
            line = self.line
            values = {str(name): self.node(value) for name, value in given.items() if not _is_empty(value)}
            return MappingNode(line, values, dict.fromkeys(values, line))
        if isinstance(given, Sequence) and not isinstance(given, str):
            return SequenceNode(self.line, [self.node(item) for item in given if not _is_empty(item)])
        return Scalar(self.line, str(given).replace("\r\n", "\n").replace("\r", "\n"), plain=False)


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(map(_is_empty, value.values()))
    return value is None or value == []


def field_errors(errors: Iterable[PackageError]) -> list[FieldError]:
    """Return a package's errors as those of a form: `milestones[1].title` as `milestones.0.title`."""
    return [
        FieldError(_INDEX.sub(lambda found: f".{int(found[1]) - 1}", error.field), error.message)
        for error in errors
    ]


def free_key(title: str, taken: Iterable[str], prefix: str = "") -> str:
    """Return a key made of the title, with -2, -3 where it is taken."""
    made, known = made_key(prefix, title), set(taken)
    key, number = made, 1
    while key in known:
        number += 1
        key = f"{made}-{number}"
    return key
