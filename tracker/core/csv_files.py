"""CSV that is made row by row, and the answer that hands any CSV on in blocks.

Texts stand exactly as they were entered; a spreadsheet that runs what begins with “=” must be told to
read them as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

_BLOCK = 64 * 1024


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Return the rows as CSV with a header, in blocks; nothing known is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow("" if value is None else value for value in row)
        if text.tell() > _BLOCK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def csv_file(rows: Iterator[bytes], name: str) -> StreamingHttpResponse:
    """Return an answer that hands the rows on as a file; its ``name`` is never a text of a user’s."""
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
