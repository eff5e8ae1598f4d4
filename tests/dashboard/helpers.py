"""Reading pages, counting their queries, and documents of any size."""

from __future__ import annotations

import datetime as dt
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.worlds import WAssessment, WDocument, WLink, WMilestone, WRecommendation


def text(html: str) -> str:
    """Return a page's words without its markup."""
    words = re.sub(r"<(template|script|style)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", words)).replace("&#x27;", "'").replace("\u00a0", " ")


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def many(count: int, key: str = "many", links: int = 2) -> WDocument:
    """Return a document of so many recommendations."""
    return WDocument(
        key,
        dt.date(2022, 8, 10),
        [
            WRecommendation(
                f"{key}-{number}",
                f"R{number}",
                f"area-{number % 3}",
                [
                    WLink(
                        f"d-{key}-{number}-{each}", "advances", dt.date(2024, 1, 1) + dt.timedelta(days=each)
                    )
                    for each in range(links)
                ],
                [WMilestone("m", due=dt.date(2025, 1, 1))],
                [WAssessment(dt.date(2025, 1, 1), "implemented", "high")],
                [(dt.date(2026, 11, 1), dt.datetime(2026, 1, 2, tzinfo=dt.UTC))],
            )
            for number in range(1, count + 1)
        ],
    )


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        page(client, path)
    return len(counted)


def section_of(html: str, place: str) -> str:
    """Return one section of a page, empty where there is none."""
    found = re.search(rf'<section [^>]*id="{place}".*?</section>', html, flags=re.S)
    return found.group() if found else ""


def figures_in(part: str) -> list[tuple[str, int, str]]:
    """Return each figure of a part of a page: where it leads, how many it counts, and rows of which kind."""
    found = re.findall(
        r'<a href="([^"]*)" data-figure="[^"]*" data-value="(\d+)" data-rows="([a-z-]+)"', part
    )
    return [(url.replace("&amp;", "&"), int(value), kind) for url, value, kind in found]


def assert_figures_lead_to_rows(client: Client, path: str, place: str, sentences: str = "") -> int:
    """Follow every figure of a section, or of ``sentences``, to its rows there; return how many there are."""
    html = page(client, path)
    given = figures_in(sentences or section_of(html, place))
    for url, value, kind in given:
        address = url.partition("#")[0]
        there = section_of(
            page(client, address if address.startswith("/") else path.partition("?")[0] + address), place
        )
        assert there.count(f'data-row="{kind}"') == value, (url, kind)
    return len(given)
