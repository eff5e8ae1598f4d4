"""Each figure on the overview and on a recommendation's page leads to exactly the rows that add up to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from tests.support.figures import Figure, Reader, Row, unmarked
from tracker.developments.models import Development
from tracker.documents.models import Document, Recommendation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("essay")]
OVERVIEW = "/documents/chun-2022/"
TODAY = dt.date(2026, 11, 24)
DAYS = [TODAY, dt.date(2024, 3, 1), dt.date(2025, 6, 30)]
#: Advances and setbacks, one reported, a milestone un-met again, and one that nothing was ever logged for.
SOME = ["address-history", "restore-defence-ties", "reassure-neighbours", "rok-open-agenda"]
EFFECTS = {"advances": 1, "setbacks": -1, "sets-back": -1, "context": 0}


def ledger(rows: list[Row]) -> list[Row]:
    """The rows that are links."""
    return [row for row in rows if "data-day" in row.given]


def counted(rows: list[Row]) -> list[Row]:
    return [row for row in ledger(rows) if row.counts]


def status(rows: list[Row]) -> list[Row]:
    return [row for row in rows if "data-current" in row.given]


def wrong(figure: Figure, reader: Reader, day: dt.date) -> str:
    """Say how a figure differs from its rows; nothing where it is their sum."""
    if figure.kind:  # lanes come first, and the table below them has a row for each recommendation
        found = reader.rows(figure.url.partition("#")[0])
        here = [row.given for row in found if row.given["data-row"] == figure.kind]
        keys = {given["data-key"] for given in here if "data-key" in given}
        return _differs(figure, len(keys) or len(here))
    rows = reader.rows(figure.url)
    if figure.name == "status":
        judged = [row.given["data-status"] for row in status(rows)]
        wanted = [] if figure.value == "not-assessed" else [figure.value]
        return "" if judged == wanted else f"{figure}: its row says {judged}"
    if figure.name == "days":
        return _differs(figure, (day - _latest(figure, rows)).days)
    if figure.name in ("met", "milestones"):
        return _differs(figure, sum(row.given.get("data-met") == "1" for row in rows))
    if figure.name in EFFECTS:
        signs = {row.sign for row in counted(rows)}
        assert signs <= {EFFECTS[figure.name]}, (figure, signs)
        return _differs(figure, len(counted(rows)))
    if figure.name == "reported":
        return _differs(figure, len(ledger(rows)))
    if figure.name == "balance":
        return _differs(figure, sum(row.value for row in counted(rows)))
    if figure.name == "momentum":
        total = sum(float(row.given["data-momentum"]) for row in counted(rows))
        return "" if total == pytest.approx(float(figure.value), abs=1e-4) else f"{figure} {total}"
    return _differs(figure, len(counted(rows)))


def _differs(figure: Figure, found: int) -> str:
    return "" if int(figure.value) == found else f"{figure}: its rows make {found}"


def _latest(figure: Figure, rows: list[Row]) -> dt.date:
    """The day that a number of days counts from: of the row, or of the page, where the figure leads."""
    address = figure.url.partition("?")[0].partition("#")[0]
    if address.startswith("/developments/"):
        return Development.objects.get(key=address.split("/")[2]).latest
    latest = max((row.day for row in ledger(rows)), default=None)
    return latest or Document.objects.get(key="chun-2022").published_on


def at(day: dt.date, path: str) -> str:
    if day == TODAY:
        return path
    return f"{path}{'&' if '?' in path else '?'}as_of={day.isoformat()}"


def followed(reader: Reader, path: str, day: dt.date, only: Sequence[str] = ()) -> list[str]:
    """Follow every figure of a page (of the table's, those of some recommendations); return what is wrong."""
    figures = reader.figures(at(day, path))
    assert figures, f"{path} marks no figure"
    assert all(day == TODAY or f"as_of={day.isoformat()}" in figure.url for figure in figures)
    chosen = [each for each in figures if not only or each.kind or any(key in each.url for key in only)]
    return [said for figure in chosen if (said := wrong(figure, reader, day))]


@pytest.fixture(scope="module")
def pages() -> dict[str, Any]:
    """What was read; pages are the same for all tests of this module."""
    return {}


@pytest.fixture
def rows_of(reader: Client, pages: dict[str, Any]) -> Reader:
    return Reader(reader, pages)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("query", ["", "?view=table"])
def test_the_overviews_figures_are_the_sums_of_their_rows(rows_of: Reader, day: dt.date, query: str) -> None:
    assert followed(rows_of, f"{OVERVIEW}{query}", day, SOME) == []


def test_the_figures_of_every_row_of_the_table_are_the_sums_of_their_rows(rows_of: Reader) -> None:
    assert followed(rows_of, OVERVIEW, TODAY) == []


@pytest.mark.parametrize("day", DAYS)
def test_a_recommendations_figures_are_the_sums_of_their_rows(rows_of: Reader, day: dt.date) -> None:
    keys = list(Recommendation.objects.values_list("key", flat=True)) if day == TODAY else SOME
    paths = [f"{OVERVIEW}recommendations/{key}/" for key in keys]
    assert [said for path in paths for said in followed(rows_of, path, day)] == []


@pytest.mark.parametrize("day", DAYS)
def test_no_number_among_the_figures_leads_nowhere(rows_of: Reader, day: dt.date) -> None:
    overview = rows_of.html(at(day, OVERVIEW))
    assert unmarked(overview, '<dl class="units">', "</dl>") == []
    for key in SOME:
        page = rows_of.html(at(day, f"{OVERVIEW}recommendations/{key}/"))
        assert '<dl class="figures">' in page
        assert unmarked(page, '<dl class="figures">', "</dl>") == [], key
