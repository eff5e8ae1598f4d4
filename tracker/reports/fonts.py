"""The fonts that reports are set in, from installed packages, and the characters that they can print.

A PDF for archives and for assistive technology must not hold a single character without a glyph, so
every text is cleaned against the fonts' character maps before it is set.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import typst

LATIN = ("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf")
ITALIC = ("fontpkg_source_sans_3", "files/SourceSans3-Italic[wght].ttf")
SERIF = ("fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf")
CJK = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
CJK_BOLD = ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf")
FILES = (LATIN, ITALIC, SERIF, CJK, CJK_BOLD)

#: Stands for a character that no font holds.
MISSING = "□"

_DROPPED = {"Cf", "Cc", "Cs", "Mn", "Me", "Mc"}
_JOINED = re.compile(r"(?:[\U0001F1E6-\U0001F1FF]{2})|(?:\S[\uFE0F\U0001F3FB-\U0001F3FF]?\u200D)+\S")
_BLANKS = re.compile(r"[ \t\r\f\v\u0085\u2028\u2029]+")
_HANGUL = re.compile(r"[\u1100-\u11FF\u3130-\u318F\uA960-\uA97F\uAC00-\uD7FF]")
_KANA = re.compile(r"[\u3040-\u30FF\u31F0-\u31FF\uFF66-\uFF9D]")
_HAN = re.compile(r"[\u2E80-\u2FDF\u3005-\u3007\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]")


class MissingFont(RuntimeError):
    """A font package is not installed."""


def path_of(font: tuple[str, str]) -> Path:
    """Return where a font file lies, without importing its package."""
    package, file = font
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingFont(f"The font package {package} is not installed; reports cannot be set without it.")
    return Path(next(iter(spec.submodule_search_locations))) / file


@cache
def fonts() -> typst.Fonts:
    """Return the fonts for the typesetter, read once a process; no font of the machine is among them."""
    folders = list(dict.fromkeys(str(path_of(font).parent) for font in FILES))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def _characters(font: tuple[str, str]) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # only who cleans texts needs it; the typesetter starts without

    with TTFont(path_of(font), fontNumber=0, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


@cache
def covered() -> frozenset[int]:
    """Return every character that any text of a report can be set in (bold, italic or not)."""
    # The bold and the regular face of Noto share one glyph set; what only one of them holds is left out.
    return (_characters(LATIN) & _characters(ITALIC)) | (_characters(CJK) & _characters(CJK_BOLD))


@cache
def _latin() -> frozenset[int]:
    """Return what all Latin faces hold: only on these letters do combining marks find their face."""
    return _characters(LATIN) & _characters(ITALIC) & _characters(SERIF)


@cache
def _composing() -> frozenset[int]:
    """Return the combining marks that the Latin faces place themselves."""
    return frozenset(code for code in _latin() if unicodedata.category(chr(code)) == "Mn")


@lru_cache(maxsize=16384)
def printable(text: str) -> str:
    """Return a text with a box for each character that no font holds; line ends are kept.

    Joined emoji become one box. What directs or joins (and so has no shape of its own) is dropped,
    and with it anything that would turn the reading order round.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\u2029", "\n"))
    if composed.isascii() and composed.isprintable():
        return composed
    joined = _JOINED.sub(MISSING, composed)
    kept: list[str] = []
    for character in joined:
        kept.append(_print(character, kept[-1] if kept else ""))
    return _BLANKS.sub(" ", "".join(kept))


def _print(character: str, before: str) -> str:
    code, category = ord(character), unicodedata.category(character)
    if character in "\n\t":
        return character
    if category == "Mn" and code in _composing() and before.isalpha() and ord(before) in _latin():
        return character
    if category in _DROPPED:
        return " " if category == "Cc" else ""
    if category in {"Zs", "Zl", "Zp"}:
        return character if character in " \u00a0" else " "
    return character if code in covered() and category != "Co" else MISSING


def language_of(text: str) -> str:
    """Return the language whose glyphs a text asks for: ko, ja, zh, or nothing for Latin letters.

    Han characters alone could be any of the three; Japanese shapes are nearest to all.
    """
    if text.isascii():
        return ""
    if _HANGUL.search(text):
        return "ko"
    if _KANA.search(text):
        return "ja"
    return "ja" if _HAN.search(text) else ""
