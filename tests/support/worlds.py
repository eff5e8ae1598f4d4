"""Small worlds for tests: what was published, corrected and retracted when, as plain data.

A world is written into the tables row by row, so that any history can be set up, and read by the
oracle as it stands. It uses no code of the product but its models.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

UTC = dt.UTC
START = dt.datetime(2026, 1, 1, 12, tzinfo=UTC)

EFFECTS = {"advances": 1, "sets-back": -1, "context": 0}
STRENGTHS = {"minor": 1, "moderate": 2, "major": 4}


@dataclass
class WLink:
    """One version of a link, as it was published and perhaps retracted."""

    development: str
    effect: str
    latest: dt.date
    strength: str = "minor"
    earliest: dt.date | None = None
    standing: str = "confirmed"
    published_at: dt.datetime | None = START
    retracted_at: dt.datetime | None = None
    looked: bool = False

    @property
    def first_day(self) -> dt.date:
        """The earliest day."""
        return self.earliest or self.latest


@dataclass
class WMeeting:
    """One version of a meeting."""

    development: str
    met: bool
    latest: dt.date
    earliest: dt.date | None = None
    standing: str = "confirmed"
    published_at: dt.datetime | None = START
    retracted_at: dt.datetime | None = None

    @property
    def first_day(self) -> dt.date:
        """The earliest day."""
        return self.earliest or self.latest


@dataclass
class WMilestone:
    """A milestone with its promise and meetings."""

    key: str
    due: dt.date | None = None
    moves: list[tuple[dt.date, dt.date]] = field(default_factory=list)
    meetings: list[WMeeting] = field(default_factory=list)
    title: str = "A condition is met"
    promised_by: list[str] = field(default_factory=list)


@dataclass
class WAssessment:
    """A judgement, of the team unless a judge is named."""

    date: dt.date
    status: str
    confidence: str = ""
    judge: str = ""
    published_at: dt.datetime | None = START
    retracted_at: dt.datetime | None = None


@dataclass
class WRecommendation:
    """A recommendation with everything that was said of it."""

    key: str
    code: str
    area: str
    links: list[WLink] = field(default_factory=list)
    milestones: list[WMilestone] = field(default_factory=list)
    assessments: list[WAssessment] = field(default_factory=list)
    checks: list[tuple[dt.date, dt.datetime]] = field(default_factory=list)
    target_date: dt.date | None = None
    policy: dict[str, float] = field(default_factory=dict)
    title: str = "Do what is asked"


@dataclass
class WDocument:
    """A document with its recommendations."""

    key: str
    published_on: dt.date
    recommendations: list[WRecommendation]
    half_life: int = 180
    tracking_began_at: dt.datetime | None = START


@dataclass
class World:
    """Documents, and the policies that hold beyond single recommendations."""

    documents: list[WDocument]
    policy: dict[str, float] = field(default_factory=dict)
    area_policies: dict[str, dict[str, float]] = field(default_factory=dict)


def save(world: World) -> None:
    """Write the world into the tables."""
    from tracker.documents.models import Area, Document, Recommendation
    from tracker.stalls.models import StallPolicy

    if world.policy:
        StallPolicy.objects.create(**world.policy)
    areas: dict[str, Area] = {}
    for wdoc in world.documents:
        document = Document.objects.create(
            key=wdoc.key,
            title=wdoc.key,
            published_on=wdoc.published_on,
            half_life=wdoc.half_life,
            tracking_began_at=wdoc.tracking_began_at,
        )
        for wrec in wdoc.recommendations:
            if wrec.area not in areas:
                areas[wrec.area] = Area.objects.create(key=wrec.area, name=wrec.area.title())
                if own := world.area_policies.get(wrec.area):
                    StallPolicy.objects.create(area=areas[wrec.area], **own)
            recommendation = Recommendation.objects.create(
                document=document,
                key=wrec.key,
                code=wrec.code,
                area=areas[wrec.area],
                title=wrec.title,
                statement="It should be done.",
                target_date=wrec.target_date,
            )
            _save_parts(wrec, recommendation)


def _save_parts(wrec: WRecommendation, recommendation: Any) -> None:
    from tracker.developments.models import Check, Link, Meeting
    from tracker.documents.models import Actor, DueMove, Milestone
    from tracker.documents.models.promises import MilestonePromise
    from tracker.progress.models import Assessment
    from tracker.stalls.models import StallPolicy

    if wrec.policy:
        StallPolicy.objects.create(recommendation=recommendation, **wrec.policy)
    Link.objects.bulk_create(
        Link(
            development=_development(row.development, row.first_day, row.latest, row.standing),
            recommendation=recommendation,
            effect=EFFECTS[row.effect],
            weight=STRENGTHS[row.strength],
            earliest=row.first_day,
            latest=row.latest,
            standing=row.standing,
            published_at=row.published_at,
            retracted_at=row.retracted_at,
            looked=row.looked,
        )
        for row in wrec.links
    )
    for position, wmilestone in enumerate(wrec.milestones):
        milestone = Milestone.objects.create(
            recommendation=recommendation,
            key=wmilestone.key,
            title=wmilestone.title,
            position=position,
            due=wmilestone.due,
        )
        for place, actor in enumerate(wmilestone.promised_by):
            made, _ = Actor.objects.get_or_create(key=actor, defaults={"name": actor})
            MilestonePromise.objects.create(milestone=milestone, actor=made, position=place)
        DueMove.objects.bulk_create(
            DueMove(milestone=milestone, position=place, announced=announced, due=due)
            for place, (announced, due) in enumerate(wmilestone.moves)
        )
        Meeting.objects.bulk_create(
            Meeting(
                development=_development(row.development, row.first_day, row.latest, row.standing),
                milestone=milestone,
                met=row.met,
                earliest=row.first_day,
                latest=row.latest,
                standing=row.standing,
                published_at=row.published_at,
                retracted_at=row.retracted_at,
            )
            for row in wmilestone.meetings
        )
    Assessment.objects.bulk_create(
        Assessment(
            recommendation=recommendation,
            date=row.date,
            status=row.status,
            confidence=row.confidence,
            rationale="Because.",
            published_at=row.published_at,
            retracted_at=row.retracted_at,
            **_judge(row.judge),
        )
        for row in wrec.assessments
    )
    Check.objects.bulk_create(
        Check(recommendation=recommendation, on=on, recorded_at=recorded) for on, recorded in wrec.checks
    )


def _judge(key: str) -> dict[str, Any]:
    from tracker.documents.models import Actor, Source

    if not key:
        return {}
    actor, _ = Actor.objects.get_or_create(key=key, defaults={"name": key})
    url = f"https://example.org/{key}"
    source, _ = Source.objects.get_or_create(canonical_url=url, defaults={"url": url, "title": key})
    return {"judge": actor, "source": source}


def _development(key: str, earliest: dt.date, latest: dt.date, standing: str) -> Any:
    from tracker.developments.models import Development

    text = earliest.isoformat() if earliest == latest else f"{earliest}/{latest}"
    return Development.objects.get_or_create(
        key=key,
        defaults={
            "title": key,
            "kind": "other",
            "date": text,
            "earliest": earliest,
            "latest": latest,
            "standing": standing,
            "state": "published",
            "published_at": START,
        },
    )[0]
