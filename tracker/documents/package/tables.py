"""Read a package's tables row by row, each with the line it begins on (pure)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.documents.package.problems import Errors

#: One cell may hold a long text, not a whole file.
csv.field_size_limit(2**24)


@dataclass(frozen=True)
class Table:
    """A table that is wanted: its file and columns; those that are required come with a value."""

    file: str
    columns: Sequence[str]
    required: Sequence[str]

    def rows(self, text: str, errors: Errors) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells in the order of ``columns``) of each row; note what is no such table.

        A column that the file leaves out is read as empty.
        """
        reader = csv.reader(_lines(text), strict=True)
        try:
            header = next(reader, None)
            if header is None or (places := self._places(header, errors)) is None:
                if header is None:
                    errors.add(
                        self.file, 1, "", "", f"The file is empty; it begins {','.join(self.columns)}."
                    )
                return
            yield from self._read(reader, len(header), places, errors)
        except csv.Error as error:
            errors.add(self.file, max(reader.line_num, 1), "", "", f"This is not CSV: {error}.")

    def _read(
        self, reader: Any, width: int, places: list[int], errors: Errors
    ) -> Iterator[tuple[int, list[str]]]:
        straight = places == list(range(width))
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == width:
                yield line, cells if straight else [cells[at] if at >= 0 else "" for at in places]
            elif cells:
                errors.add(
                    self.file,
                    line,
                    "",
                    cells[0],
                    f"The row has {len(cells)} cells and the header {width}; a cell with a comma or quote "
                    "stands in quotes.",
                )
            line = reader.line_num + 1

    def _places(self, header: list[str], errors: Errors) -> list[int] | None:
        """Return where each wanted column stands, -1 for one left out; None where the header is wrong."""
        names = [name.strip() for name in header]
        before = len(errors.found)
        for name in names:
            if name not in self.columns:
                errors.add(
                    self.file, 1, name or "header", name, f"There is no such column; there are {self._all()}."
                )
        for name in sorted({name for name in names if names.count(name) > 1}):
            errors.add(self.file, 1, name, name, "The column stands twice.")
        for name in self.required:
            if name not in names:
                errors.add(self.file, 1, name, "", "The column is required and missing.")
        if len(errors.found) > before:
            return None
        return [names.index(name) if name in names else -1 for name in self.columns]

    def _all(self) -> str:
        return ", ".join(self.columns)


def _lines(text: str) -> Iterator[str]:
    """Yield lines that LF ends: a StringIO would hold the whole text once more, at four bytes a letter."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def written(header: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return a table as text: RFC 4180 with LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
