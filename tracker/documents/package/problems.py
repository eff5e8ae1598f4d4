"""What is said about a package: errors, which refuse it, and things told, which do not (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tracker.core.errors import TrackerError

SHOWN_LENGTH = 80


@dataclass(frozen=True, slots=True, order=True)
class PackageError:
    """One error: where it stands, the value found and what would be right."""

    file: str
    line: int
    field: str
    found: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        named = f", {self.field}" if self.field else ""
        found = f" (found “{self.found}”)" if self.found else ""
        return f"{where}{named}: {self.message}{found}"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that does not refuse the package but that somebody should know."""

    kind: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.message}" if self.key else f"{self.kind}: {self.message}"

    def as_json(self) -> dict[str, str]:
        """Return it for storing."""
        return {"kind": self.kind, "key": self.key, "message": self.message}


@dataclass
class Errors:
    """Collects every error of all files."""

    found: list[PackageError] = field(default_factory=list)

    def add(self, file: str, line: int, name: str, value: Any, message: str) -> None:
        """Note one error; a long value is cut."""
        self.found.append(PackageError(file, line, name, shown(value), message))

    def __bool__(self) -> bool:
        return bool(self.found)

    def raise_if_any(self) -> None:
        """Raise ``PackageRefused`` where anything was noted."""
        if self.found:
            raise PackageRefused(self.found)


class PackageRefused(TrackerError):
    """A package that cannot be loaded; nothing was changed."""

    code = "package-refused"
    title = "The package cannot be loaded"

    def __init__(self, errors: Iterable[PackageError]) -> None:
        self.errors = sorted(errors, key=_position)
        super().__init__("\n".join(map(str, self.errors)))

    @classmethod
    def because(cls, file: str, message: str) -> PackageRefused:
        """Refuse a whole file, or what was given in place of a package."""
        return cls([PackageError(file, 0, "", "", message)])


_FILE_ORDER = {"document.yaml": 0, "developments.csv": 1, "links.csv": 2}


def _position(error: PackageError) -> tuple[int, str, int]:
    return _FILE_ORDER.get(error.file, -1), error.file, error.line


def shown(value: Any) -> str:
    """Return a value as an error names it: on one line, cut where long."""
    text = " ".join(str(value).split()) if value is not None else ""
    return text if len(text) <= SHOWN_LENGTH else f"{text[: SHOWN_LENGTH - 1]}…"
