"""Reports as PDF: tagged for assistive technology (PDF/UA-1) and for archives (PDF/A-2a).

Data goes to the typesetter as JSON and is never markup. The same report at the same moment gives the
same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from tracker.reports import fonts, layout
from tracker.reports.parts import Report

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]

#: The typesetter keeps what it has set in memory; two threads at once would not gain anything.
_one_at_a_time = threading.Lock()


def render(report: Report, moment: dt.datetime) -> bytes:
    """Return the report as PDF, dated with the moment as known at which it speaks."""
    with _one_at_a_time:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"data": json.dumps(layout.data(report), ensure_ascii=False)},
            pdf_standards=[*STANDARDS],
            timestamp=int(moment.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError("The typesetter made something other than one PDF.")
    return made


def render_pages(report: Report, resolution: float = 100) -> list[bytes]:
    """Return the report's pages as PNG, to be looked at."""
    with _one_at_a_time:
        made: Any = _compiler().compile(
            format="png",
            ppi=resolution,
            sys_inputs={"data": json.dumps(layout.data(report), ensure_ascii=False)},
        )
    return [made] if isinstance(made, bytes) else list(made)


@cache
def _compiler() -> typst.Compiler:
    """Return the typesetter with its fonts, made once a process; it reads nothing outside its folder."""
    return typst.Compiler(
        str(TEMPLATES / "report.typ"),
        root=str(TEMPLATES),
        font_paths=fonts.fonts(),
        ignore_system_fonts=True,
    )
