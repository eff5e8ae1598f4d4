"""Reports as PDF: tagged for assistive technology (PDF/UA-1) and for archives (PDF/A-2a).

Data goes to the typesetter as JSON and is never markup. The same report at the same moment gives the
same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tracker.reports import layout
from tracker.reports.parts import Report

STANDARDS = ["a-2a", "ua-1"]
ROOT = Path(__file__).parents[2]

#: Seconds after which setting a report is given up.
PATIENCE = 300


class NotSet(RuntimeError):
    """The typesetter refused a report; the message is its own."""


def render(report: Report, moment: dt.datetime) -> bytes:
    """Return the report as PDF, dated with the moment as known at which it speaks."""
    options = {"format": "pdf", "pdf_standards": STANDARDS, "timestamp": int(moment.timestamp())}
    (made,) = _typeset(report, options)
    return made


def render_pages(report: Report, resolution: float = 100) -> list[bytes]:
    """Return the report's pages as PNG, to be looked at."""
    return _typeset(report, {"format": "png", "ppi": resolution})


def _typeset(report: Report, options: dict[str, Any]) -> list[bytes]:
    given = json.dumps({"data": layout.data(report), "options": options}, ensure_ascii=False)
    done = subprocess.run(
        [sys.executable, "-m", "tracker.reports.typeset"],
        input=given.encode(),
        capture_output=True,
        cwd=ROOT,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise NotSet(done.stderr.decode(errors="replace").strip())
    return _parts(done.stdout)


def _parts(made: bytes) -> list[bytes]:
    """Take apart what was written: each part after its length."""
    parts, at = [], 0
    while at < len(made):
        end = at + 8 + int.from_bytes(made[at : at + 8], "big")
        parts.append(made[at + 8 : end])
        at = end
    return parts
