"""The shipped package as a world, read by a few lines of its own rather than by the product's loader."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from tests.support.worlds import (
    START,
    WAssessment,
    WDocument,
    WLink,
    WMeeting,
    WMilestone,
    World,
    WRecommendation,
)

FOLDER = Path(__file__).parents[2] / "tracker" / "documents" / "packages" / "chun-2022"


def chun_2022() -> World:
    """Return the essay's recommendations with everything that is logged of them."""
    told = yaml.safe_load((FOLDER / "document.yaml").read_text(encoding="utf-8"))
    recommendations = {entry["key"]: _recommendation(entry) for entry in told["recommendations"]}
    developments = {row["key"]: row for row in _rows("developments.csv") if row["date"]}
    for row in _rows("links.csv"):
        development = developments[row["development"]]
        earliest, latest = _days(development["date"])
        carried: dict[str, Any] = {
            "development": row["development"],
            "earliest": earliest,
            "latest": latest,
            "standing": development["standing"] or "confirmed",
            "published_at": START,
        }
        recommendation = recommendations[row["recommendation"]]
        recommendation.links.append(WLink(effect=row["effect"], strength=row["strength"], **carried))
        for milestone in recommendation.milestones:
            for column, met in (("meets", True), ("unmeets", False)):
                if milestone.key in row[column].split(";"):
                    milestone.meetings.append(WMeeting(met=met, **carried))
    document = told["document"]
    return World([WDocument(document["key"], document["published_on"], list(recommendations.values()))])


def _recommendation(entry: dict[str, Any]) -> WRecommendation:
    return WRecommendation(
        key=entry["key"],
        code=entry["code"],
        area=entry["area"],
        title=entry["title"],
        target_date=entry.get("target_date"),
        milestones=[
            WMilestone(
                key=each["key"],
                title=each["title"],
                due=each.get("due"),
                promised_by=each.get("promised_by", []),
            )
            for each in entry.get("milestones", [])
        ],
        assessments=[
            WAssessment(each["date"], each["status"], each.get("confidence", ""))
            for each in entry.get("assessments", [])
        ],
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _days(text: str) -> tuple[dt.date, dt.date]:
    first, _, last = text.rstrip("~?%").partition("/")
    return _edge(first, first=True), _edge(last or first, first=False)


def _edge(text: str, *, first: bool) -> dt.date:
    parts = [int(part) for part in text.rstrip("~?%").split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts
    return dt.date(year, month, 1 if first else calendar.monthrange(year, month)[1])
