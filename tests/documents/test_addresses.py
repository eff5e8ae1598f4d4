"""When two addresses are one source."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.documents import addresses
from tracker.documents.addresses import AddressError, canonical_url

ONE_SOURCE = [
    ("https://example.org/a", "http://example.org/a"),
    ("https://example.org/a", "https://www.example.org/a"),
    ("https://example.org/a", "https://EXAMPLE.org:443/a/"),
    ("http://example.org:80/a", "https://example.org/x/../a"),
    ("https://example.org/a", "https://user:secret@example.org/a#part"),
    ("https://example.org/a?id=2&seq=322", "https://example.org/a?seq=322&utm_source=x&id=2"),
    ("https://example.org", "https://example.org/"),
    ("https://한국.kr/뉴스", "https://xn--3e0b707e.kr/%EB%89%B4%EC%8A%A4"),
    ("https://example.org/a", "https://example.org/a?"),
]
TWO_SOURCES = [
    ("https://example.org/a?seq=322", "https://example.org/a?seq=323"),
    ("https://example.org/a?322", "https://example.org/a?323"),
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a", "https://www01.example.org/a"),
    ("https://example.org/a", "https://example.org:8080/a"),
    ("https://example.org/a", "https://m.example.org/a"),
    ("https://example.org/a?page=2", "https://example.org/a"),
]
NOT_ADDRESSES = [
    "",
    "example.org/a",
    "javascript:alert(1)",
    "ftp://example.org/a",
    "https://",
    "https:///a",
    "https://example.org/a b",
    "https://example.org:port/",
    "https://[::1/a",
    "mailto:a@example.org",
    "https://example.org/" + "a" * 2000,
    "https://example.org/a\nb",
]


@pytest.mark.parametrize(("one", "other"), ONE_SOURCE)
def test_variants_of_one_address_are_one_source(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), TWO_SOURCES)
def test_what_may_name_another_page_stays_another_source(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("text", NOT_ADDRESSES)
def test_what_is_no_web_address_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(AddressError, match="write the whole address"):
        canonical_url(text)


words = st.text("abcXY019._~-%/", min_size=0, max_size=12)
urls = st.builds(
    "{}://{}/{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(
        ["example.org", "www.example.org", "www.org", "a.b-c.kr", "EXAMPLE.org", "xn--3e0b707e.kr"]
    ),
    words,
    st.sampled_from(["", "?a=1", "?b&a=2", "?utm_source=x", "?q=%2F", "?"]),
    st.sampled_from(["", "#x", "/"]),
)


@given(urls)
@example("https://example.org/a/./b")
@example("https://www.example.org//")
def test_the_canonical_form_is_its_own_canonical_form(url: str) -> None:
    try:
        canonical = canonical_url(url)
    except AddressError:
        return
    assert canonical_url(canonical) == canonical


@given(urls)
def test_plain_addresses_read_quickly_come_out_as_the_slow_way_has_them(url: str) -> None:
    quick = canonical_url.__wrapped__(url)
    plain, addresses._PLAIN = addresses._PLAIN, re.compile("(?!)")
    try:
        assert canonical_url.__wrapped__(url) == quick
    finally:
        addresses._PLAIN = plain
