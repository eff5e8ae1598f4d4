"""Rows by the hundred where a page has several lists, each with a page argument of its own (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.http import QueryDict

from tracker.core.links import changed_query

PER_PAGE = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """Which rows of how many, and the pages beside."""

    first: int
    last: int
    total: int
    before_url: str = ""
    next_url: str = ""

    @property
    def many(self) -> bool:
        """Whether there is another page."""
        return bool(self.before_url or self.next_url)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """The rows of one page of a list."""

    rows: Sequence[T]
    pages: Pages


def number_of(query: QueryDict, name: str) -> int:
    """Return the page asked for under an argument, else the first."""
    text = query.get(name, "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def pages(total: int, query: QueryDict, name: str, place: str) -> Pages:
    """Return which page of a list of so many rows is shown, the last where there are fewer."""
    last_page = max(-(-total // PER_PAGE), 1)
    number = min(number_of(query, name), last_page)
    shown = Pages((number - 1) * PER_PAGE + 1 if total else 0, min(number * PER_PAGE, total), total)

    def url(to: int) -> str:
        return f"{changed_query(query, {name: to if to > 1 else None})}#{place}"

    return replace(
        shown,
        before_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < last_page else "",
    )


def sheet(rows: Sequence[T], query: QueryDict, name: str, place: str) -> Sheet[T]:
    """Return the rows of the page asked for."""
    shown = pages(len(rows), query, name, place)
    return Sheet(rows[max(shown.first - 1, 0) : shown.last], shown)
