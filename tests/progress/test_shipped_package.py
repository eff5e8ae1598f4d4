"""What the tracker says of the shipped package, against a table worked out by hand and the oracle."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.progress.oracle import Oracle
from tests.support.shipped import chun_2022
from tests.support.worlds import START, save
from tracker.core.asof import AsOf
from tracker.documents.models import Document
from tracker.stalls.queries import progress_object

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 24)


def _progress(day: dt.date) -> dict[str, Any]:
    now = START + dt.timedelta(days=400)
    asof = AsOf(day=day, known_at=None, now=now, today=now.date())
    return progress_object(Document.objects.get(key="chun-2022"), asof)


#: status, advances, setbacks, context, balance, momentum, milestones, last development, last advance
TABLE = {
    "R1": ("in-progress", 2, 6, 0, -10, "0/2", "2025-09-19", "2024-01-05"),
    "R2": ("in-progress", 7, 2, 7, 9, "0/3", "2026-01-13", "2026-01-13"),
    "R3": ("partly-implemented", 10, 1, 0, 21, "4/5", "2026-06-28", "2026-01-30"),
    "R4": ("partly-implemented", 12, 0, 0, 21, "2/4", "2025-09-22", "2025-09-22"),
    "R5": ("partly-implemented", 13, 0, 2, 25, "3/6", "2025-09-22", "2025-09-22"),
    "R6": ("reversed", 3, 8, 0, -5, "0/2", "2025-11-24", "2024-05-27"),
    "R7": ("implemented", 9, 0, 0, 23, "2/2", "2025-08-23", "2025-08-23"),
    "R8": ("not-assessed", 0, 0, 0, 0, "0/2", None, None),
    "R9": ("partly-implemented", 7, 2, 2, 15, "2/3", "2026-01-13", "2026-01-13"),
    "R10": ("not-started", 0, 0, 4, 0, "0/2", "2025-11-03", None),
    "R11": ("not-assessable", 6, 1, 3, 10, "2/3", "2026-01-13", "2026-01-13"),
}

FINDINGS = {
    "R1": [("silent", "2025-09-19"), ("no-advance", "2024-01-05")],
    "R2": [("silent", "2026-01-13")],
    "R3": [],
    "R4": [("silent", "2025-09-22"), ("no-advance", "2025-09-22"), ("overdue", "2025-12-31"),
           ("off-rhythm", "2025-09-22")],
    "R5": [("silent", "2025-09-22"), ("no-advance", "2025-09-22"), ("overdue", "2025-12-31"),
           ("off-rhythm", "2025-09-22")],
    "R6": [("silent", "2025-11-24"), ("no-advance", "2024-05-27"), ("reversing", "2024-06-29")],
    "R7": [],
    "R8": [("silent", "2022-08-10"), ("no-advance", "2022-08-10")],
    "R9": [("silent", "2026-01-13")],
    "R10": [("silent", "2025-11-03"), ("no-advance", "2022-08-10")],
    "R11": [],
}  # fmt: skip

AREAS = [
    ("trilateral-framework", 4, 3, 3, [("recommendations-stalled", "2025-09-22"), ("silent", "2025-09-22")]),
    ("historical-issues", 2, 2, 2, [("recommendations-stalled", "2026-01-13"), ("silent", "2026-01-13")]),
    ("defence-cooperation", 1, 1, 0, []),
    ("non-traditional-security", 1, 1, 1,
     [("recommendations-stalled", "2025-09-22"), ("silent", "2025-09-22")]),
    ("regional-reassurance", 1, 1, 1,
     [("recommendations-stalled", "2024-05-27"), ("silent", "2025-11-24")]),
    ("north-korea-policy", 1, 1, 1,
     [("recommendations-stalled", "2022-08-10"), ("silent", "2025-11-03")]),
    ("domestic-politics", 1, 0, 0, []),
]  # fmt: skip


def test_every_figure_of_every_recommendation() -> None:
    save(chun_2022())
    answer = _progress(DAY)
    assert [each["code"] for each in answer["recommendations"]] == list(TABLE)
    for each in answer["recommendations"]:
        assert (
            each["status"], each["advances"], each["setbacks"], each["context"], each["balance"],
            f"{each['milestones_met']}/{each['milestones_total']}",
            each["last_development"], each["last_advance"],
        ) == TABLE[each["code"]]  # fmt: skip
        found = [(finding["rule"], finding["since"]) for finding in each["findings"]]
        assert found == FINDINGS[each["code"]], each["code"]


def test_momentum_and_days_of_three() -> None:
    save(chun_2022())
    by_code = {each["code"]: each for each in _progress(DAY)["recommendations"]}
    assert by_code["R5"]["momentum"] == 1.0663
    assert by_code["R6"]["momentum"] == -1.5283
    assert by_code["R8"]["momentum"] == 0
    assert by_code["R5"]["days_since_development"] == by_code["R5"]["days_since_advance"] == 428
    assert by_code["R8"]["days_since_development"] == 1567
    assert by_code["R3"]["days_since_development"] == 149


def test_every_area() -> None:
    save(chun_2022())
    found = [
        (
            each["key"], each["recommendations"], each["unsettled"], each["stalled"],
            [(finding["rule"], finding["since"]) for finding in each["findings"]],
        )
        for each in _progress(DAY)["areas"]
    ]  # fmt: skip
    assert found == AREAS


def test_the_reasons_read_as_a_person_would_say_them() -> None:
    save(chun_2022())
    by_code = {each["code"]: each for each in _progress(DAY)["recommendations"]}
    assert [each["reason"] for each in by_code["R5"]["findings"]] == [
        "Nothing has been logged for it for 428 days (limit 180), since 22 September 2025; "
        "nobody has looked since.",
        "No advance has been logged for 428 days (limit 365), since 22 September 2025.",
        "“The leaders' summit promised for 2025 is held”, promised by US, KR and JP, was due on "
        "31 December 2025, 328 days ago, and is not met.",
        "An advance used to come every 87 days; none for 428. If that rhythm still held, about one gap "
        "in 54 would be this long.",
    ]
    assert by_code["R6"]["findings"][2]["reason"] == (
        "Its last seven moves were setbacks, and its momentum is −1.53 (limit −0.50). Since 29 June 2024."
    )
    assert by_code["R8"]["findings"][0]["reason"] == (
        "Nothing has ever been logged for it: 1,567 days (limit 180), since the document came out on "
        "10 August 2022; nobody has looked since."
    )


@pytest.mark.parametrize(
    "day",
    [dt.date(2022, 8, 10) + dt.timedelta(days=n) for n in (0, 1, 140, 569, 700, 900, 1146, 1325, 1567, 5000)],
    ids=str,
)
def test_other_days_equal_an_independent_computation(day: dt.date) -> None:
    world = chun_2022()
    save(world)
    answer, expected = _progress(day), Oracle(world, day).progress("chun-2022")
    for each, wanted in zip(answer["recommendations"], expected["recommendations"], strict=True):
        assert each["momentum"] == pytest.approx(wanted.pop("momentum"), abs=0.00005001)
        each["findings"] = [{k: v for k, v in f.items() if k != "reason"} for f in each["findings"]]
        assert {key: each[key] for key in wanted} == wanted
    for area, wanted_area in zip(answer["areas"], expected["areas"], strict=True):
        area["findings"] = [{k: v for k, v in f.items() if k != "reason"} for f in area["findings"]]
        assert {**area, "name": ""} == {**wanted_area, "name": ""}
