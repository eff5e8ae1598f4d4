"""The PDF itself: tagged, readable by machines, the same bytes each time, and unharmed by any data."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.reports.sample import MOMENT, report_of
from tracker.reports import pdf

HOSTILE = [
    '#panic() #set page(fill: red) *bold* _it_ @ref <label> $x$ // no comment /* at all */ \\ `raw` "quoted"',
    "🚀 👨\u200d👩\u200d👧 🇰🇷 \ue000 \U000e0001 עברית العربية ไทย हिन्दी",
    "\u202eturned\u202c \u2067round\u2069 \u200b\u200f\ufeff a\x00b\x07c\x1b[31m",
    "e\u0301 q\u0301\u0302\u0303 z̴̢̛ ㄱㄴ ᄒ\u1161\u11ab 가\u0301 漢\u0301 ﷽ ⑴ ㈱ ﾊﾝｶｸ",
    "<svg><script>alert(1)</script></svg> & ]]> <!-- &amp; \" ' />",
    "x" * 400 + "가" * 400,
    "line\nbreak\n\nand\ttab   blanks",
    " ",
    "",
]


def root_of(document: bytes) -> Any:
    """Return the root of a document's objects."""
    return PdfReader(io.BytesIO(document)).trailer["/Root"].get_object()


def text_of(document: bytes) -> str:
    """Return all text, blanks and line ends made one."""
    pages = PdfReader(io.BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_report_or_is_read_as_markup(text: str) -> None:
    made = pdf.render(report_of(text), MOMENT)
    assert made.startswith(b"%PDF-1.7")
    if "#panic" in text:
        assert "#panic()" in text_of(made)
        assert "@ref <label> $x$" in text_of(made)


def test_it_says_that_it_is_accessible_and_fit_for_archives() -> None:
    made = pdf.render(report_of("Text"), MOMENT)
    root = root_of(made)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    properties = PdfReader(io.BytesIO(made)).metadata
    assert properties is not None
    assert properties.title == "Progress report: Text"


def test_it_has_headings_tables_links_and_an_outline() -> None:
    made = pdf.render(report_of("Text"), MOMENT)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= _structure(made)
    assert PdfReader(io.BytesIO(made)).outline


def _structure(document: bytes) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [root_of(document)["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif hasattr(node, "get"):
            if "/S" in node:
                found.add(str(node["/S"]))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def test_korean_and_japanese_are_marked_as_such_and_can_be_read_out_again() -> None:
    text = "Korea 대한민국 and Japan 日本国 は"
    made = pdf.render(report_of(text), MOMENT)
    assert "대한민국" in text_of(made)
    assert "日本国" in text_of(made)
    pages: list[Any] = list(PdfReader(io.BytesIO(made)).pages)
    held = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    fonts = {str(font["/BaseFont"]) for font in held}
    assert any("NotoSansCJKkr" in name for name in fonts)
    assert any("NotoSansCJKjp-Bold" in name for name in fonts)


def test_the_same_report_has_the_same_bytes_in_another_process_zone_and_hash_seed() -> None:
    here = hashlib.sha256(pdf.render(report_of("Text 대한민국"), MOMENT)).hexdigest()
    program = (
        "import django, hashlib; django.setup()\n"
        "from tests.reports.sample import MOMENT, report_of\n"
        "from tracker.reports import pdf\n"
        "print(hashlib.sha256(pdf.render(report_of('Text 대한민국'), MOMENT)).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TZ": "Asia/Seoul", "PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here
