"""Makes, from installed packages, the static files that this repository does not hold: fonts and htmx.

Fonts are cut to Latin and to the weights the pages use; the same package gives the same bytes. Everything
carries a stamp, so that a second run finds nothing to do.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

#: Latin as European languages, Vietnamese and romanised Asian names write it, with the signs pages use.
LATIN = (
    range(0x20, 0x7F),
    range(0xA0, 0x250),  # Latin-1, Extended-A and -B
    range(0x2B0, 0x300),  # spacing modifiers: ayn, hamza
    range(0x300, 0x370),  # combining marks
    range(0x1E00, 0x1F00),  # Latin Extended Additional
    range(0x2010, 0x2070),  # dashes, quotation marks, ellipsis
    range(0x20A0, 0x20C0),  # currencies, the won among them
    range(0x2190, 0x219A),  # arrows
    (0x2116, 0x2122, 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265, 0x25B4, 0x25B8, 0x25BE, 0x25C2),
)
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "pnum", "case", "sups", "frac"]


@dataclass(frozen=True)
class Font:
    """One file to cut: from which package, to which axes (a range, or a pinned value)."""

    package: str
    source: str
    target: str
    axes: dict[str, tuple[float, float, float] | float] = field(default_factory=dict)


FONTS = (
    Font(
        "fontpkg_source_sans_3",
        "files/SourceSans3[wght].ttf",
        "fonts/source-sans-3.woff2",
        {"wght": (400, 400, 700)},
    ),
    Font(
        "fontpkg_source_sans_3",
        "files/SourceSans3-Italic[wght].ttf",
        "fonts/source-sans-3-italic.woff2",
        {"wght": (400, 400, 700)},
    ),
    # Findings and the product's name alone are serif, at one weight; 20 is the text cut.
    Font(
        "fontpkg_source_serif_4",
        "files/SourceSerif4[opsz,wght].ttf",
        "fonts/source-serif-4.woff2",
        {"wght": 600, "opsz": 20},
    ),
)

#: Files taken as they are: (package, path in it, target).
COPIES = (("django_htmx", "static/django_htmx/htmx-2.min.js", "vendor/htmx.js"),)

#: The distributions whose versions decide what is built.
DISTRIBUTIONS = ("fontpkg-source-sans-3", "fontpkg-source-serif-4", "fonttools", "brotli", "django-htmx")


def build(target: Path, say: Callable[[str], None] = lambda _: None) -> bool:
    """Make every asset under ``target``; return whether anything had to be done."""
    stamp = target.parent / "assets.stamp"
    wanted = _stamp()
    outputs = [target / font.target for font in FONTS] + [target / copy[2] for copy in COPIES]
    if stamp.is_file() and stamp.read_text("utf-8") == wanted and all(path.is_file() for path in outputs):
        return False
    stamp.unlink(missing_ok=True)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    for font in FONTS:
        say(f"cutting {font.target}")
        _write(target / font.target, cut(font))
    for package, source, name in COPIES:
        say(f"copying {name}")
        _write(target / name, files(package).joinpath(source).read_bytes())
    _write(stamp, wanted.encode())
    return True


def cut(font: Font) -> bytes:
    """Return a font as WOFF2 with Latin alone, at the axes asked for."""
    source = io.BytesIO(files(font.package).joinpath(font.source).read_bytes())
    loaded = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        layout_features=FEATURES, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 6, 13, 14]
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for codes in LATIN for code in codes])
    subsetter.subset(loaded)
    cut_font = instancer.instantiateVariableFont(loaded, dict(font.axes))
    cut_font.recalcTimestamp = False
    cut_font.flavor = "woff2"
    out = io.BytesIO()
    cut_font.save(out, reorderTables=True)
    return out.getvalue()


def fingerprint(folders: list[Path]) -> str:
    """Return a hash of the names and bytes of all files under ``folders``."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files_in(folder):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def versions(names: tuple[str, ...]) -> dict[str, str]:
    """Return the installed version of each distribution."""
    return {name: version(name) for name in names}


def _files_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _stamp() -> str:
    """Name everything that decides the bytes: the packages, and this module."""
    recipe = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return json.dumps({"recipe": recipe, **versions(DISTRIBUTIONS)}, indent=1, sort_keys=True)


def _write(path: Path, content: bytes) -> None:
    """Write a whole file or none of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)
