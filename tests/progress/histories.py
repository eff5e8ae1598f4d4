"""Histories of one document for comparing two ends: chains of versions, drawn, saved and judged by the text.

Nothing of the product but its models is used: what is here says again, row by row and openly, what
the design says of rows that count, of the groups, and of the figures of any set of rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

BASE = dt.date(2022, 1, 1)
START = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
PUBLISHED_ON = BASE + dt.timedelta(days=100)
STATUSES = ["not-started", "in-progress", "partly-implemented", "implemented", "reversed"]


def hour(number: int) -> dt.datetime:
    """A moment, by hours since the start."""
    return START + dt.timedelta(hours=number)


@dataclass(eq=False)
class Version:
    """One version of a link, meeting or judgement; a draft has no moment of publication."""

    sort: str
    development: str
    latest: dt.date
    published: dt.datetime | None
    retracted: dt.datetime | None = None
    succeeds: Version | None = None
    earliest: dt.date = dt.date.min
    standing: str = "confirmed"
    effect: int = 0
    weight: int = 1
    milestone: int = 0
    met: bool = True
    status: str = ""
    judge: str = ""
    number: int = 0

    def ancestors(self) -> list[Version]:
        """Every version it stands in for."""
        return [] if self.succeeds is None else [self.succeeds, *self.succeeds.ancestors()]


@dataclass
class History:
    """A document with one recommendation or more, each with its rows."""

    recommendations: list[list[Version]]
    half_life: int = 180
    tracking_began: dt.datetime | None = START
    milestones: int = 3
    saved: dict[int, int] = field(default_factory=dict)

    def rows(self) -> list[Version]:
        """All rows."""
        return [row for rows in self.recommendations for row in rows]


@dataclass(frozen=True)
class End:
    """A day and a moment (None: now)."""

    day: dt.date
    known_at: dt.datetime | None = None


#: Few days and moments, so that rows fall on every side of both ends.
days = st.one_of(
    st.integers(0, 900).map(lambda n: BASE + dt.timedelta(days=n)),
    st.integers(0, 6).map(lambda n: BASE + dt.timedelta(days=60 * n)),
    st.integers(0, 6).map(lambda n: BASE + dt.timedelta(days=60 * n)),
)


@st.composite
def chains(draw: st.DrawFn, /, sort: str, development: str, **carried: Any) -> list[Version]:
    """One row's life: published, corrected, taken back, linked anew; drafts now and then."""
    turns = sorted(draw(st.lists(st.integers(0, 12), unique=True, min_size=1, max_size=5)))
    made: list[Version] = []
    standing: Version | None = None
    for turn in turns:
        replaced, moment = standing, hour(turn)
        if standing is not None:
            standing.retracted = moment
        standing = None
        if replaced is None or draw(st.integers(0, 3)):
            standing = _version(draw, sort, development, moment, replaced, carried)
            made.append(standing)
    if standing is None and draw(st.booleans()):
        made.append(_version(draw, sort, development, None, None, carried))
    return made


def _version(
    draw: st.DrawFn,
    sort: str,
    development: str,
    published: dt.datetime | None,
    replaced: Version | None,
    carried: dict[str, Any],
) -> Version:
    latest = draw(days) if replaced is None or draw(st.booleans()) else replaced.latest
    if sort == "judgement":
        latest = BASE + dt.timedelta(days=(latest - BASE).days // 4 * 4 + carried["number"])
    return Version(
        sort=sort,
        development=development,
        latest=latest,
        earliest=latest - dt.timedelta(days=draw(st.sampled_from([0, 0, 3]))),
        published=published,
        succeeds=replaced,
        standing=draw(st.sampled_from(["confirmed", "confirmed", "reported"])),
        effect=draw(st.sampled_from([1, 1, -1, -1, 0])),
        weight=draw(st.sampled_from([1, 2, 4])),
        met=draw(st.booleans()),
        status=draw(st.sampled_from(STATUSES)),
        **carried,
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A document of one to three recommendations whose developments are partly the same."""
    recommendations = []
    for _ in range(draw(st.integers(1, 3))):
        rows: list[Version] = []
        for name in draw(st.lists(st.integers(0, 6), unique=True, min_size=2, max_size=6)):
            rows += draw(chains("link", f"d{name}"))
        for milestone in range(draw(st.integers(0, 3))):
            for name in draw(st.lists(st.integers(0, 6), unique=True, max_size=3)):
                rows += draw(chains("meeting", f"d{name}", milestone=milestone))
        for number in range(draw(st.integers(0, 4))):
            judge = draw(st.sampled_from(["", "", "KR"]))
            rows += draw(chains("judgement", "", number=number, judge=judge))
        recommendations.append(rows)
    return History(
        recommendations,
        half_life=draw(st.sampled_from([1, 90, 180, 1000])),
        tracking_began=draw(st.sampled_from([START, START, hour(5), None])),
    )


@st.composite
def two_ends(draw: st.DrawFn) -> tuple[End, End]:
    """Two days not before the document, two moments, neither going back."""
    asked = [draw(days.filter(lambda day: day >= PUBLISHED_ON)) for _ in range(2)]
    moments = draw(st.lists(st.one_of(st.integers(-1, 13), st.just(1000)), min_size=2, max_size=2))
    first, second = (None if each == 1000 else hour(each) for each in sorted(moments))
    return End(min(asked), first), End(max(asked), second)


class Text:
    """The design's words on what changed, taken one at a time."""

    def __init__(self, history: History, first: End, second: End) -> None:
        self.history, self.first, self.second = history, first, second

    def moment(self, end: End) -> dt.datetime:
        """An earlier moment than the baseline is answered as of the baseline."""
        asked = end.known_at or dt.datetime.max.replace(tzinfo=dt.UTC)
        began = self.history.tracking_began
        return asked if began is None else max(asked, began)

    def counts(self, row: Version, end: End) -> bool:
        """Whether a row is known at k, and its day lies between the publication and t."""
        k = self.moment(end)
        if row.published is None or row.published > k or (row.retracted and row.retracted <= k):
            return False
        return row.latest <= end.day and (row.sort == "judgement" or row.latest >= PUBLISHED_ON)

    def differs(self, row: Version) -> bool:
        """Whether it counts at one end and not at the other."""
        return self.counts(row, self.first) != self.counts(row, self.second)

    def group(self, row: Version) -> str:
        """The first group whose words fit."""
        k = self.moment(self.first)
        published = row.published
        assert published is not None
        if self.counts(row, self.first):
            assert row.retracted is not None
            assert row.retracted > k, "it can have gone only by being retracted or replaced after k₁"
            return "corrected"
        if any(self.counts(each, self.first) for each in row.ancestors()):
            return "corrected"
        if row.sort == "judgement" and row.latest > self.first.day:
            return "judged-anew"
        succeeds_none = not any(each.published and each.published <= k for each in row.ancestors())
        if row.sort == "link" and published > k and succeeds_none and self._published(row.development, k):
            return "judged-anew"
        if published > k and row.latest <= self.first.day:
            return "learned-late"
        return "world-moved"

    def _published(self, development: str, k: dt.datetime) -> bool:
        return any(
            row.development == development and row.published is not None and row.published <= k
            for row in self.history.rows()
            if row.sort != "judgement"
        )

    def figures(self, rows: Iterable[Version], day: dt.date) -> dict[str, Any]:
        """The figures of any set of rows on a day."""
        rows = list(rows)
        links = [row for row in rows if row.sort == "link"]
        sure = [row for row in links if row.standing == "confirmed"]
        last = max((row.latest for row in links), default=PUBLISHED_ON)
        advance = max((row.latest for row in sure if row.effect == 1), default=PUBLISHED_ON)
        return {
            "advances": sum(row.effect == 1 for row in sure),
            "setbacks": sum(row.effect == -1 for row in sure),
            "context": sum(row.effect == 0 for row in sure),
            "reported": len(links) - len(sure),
            "balance": sum(row.effect * row.weight for row in sure),
            "milestones_met": sum(self._met(rows, number) for number in range(self.history.milestones)),
            "momentum": sum(
                row.effect * row.weight * 2.0 ** (-(day - row.latest).days / self.history.half_life)
                for row in sure
            ),
            "days_since_development": (day - last).days,
            "days_since_advance": (day - advance).days,
            "status": self._status(rows),
        }

    def _met(self, rows: list[Version], milestone: int) -> bool:
        meetings = [
            row
            for row in rows
            if row.sort == "meeting" and row.milestone == milestone and row.standing == "confirmed"
        ]
        meetings.sort(key=lambda row: (row.latest, row.earliest, row.development))
        return bool(meetings) and meetings[-1].met

    def _status(self, rows: list[Version]) -> str:
        team = [row for row in rows if row.sort == "judgement" and not row.judge]
        return max(team, key=lambda row: (row.latest, row.published)).status if team else "not-assessed"


def save(history: History) -> Any:
    """Write a history into the tables; return its document."""
    from tracker.developments.models import Link, Meeting
    from tracker.documents.models import Area, Document, Milestone, Recommendation
    from tracker.progress.models import Assessment

    document = Document.objects.create(
        key="doc", title="Doc", published_on=PUBLISHED_ON, half_life=history.half_life,
        tracking_began_at=history.tracking_began,
    )  # fmt: skip
    area = Area.objects.create(key="area", name="Area")
    developments = _save_developments(history)
    made: dict[int, Any] = {}
    for place, rows in enumerate(history.recommendations):
        recommendation = Recommendation.objects.create(
            document=document, key=f"r{place}", code=f"R{place}", area=area, title="It", statement="Do it."
        )
        milestones = [
            Milestone.objects.create(
                recommendation=recommendation, key=f"m{each}", title="Met", position=each
            )
            for each in range(history.milestones)
        ]
        for row in rows:
            common = {
                "published_at": row.published,
                "retracted_at": row.retracted,
                "succeeds": made[id(row.succeeds)] if row.succeeds else None,
            }
            days_of = {"earliest": row.earliest, "latest": row.latest, "standing": row.standing}
            if row.sort == "link":
                saved: Any = Link.objects.create(
                    development=developments[row.development], recommendation=recommendation,
                    effect=row.effect, weight=row.weight, **days_of, **common,
                )  # fmt: skip
            elif row.sort == "meeting":
                saved = Meeting.objects.create(
                    development=developments[row.development], milestone=milestones[row.milestone],
                    met=row.met, **days_of, **common,
                )  # fmt: skip
            else:
                saved = Assessment.objects.create(
                    recommendation=recommendation, date=row.latest, status=row.status, rationale="Because.",
                    **_judge(row.judge), **common,
                )  # fmt: skip
            made[id(row)] = saved
    return document


def _save_developments(history: History) -> dict[str, Any]:
    from tracker.developments.models import Development

    made: dict[str, Any] = {}
    for key in {row.development for row in history.rows() if row.development}:
        rows = [row for row in history.rows() if row.development == key]
        published = min((row.published for row in rows if row.published), default=None)
        made[key] = Development.objects.create(
            key=key, title=key, kind="other", date=rows[0].latest.isoformat(), earliest=rows[0].latest,
            latest=rows[0].latest, state="published" if published else "draft", published_at=published,
        )  # fmt: skip
    return made


def _judge(key: str) -> dict[str, Any]:
    from tracker.documents.models import Actor, Source

    if not key:
        return {}
    actor, _ = Actor.objects.get_or_create(key=key, defaults={"name": key})
    url = "https://example.org/verdict"
    source, _ = Source.objects.get_or_create(canonical_url=url, defaults={"url": url, "title": key})
    return {"judge": actor, "source": source}
