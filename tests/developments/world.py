"""A small document to log developments for, and what a development is given as."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tracker.accounts.models import User
from tracker.developments import services
from tracker.developments.models import Development
from tracker.documents.models import Actor, Area, Document, Milestone, Recommendation


def make_document(key: str = "essay", recommendations: int = 3) -> Document:
    """Add a document with recommendations r1, r2 …, each with the milestones "held" and "again"."""
    area = Area.objects.get_or_create(key="defence", defaults={"name": "Defence"})[0]
    document = Document.objects.create(key=key, title="An essay", published_on=dt.date(2022, 8, 10))
    for number in range(1, recommendations + 1):
        recommendation = Recommendation.objects.create(
            document=document,
            key=f"r{number}",
            code=f"R{number}",
            area=area,
            title=f"Do thing {number}",
            statement="It should be done.",
        )
        for position, name in enumerate(("held", "again")):
            Milestone.objects.create(
                recommendation=recommendation, key=name, title=f"It is {name}", position=position
            )
    for name, own, language in (("Korea", "대한민국", "ko"), ("Japan", "日本国", "ja")):
        Actor.objects.get_or_create(
            key=name.lower(), defaults={"name": name, "own_name": own, "own_language": language}
        )
    return document


def given(**changes: Any) -> dict[str, Any]:
    """Return a whole development, published, with one advance of R1; a change to None leaves a field out."""
    whole: dict[str, Any] = {
        "state": "published",
        "title": "Ministers meet in Seoul",
        "date": "2024-06-01",
        "kind": "ministerial",
        "actors": ["korea", "japan"],
        "sources": [{"url": "https://example.org/met", "title": "They met", "publisher": "The Daily"}],
        "links": [link()],
    }
    whole.update(changes)
    return {name: value for name, value in whole.items() if value is not None}


def link(recommendation: str = "essay/r1", **changes: Any) -> dict[str, Any]:
    """Return a link as it is given."""
    return {"recommendation": recommendation, "effect": "advances", "strength": "moderate", **changes}


def log(user: User, **changes: Any) -> Development:
    """Log a development."""
    return services.log_development(user=user, given=given(**changes)).development


def edit(user: User, development: Development, **changes: Any) -> Development:
    """Edit a development as it stands now."""
    development.refresh_from_db()
    changes.setdefault("version", development.version)
    return services.edit_development(user=user, key=development.key, given=changes).development
