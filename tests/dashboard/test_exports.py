"""Each page's rows as a file: what the page adds up, and only what it shows."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tests.dashboard.helpers import page

pytestmark = pytest.mark.usefixtures("essay")
ESSAY = "/documents/chun-2022"
REVERSED = f"{ESSAY}/recommendations/reassure-neighbours"


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    response: Any = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_where_each_stands_is_a_file_of_the_tables_rows(reader: Client) -> None:
    assert f"{ESSAY}/standing.csv?" in page(reader, f"{ESSAY}/")
    rows = rows_of(reader, f"{ESSAY}/standing.csv")
    assert [row["code"] for row in rows] == [f"R{number}" for number in range(1, 12)]
    only = rows_of(reader, f"{ESSAY}/standing.csv?status=reversed")
    assert [row["status"] for row in only] == ["reversed"]
    assert only[0]["findings"]
    assert only[0]["reasons"]
    by_days = rows_of(reader, f"{ESSAY}/standing.csv?sort=-days")
    days = [int(row["days_since_development"]) for row in by_days]
    assert days == sorted(days, reverse=True)


def test_the_file_keeps_the_day_and_its_name_begins_with_it(reader: Client) -> None:
    answer: Any = reader.get(f"{ESSAY}/standing.csv?as_of=2024-03-01")
    assert answer["Content-Disposition"] == 'attachment; filename="2024-03-01 chun-2022.csv"'
    files = {f"{ESSAY}/standing.csv": "chun-2022", f"{REVERSED}/ledger.csv": "chun-2022 reassure-neighbours"}
    for path, called in files.items():
        known: Any = reader.get(f"{path}?as_of=2024-03-01&known_at=2023-01-01")
        begins = "2024-03-01 known at 2023-01-01"
        assert known["Content-Disposition"] == f'attachment; filename="{begins} {called}.csv"'
    then = rows_of(reader, f"{ESSAY}/standing.csv?as_of=2024-03-01")
    assert all(row["last_development"] <= "2024-03-01" for row in then)
    assert reader.get(f"{ESSAY}/standing.csv?as_of=2020-01-01").status_code == 400


def test_a_ledgers_file_adds_up_to_the_figures_of_its_page(reader: Client) -> None:
    assert f"{REVERSED}/ledger.csv?" in page(reader, f"{REVERSED}/")
    (one,) = [row for row in rows_of(reader, f"{ESSAY}/standing.csv") if row["key"] == "reassure-neighbours"]
    rows = rows_of(reader, f"{REVERSED}/ledger.csv")
    counted = [row for row in rows if row["weight"]]
    assert sum(int(row["weight"]) for row in counted) == int(one["balance"])
    assert abs(sum(float(row["momentum"]) for row in counted) - float(one["momentum"])) < 0.01
    assert counted[0]["balance"] == one["balance"]
    setbacks = rows_of(reader, f"{REVERSED}/ledger.csv?effect=sets-back")
    assert len(setbacks) == int(one["setbacks"])
    assert {row["effect"] for row in setbacks} == {"sets-back"}
    assert any(row["unmeets"] for row in rows)


def test_what_is_stalled_is_a_file_a_row_a_flag(reader: Client) -> None:
    html = page(reader, "/stalled/?rule=reversing")
    assert 'href="/stalled.csv?rule=reversing"' in html
    rows = rows_of(reader, "/stalled.csv?rule=reversing")
    assert "R6" in {row["code"] for row in rows if row["rule"] == "reversing"}
    assert {row["state"] for row in rows} == {"open"}
    then = rows_of(reader, "/stalled.csv?as_of=2024-03-01")
    assert {row["state"] for row in then} == {""}
