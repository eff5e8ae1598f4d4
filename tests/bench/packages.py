"""Write a large package: made up by a seed, the same bytes for the same numbers."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.developments.choices import EFFECTS, STRENGTHS, Attribution, Kind
from tracker.developments.package.rows import DEVELOPMENT_COLUMNS, LINK_COLUMNS
from tracker.documents.package.yaml_text import write_yaml
from tracker.progress.choices import Status

_TEXT = """
talks open on trade and defence ministers meet again after years the court rules for claimants exports
are limited an agreement takes effect leaders promise a summit officials share data exercises are held
협의 정상회담 국방 협력 防衛 会談 貿易 합의 발표 committee reports progress on the agenda
"""
_WORDS = _TEXT.split()
_FIRST, _LAST = dt.date(2016, 1, 1), dt.date(2026, 6, 30)
_ACTORS = [f"actor-{number}" for number in range(40)]
PUBLISHED = dt.date(2018, 1, 1)


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    recommendations: int = 1_000
    developments: int = 50_000
    links: int = 50_000
    areas: int = 20
    milestones: int = 3
    assessments: int = 2
    seed: int = 1


def write(folder: Path, size: Size, key: str = "bench") -> Path:
    """Write the package's three files and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(size.seed)
    developments = [f"d{number:07}" for number in range(size.developments)]
    document = _document(chance, size, key, developments)
    (folder / "document.yaml").write_text(write_yaml(document), encoding="utf-8")
    with (folder / "developments.csv").open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(DEVELOPMENT_COLUMNS)
        table.writerows(_development(chance, development) for development in developments)
    with (folder / "links.csv").open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(LINK_COLUMNS)
        table.writerows(_links(chance, size, developments))
    return folder


def text(chance: random.Random, count: int) -> str:
    """Return made-up words."""
    return " ".join(chance.choices(_WORDS, k=count)).capitalize()


def _day(chance: random.Random, first: dt.date = _FIRST) -> dt.date:
    return first + dt.timedelta(days=chance.randrange((_LAST - first).days))


def _document(chance: random.Random, size: Size, key: str, developments: list[str]) -> dict[str, Any]:
    return {
        "document": {"key": key, "title": "A long list of advice", "published_on": PUBLISHED.isoformat()},
        "actors": [{"key": actor, "name": actor.capitalize()} for actor in _ACTORS],
        "areas": [{"key": f"area-{number}", "name": f"Area {number}"} for number in range(size.areas)],
        "recommendations": [
            _recommendation(chance, size, number, developments) for number in range(size.recommendations)
        ],
    }


def _recommendation(
    chance: random.Random, size: Size, number: int, developments: list[str]
) -> dict[str, Any]:
    days = sorted({_day(chance, PUBLISHED) for _each in range(size.assessments)})
    return {
        "key": f"r{number:05}",
        "code": f"R{number + 1}",
        "area": f"area-{number % size.areas}",
        "title": text(chance, 8),
        "statement": text(chance, 30),
        "addressees": chance.sample(_ACTORS, 2),
        "paragraphs": [chance.randrange(1, 200)],
        "milestones": [
            {"key": f"m{milestone}", "title": text(chance, 9), "due": _day(chance).isoformat()}
            for milestone in range(size.milestones)
        ],
        "assessments": [
            {
                "date": day.isoformat(),
                "status": chance.choice(Status.values),
                "rationale": text(chance, 15),
                "cites": chance.sample(developments, min(2, len(developments))),
            }
            for day in days
        ],
    }


def _development(chance: random.Random, key: str) -> list[str]:
    day = _day(chance)
    return [
        key,
        day.isoformat(),
        text(chance, 9),
        text(chance, 30),
        ";".join(chance.sample(_ACTORS, 2)),
        chance.choice(Kind.values),
        "reported" if chance.random() < 0.03 else "confirmed",
        text(chance, 9),
        "A newspaper",
        f"https://news.example.org/{day.year}/{key}/article.html",
        day.isoformat(),
    ]


def _links(chance: random.Random, size: Size, developments: list[str]) -> Iterator[list[str]]:
    """Yield links: every development has one, further ones fall where they will."""
    seen: set[tuple[int, int]] = set()
    effects, strengths = list(EFFECTS), list(STRENGTHS)
    for number in range(size.links):
        development = number if number < len(developments) else chance.randrange(len(developments))
        recommendation = chance.randrange(size.recommendations)
        if (development, recommendation) in seen:
            continue
        seen.add((development, recommendation))
        milestone = f"m{chance.randrange(size.milestones)}" if chance.random() < 0.03 else ""
        yield [
            developments[development],
            f"r{recommendation:05}",
            chance.choices(effects, (5, 2, 3))[0],
            chance.choices(strengths, (5, 3, 1))[0],
            chance.choice(Attribution.values),
            milestone,
            "",
            text(chance, 15),
        ]
