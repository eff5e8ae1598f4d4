"""Lists come in pages of 100 that neither lose nor repeat a row while others are added."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from tests.support.people import ApiClient, person
from tracker.api.pagination import Cursor
from tracker.documents.models import Area

PATH = "/api/v1/areas/"


@pytest.fixture
def client(db: None) -> ApiClient:
    return ApiClient(person())


def _areas(*numbers: int) -> list[Model]:
    return list(Area.objects.bulk_create([Area(key=f"a{n:04}", name=f"Area {n}") for n in numbers]))


def _keys(page: dict[str, Any]) -> list[str]:
    return [row["key"] for row in page["results"]]


def test_a_list_is_walked_forth_and_back(client: ApiClient) -> None:
    _areas(*range(250))
    pages = []
    address: str | None = PATH
    while address:
        page = client.get(address).json()
        pages.append(_keys(page))
        last, address = page, page["next"]
    assert [len(page) for page in pages] == [100, 100, 50]
    assert [key for page in pages for key in page] == [f"a{n:04}" for n in range(250)]
    back = client.get(last["previous"]).json()
    assert _keys(back) == pages[1]
    first = client.get(back["previous"]).json()
    assert _keys(first) == pages[0]
    assert first["previous"] is None
    assert _keys(client.get(first["next"]).json()) == pages[1]


def test_rows_added_and_removed_meanwhile_neither_hide_nor_repeat_others(client: ApiClient) -> None:
    _areas(*range(1, 400, 2))
    first = client.get(PATH).json()
    _areas(*range(0, 400, 2))
    Area.objects.filter(key__in=_keys(first)[-3:]).delete()
    second = client.get(first["next"]).json()
    assert _keys(second)[0] == "a0200"
    assert not set(_keys(first)) & set(_keys(second))


def test_a_full_last_page_has_no_next(client: ApiClient) -> None:
    _areas(*range(100))
    page = client.get(PATH).json()
    assert (page["next"], page["previous"]) == (None, None)


def test_the_next_address_is_absolute_on_the_host_asked(client: ApiClient) -> None:
    _areas(*range(101))
    address = client.get(PATH, headers={"Host": "127.0.0.1:8123"}).json()["next"]
    assert address.startswith("http://127.0.0.1:8123/api/v1/areas/?cursor=")


values = st.lists(
    st.one_of(st.none(), st.text(st.characters(exclude_characters="\0"))), min_size=1, max_size=4
)


@given(values, st.booleans())
def test_a_cursor_is_read_as_it_was_written(given_values: list[str | None], backward: bool) -> None:
    cursor = Cursor(tuple(given_values), backward)
    assert Cursor.decode(cursor.encode(), len(given_values)) == cursor


@given(st.text())
def test_no_text_breaks_the_reading_of_a_cursor(text: str) -> None:
    with contextlib.suppress(ValueError):
        Cursor.decode(text, 2)
