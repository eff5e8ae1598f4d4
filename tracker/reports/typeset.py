"""Sets a report in a process of its own: data comes in as JSON, PDF or pages go out.

The typesetter keeps all that it ever set in memory and has no way to let go: a web process that set
reports itself would grow by hundreds of megabytes for each long one. This one ends with its report.
It reads no file but its templates and fonts, and knows nothing of Django.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst

from tracker.reports import fonts

TEMPLATES = Path(__file__).parent / "typst"


def compiler() -> typst.Compiler:
    """Return the typesetter with its fonts; no font of the machine is among them."""
    return typst.Compiler(
        str(TEMPLATES / "report.typ"),
        root=str(TEMPLATES),
        font_paths=fonts.fonts(),
        ignore_system_fonts=True,
    )


def main() -> None:
    """Set what comes in on standard input: the options of the typesetter, and the data."""
    given: dict[str, Any] = json.load(sys.stdin.buffer)
    data = json.dumps(given["data"], ensure_ascii=False)
    try:
        made = compiler().compile(sys_inputs={"data": data}, **given["options"])
    except typst.TypstError as error:
        sys.exit(str(getattr(error, "diagnostic", "") or error))
    pages = [made] if isinstance(made, bytes) else list(made or [])
    for page in pages:
        sys.stdout.buffer.write(len(page).to_bytes(8, "big") + page)


if __name__ == "__main__":
    main()
