"""The rooms' parts of a package: each room adds its own in its ``apps.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tracker.documents.package.dump import Dump
    from tracker.documents.package.load import Load
    from tracker.documents.package.reading import Reading


class Part(Protocol):
    """What a room does with its part of a package.

    A load calls ``check`` (pure: notes every error), then within one transaction ``plan`` (reads
    what stands, locks what will change, decides) and ``apply`` (writes, at the load's one moment).
    A dump calls ``gather`` from right to left (which other rows its rows need), then ``write``.
    """

    name: str
    order: int
    #: The fields of a recommendation in document.yaml that this part reads.
    fields: tuple[str, ...]

    def check(self, reading: Reading) -> None:
        """Read this part into ``reading.parts[name]``, noting every error."""

    def plan(self, load: Load) -> None:
        """Decide what to do with each row; lock those that will change."""

    def apply(self, load: Load) -> None:
        """Write what was decided."""

    def gather(self, dump: Dump) -> None:
        """Read this part's rows, and say which actors, areas, developments and sources they name."""

    def write(self, dump: Dump) -> None:
        """Give ``dump`` this part's fields and files."""


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Add a room's part; a part of the same name is replaced."""
    _parts[part.name] = part


def parts() -> list[Part]:
    """Return the parts in the order in which rows depend on each other."""
    return sorted(_parts.values(), key=lambda part: part.order)


def recommendation_fields() -> tuple[str, ...]:
    """Return the fields of a recommendation that other rooms read."""
    return tuple(name for part in parts() for name in part.fields)
