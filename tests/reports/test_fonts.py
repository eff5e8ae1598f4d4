"""What can be printed, and what becomes of the rest."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports import fonts


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("Plain words, 1–2 × “quoted”", "Plain words, 1–2 × “quoted”"),
        ("대한민국 日本国 中华人民共和国", "대한민국 日本国 中华人民共和国"),
        ("a 🚀 rocket", "a □ rocket"),
        ("👨\u200d👩\u200d👧 one family", "□ one family"),
        ("🇰🇷 one flag", "□ one flag"),
        ("turned \u202eround\u202c and \u200fback", "turned round and back"),
        ("a\x00b\x1bc", "a b c"),
        ("cafe\u0301", "café"),
        ("line\r\nbreak", "line\nbreak"),
        ("private \ue000 use", "private □ use"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_no_font_holds_becomes_one_box_and_what_has_no_shape_goes(given_text: str, printed: str) -> None:
    assert fonts.printable(given_text) == printed


@given(st.text())
def test_nothing_is_left_that_cannot_be_printed(text: str) -> None:
    for character in fonts.printable(text):
        assert character in "\n\t" or ord(character) in fonts.covered() or unicodedata.combining(character)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = fonts.printable(text)
    assert fonts.printable(once) == once


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("plain", ""),
        ("café", ""),
        ("대한민국", "ko"),
        ("日本のこと", "ja"),
        ("日本国", "ja"),
        ("大韓民國 헌법", "ko"),
    ],
)
def test_a_text_is_set_in_the_language_of_its_letters(text: str, language: str) -> None:
    assert fonts.language_of(text) == language
