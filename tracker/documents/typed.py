"""What was typed into a form of rows within rows, as texts; read from and shown again as it was ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

#: More rows of one kind than these are not read from one form.
MOST = 200


@dataclass(frozen=True)
class Shape:
    """The fields of a form: those of one value, those of several, and rows below."""

    names: Sequence[str]
    lists: Sequence[str] = ()
    rows: Mapping[str, Shape] = field(default_factory=dict)


@dataclass
class Typed:
    """The values of one form, or of one row."""

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[Typed]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        below = (row for rows in self.rows.values() for row in rows)
        return (
            not any(map(str.strip, self.values.values()))
            and not any(self.lists.values())
            and all(row.empty for row in below)
        )

    def tidy(self) -> None:
        """Leave out rows of which nothing was typed."""
        for name, rows in self.rows.items():
            for row in rows:
                row.tidy()
            self.rows[name] = [row for row in rows if not row.empty]

    def text(self, name: str) -> str:
        """Return a value without blanks at its ends."""
        return self.values.get(name, "").strip()


def read(post: QueryDict, shape: Shape, prefix: str = "") -> Typed:
    """Read a form as it was sent, whatever is in it."""
    typed = Typed({name: post.get(f"{prefix}{name}", "") for name in shape.names})
    typed.lists = {name: list(post.getlist(f"{prefix}{name}")) for name in shape.lists}
    for name, below in shape.rows.items():
        indices = _indices(post, f"{prefix}{name}-")
        typed.rows[name] = [read(post, below, f"{prefix}{name}-{index}-") for index in indices]
    return typed


def _indices(post: QueryDict, prefix: str) -> list[int]:
    found = set()
    for name in post:
        if name.startswith(prefix):
            number = name[len(prefix) :].partition("-")[0]
            if number.isascii() and number.isdigit() and len(number) < 5:
                found.add(int(number))
    return sorted(found)[:MOST]


def add_row(typed: Typed, shape: Shape, path: str) -> None:
    """Add an empty row where ``path`` says: `milestones`, `milestones-0-due_moves`."""
    *way, name = path.split("-")
    found = _below(typed, shape, way)
    if found is not None and name in found[1].rows:
        found[0].rows.setdefault(name, []).append(Typed())


def remove_row(typed: Typed, shape: Shape, path: str) -> None:
    """Take off the row that ``path`` names: `milestones-0`, `milestones-0-due_moves-1`."""
    *way, name, number = path.split("-") if "-" in path else ("", "")
    found = _below(typed, shape, way)
    if found is not None and number.isdigit() and int(number) < len(found[0].rows.get(name, [])):
        del found[0].rows[name][int(number)]


def _below(typed: Typed, shape: Shape, way: Sequence[str]) -> tuple[Typed, Shape] | None:
    for name, number in zip(way[::2], way[1::2], strict=False):
        rows = typed.rows.get(name, [])
        if name not in shape.rows or not number.isdigit() or int(number) >= len(rows):
            return None
        typed, shape = rows[int(number)], shape.rows[name]
    return typed, shape
