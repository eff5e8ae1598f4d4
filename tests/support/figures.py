"""Figures that pages mark as leading to rows, and the rows where they lead."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: A day in words; the other numbers of a block of figures lead to rows.
_DAY = re.compile(r"(?:\d{1,2}–)?(?:\d{1,2} )?[A-Z][a-z]+ \d{4}")


@dataclass(frozen=True)
class Figure:
    """A number (or a status) on a page, and where it leads."""

    name: str
    value: str
    url: str
    kind: str


@dataclass(frozen=True)
class Row:
    """A row: what it says of itself, and the ids of what it stands within, its own last."""

    given: dict[str, str]
    within: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether it is in the figures."""
        return "data-counts" in self.given and self.given["data-counts"] != "0"

    @property
    def sign(self) -> int:
        """The sign of its effect."""
        return int(self.given["data-effect"])

    @property
    def value(self) -> int:
        """What it adds to the balance."""
        return self.sign * int(self.given["data-weight"])

    @property
    def day(self) -> dt.date:
        """The latest day of its development."""
        return dt.date.fromisoformat(self.given["data-day"])


class _Page(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.figures, self.rows = address, list[Figure](), list[Row]()
        self.next = ""
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._open.append((tag, given.get("id", "")))
        if "data-figure" in given:
            self.figures.append(
                Figure(
                    given["data-figure"],
                    given["data-value"],
                    urljoin(self.address, given["href"]),
                    given.get("data-rows", ""),
                )
            )
        if "data-row" in given:
            self.rows.append(Row(given, tuple(name for _tag, name in self._open if name)))
        if given.get("rel") == "next" and "page=" in given["href"]:
            self.next = urljoin(self.address, given["href"])
        if tag in _VOID:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _id in self._open):
            while self._open.pop()[0] != tag:
                pass


class Reader:
    """Reads pages, each once."""

    def __init__(self, client: Client, pages: dict[str, tuple[str, _Page]] | None = None) -> None:
        """``pages`` are those read already, to be kept for others."""
        self.client = client
        self._pages = {} if pages is None else pages

    def html(self, address: str) -> str:
        """Return a page as it is served."""
        return self._read(address)[0]

    def figures(self, address: str) -> list[Figure]:
        """Return the figures that a page marks."""
        return self._read(address)[1].figures

    def rows(self, url: str) -> list[Row]:
        """Return the rows at an address, those of its further pages too; within its place, if any."""
        address, _hash, place = url.partition("#")
        found: list[Row] = []
        while address:
            page = self._read(address)[1]
            found += [row for row in page.rows if not place or place in row.within]
            address = page.next
        return found

    def _read(self, address: str) -> tuple[str, _Page]:
        address = address.partition("#")[0]
        if address not in self._pages:
            response = self.client.get(address)
            assert response.status_code == 200, (address, response.status_code)
            html = response.content.decode()
            page = _Page(address)
            page.feed(html)
            self._pages[address] = html, page
        return self._pages[address]


def unmarked(html: str, opening: str, closing: str) -> list[str]:
    """Return the numbers of a page's blocks that lead nowhere: neither a marked figure nor a day."""
    found: list[str] = []
    for block in re.findall(f"{opening}.*?{closing}", html, flags=re.S):
        left = re.sub(
            r"<a [^>]*data-figure.*?</a>|<svg.*?</svg>|<a class=\"unit.*?</a>", " ", block, flags=re.S
        )
        words = re.sub(r"<[^>]+>", " ", left).replace("\u00a0", " ").replace("&nbsp;", " ")
        found += re.findall(r"\S*\d\S*", _DAY.sub(" ", words))
    return found
