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
