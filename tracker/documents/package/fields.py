"""Read a mapping's fields with their types, noting every error with its line (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from tracker.documents.addresses import canonical_url
from tracker.documents.package import values
from tracker.documents.package.nodes import Mapping, Node, Scalar, Sequence
from tracker.documents.package.problems import Errors
from tracker.documents.sources_given import GivenSource

T = TypeVar("T")
MAX_SOURCE_TITLE, MAX_PUBLISHER = 500, 300


@dataclass(slots=True)
class Fields:
    """One mapping of a file; ``path`` says where, as in `recommendations[3].milestones[1]`."""

    file: str
    path: str
    node: Mapping
    errors: Errors

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.node.line

    def allow(self, known: Collection[str]) -> None:
        """Note every field that the format does not have."""
        for name in self.node.values:
            if name not in known:
                self._note(name, name, f"There is no such field here; there are {', '.join(sorted(known))}.")

    def has(self, name: str) -> bool:
        """Whether something was said."""
        found = self.node.values.get(name)
        return found is not None and not (isinstance(found, Scalar) and found.empty)

    def value(self, name: str, read: Callable[[str], T], *, required: bool = False) -> T | None:
        """Return a scalar field as ``read`` has it; None where it is absent or wrong."""
        if not self.has(name):
            if required:
                self._note(name, "", "The field is required and has no value.")
            return None
        node = self.node.values[name]
        if not isinstance(node, Scalar):
            self._note(name, "", "One value is wanted here, not several.")
            return None
        try:
            return read(node.text)
        except ValueError as error:
            self._note(name, node.text, str(error), node.line)
            return None

    def text(self, name: str, longest: int | None = None, *, required: bool = False) -> str:
        """Return a text; empty where it is absent or wrong."""
        return self.value(name, lambda text: values.text(text, longest), required=required) or ""

    def title(self, name: str, longest: int = 500, *, required: bool = False) -> str:
        """Return a text that stands on one line."""
        return self.value(name, lambda text: values.line(text, longest), required=required) or ""

    def key(self, name: str, *, required: bool = True) -> str:
        """Return a key."""
        return self.value(name, values.key, required=required) or ""

    def day(self, name: str, *, required: bool = False) -> str:
        """Return a day, as ISO text."""
        return self.value(name, values.day, required=required) or ""

    def number(self, name: str, least: int, most: int) -> int | None:
        """Return a whole number."""
        return self.value(name, lambda text: values.number(text, least, most))

    def choice(self, name: str, known: Iterable[str], *, required: bool = False) -> str:
        """Return one of the known words."""
        return self.value(name, lambda text: values.choice(text, known), required=required) or ""

    def list_of(self, name: str, read: Callable[[str], T]) -> list[T]:
        """Return a list of scalars, none of them twice."""
        found: list[T] = []
        for item in self._items(name):
            if not isinstance(item, Scalar):
                self._note(name, "", "A list of single values is wanted here.", item.line)
                continue
            try:
                value = read(item.text)
            except ValueError as error:
                self._note(name, item.text, str(error), item.line)
                continue
            if value in found:
                self._note(name, item.text, "It stands in the list twice.", item.line)
            else:
                found.append(value)
        return found

    def keys_of(self, name: str, known: Collection[str], what: str) -> list[str]:
        """Return a list of keys, each of which has to be known."""

        def read(text: str) -> str:
            if text not in known:
                raise ValueError(f"There is no {what} with this key.")
            return text

        return self.list_of(name, read)

    def known_key(self, name: str, known: Collection[str], what: str, *, required: bool = False) -> str:
        """Return a key that has to be known."""

        def read(text: str) -> str:
            if text not in known:
                raise ValueError(f"There is no {what} with this key.")
            return text

        return self.value(name, read, required=required) or ""

    def each(self, name: str, known: Collection[str]) -> Iterator[Fields]:
        """Yield the mappings of a list, unknown fields noted."""
        for index, item in enumerate(self._items(name)):
            if isinstance(item, Mapping):
                below = Fields(self.file, f"{self._path(name)}[{index + 1}]", item, self.errors)
                below.allow(known)
                yield below
            else:
                found = item.text if isinstance(item, Scalar) else ""
                self._note(name, found, f"Fields are wanted here: {', '.join(sorted(known))}.", item.line)

    def inner(self, name: str, known: Collection[str]) -> Fields | None:
        """Return a mapping below this one; None where it is absent or something else."""
        if not self.has(name):
            return None
        node = self.node.values[name]
        if not isinstance(node, Mapping):
            found = node.text if isinstance(node, Scalar) else ""
            self._note(name, found, f"Fields are wanted here: {', '.join(sorted(known))}.")
            return None
        below = Fields(self.file, self._path(name), node, self.errors)
        below.allow(known)
        return below

    def source(self, name: str = "source", *, required: bool = False) -> GivenSource | None:
        """Return a source: its address and title are required."""
        below = self.inner(name, ("url", "title", "publisher", "date"))
        if below is None:
            if required and not self.has(name):
                self._note(name, "", "The source is required.")
            return None
        url = below.value("url", values.address, required=True)
        title = below.title("title", MAX_SOURCE_TITLE, required=True)
        publisher = below.title("publisher", MAX_PUBLISHER)
        date = below.value("date", values.edtf)
        if not url or not title:
            return None
        return GivenSource(url, title, publisher, date.text if date else "", canonical_url(url))

    def note(self, name: str, message: str) -> None:
        """Note an error of a field that was read; the value found is named."""
        node = self.node.values.get(name)
        self._note(name, node.text if isinstance(node, Scalar) else "", message)

    def naming(self, name: str, field: str, text: str) -> Fields:
        """Return the fields of the list's first entry whose ``field`` says ``text``; else these."""
        node = self.node.values.get(name)
        for number, item in enumerate(node.items if isinstance(node, Sequence) else (), 1):
            said = item.values.get(field) if isinstance(item, Mapping) else None
            if isinstance(item, Mapping) and isinstance(said, Scalar) and said.text.strip() == text:
                return Fields(self.file, f"{self._path(name)}[{number}]", item, self.errors)
        return self

    def _items(self, name: str) -> list[Node]:
        node = self.node.values.get(name)
        if node is None or (isinstance(node, Scalar) and node.empty):
            return []
        if not isinstance(node, Sequence):
            found = node.text if isinstance(node, Scalar) else ""
            self._note(name, found, "A list is wanted here, as [one, two].")
            return []
        return node.items

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _note(self, name: str, found: Any, message: str, line: int | None = None) -> None:
        at = line or self.node.lines.get(name, self.node.line)
        self.errors.add(self.file, at, self._path(name), found, message)
