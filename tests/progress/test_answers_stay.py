"""What was answered once for a day and a moment is answered again later, whatever was done since.

People work through the product's own services, on a real database and by the real clock; no
definition (title, area, addressee, half-life, policy, due day) is touched.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.developments import world
from tests.support.people import person
from tracker.accounts.models import User
from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.errors import TrackerError
from tracker.developments import services as developments
from tracker.developments.models import Development
from tracker.documents.models import Document, Recommendation
from tracker.progress import evidence, queries, services
from tracker.progress.models import Assessment
from tracker.progress.queries import Scope
from tracker.stalls.queries import progress_object

FIRST = dt.date(2022, 1, 1)
STATUSES = ["not-started", "in-progress", "partly-implemented", "implemented", "reversed", "not-assessable"]
DAYS = [dt.date(2022, 12, 1), dt.date(2023, 7, 1), dt.date(2026, 11, 24)]

#: Few days, so that developments share them and lie on both sides of those asked.
days = st.integers(0, 20).map(lambda n: FIRST + dt.timedelta(days=45 * n))
dates = st.one_of(
    days.map(dt.date.isoformat),
    days.map(lambda day: f"{day:%Y-%m}"),
    st.tuples(days, st.integers(0, 40)).map(lambda each: f"{each[0]}/{each[0] + dt.timedelta(each[1])}"),
)
links = st.lists(
    st.fixed_dictionaries(
        {
            "recommendation": st.sampled_from(["essay/r1", "essay/r2"]),
            "effect": st.sampled_from(["advances", "advances", "sets-back", "context"]),
            "strength": st.sampled_from(["minor", "moderate", "major"]),
            "attribution": st.sampled_from(["unknown", "attributed"]),
            "meets": st.sampled_from([[], [], ["held"], ["held", "again"]]),
            "unmeets": st.sampled_from([[], [], []]),
        }
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda link: link["recommendation"],
)
whole = st.fixed_dictionaries(
    {"date": dates, "links": links, "standing": st.sampled_from(["confirmed", "confirmed", "reported"])}
)
judgements = st.fixed_dictionaries(
    {
        "date": days.map(dt.date.isoformat),
        "status": st.sampled_from(STATUSES),
        "confidence": st.sampled_from(["low", "high"]),
        "rationale": st.just("So it stands."),
        "reason": st.just("Read again."),
    }
)
numbers = st.integers(0, 99)
recommendations = st.sampled_from(["r1", "r2"])


@dataclass(frozen=True)
class Answer:
    """What was answered: everything but momentum, and momentum, unrounded and as it is handed out."""

    exact: tuple[Any, ...]
    momentum: list[float]
    rounded: list[float]


@dataclass
class Work:
    """One person at work on one document, and every answer given so far."""

    document: Document
    user: User
    answers: dict[tuple[dt.date, dt.datetime], Answer] = field(default_factory=dict)

    def log(self, what: Mapping[str, Any], state: str) -> None:
        """Log a development, or keep it as a draft."""
        developments.log_development(user=self.user, given=world.given(**what, state=state))

    def edit(self, which: int, what: Mapping[str, Any], *, publish: bool) -> None:
        """Correct a development, or change a draft and perhaps publish it."""
        if (found := self._one(Development.objects.exclude(state="retracted"), which)) is not None:
            change = {**what, "version": found.version, "reason": "Read again."}
            state = {"state": "published"} if publish else {}
            developments.edit_development(user=self.user, key=found.key, given={**change, **state})

    def retract(self, which: int) -> None:
        """Retract a development with its links and meetings."""
        if (found := self._one(Development.objects.filter(state="published"), which)) is not None:
            developments.retract_development(user=self.user, key=found.key, reason="It did not happen.")

    def check(self, key: str, on: dt.date) -> None:
        """Look, and find nothing new."""
        looked_at = Recommendation.objects.get(key=key)
        given = {"on": max(on, looked_at.document.published_on).isoformat(), "where": "The papers"}
        developments.record_check(user=self.user, recommendation=looked_at, given=given)

    def judge(self, key: str, what: Mapping[str, Any], cited: int) -> None:
        """Judge a recommendation, perhaps in another judgement's place."""
        found = self._one(Development.objects.filter(state="published"), cited)
        cites = {"cites": [found.key]} if found is not None else {}
        judged = Recommendation.objects.get(key=key)
        services.publish_assessment(user=self.user, recommendation=judged, given={**what, **cites})

    def unjudge(self, which: int) -> None:
        """Retract a judgement."""
        if (found := self._one(Assessment.objects.filter(retracted_at=None), which)) is not None:
            services.retract_assessment(user=self.user, assessment=found, reason="Misread.")

    def ask(self, day: dt.date, known_at: dt.datetime) -> Answer:
        """Everything that is answered for a day and a moment."""
        now = clock.now()
        asof, scope = AsOf(day, known_at, now, now.date()), Scope(document_ids=(self.document.pk,))
        figures = [asdict(each) for each in queries.figures(scope, asof)]
        momentum = [each.pop("momentum") for each in figures]
        answer = progress_object(self.document, asof)
        rounded = [each.pop("momentum") for each in answer["recommendations"]]
        # The development's own date is its present one, changed in place; the link carries that of then.
        rows = [replace(each, date="") for found in evidence.links(scope, asof).values() for each in found]
        said = {
            key: (found.checks, found.verdicts) for key, found in evidence.definitions(scope, asof).items()
        }
        exact = (figures, answer, rows, said, queries.milestones(scope, asof))
        return Answer(exact, momentum, rounded)

    def note(self, before: dt.datetime) -> None:
        """Ask for each day as known now, and as known before tracking began; keep what is answered."""
        self.document.refresh_from_db()
        if self.document.tracking_began_at is None:
            return
        now = clock.database_now()
        for asked in ((day, known_at) for known_at in (now, before) for day in DAYS):
            if asked not in self.answers:
                self.answers[asked] = self.ask(*asked)

    def hold(self) -> None:
        """Ask everything again: it is answered as it was."""
        for asked, answer in self.answers.items():
            again = self.ask(*asked)
            assert again.exact == answer.exact
            # A sum's last digits hang on the order in which its rows are read.
            assert again.momentum == pytest.approx(answer.momentum, abs=1e-12)
            assert again.rounded == pytest.approx(answer.rounded, abs=1.01e-4)

    def _one(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None


Step = Callable[[Work], None]
steps: st.SearchStrategy[Step] = st.one_of(
    st.tuples(whole, st.sampled_from(["published", "published", "draft"])).map(
        lambda given: lambda work: work.log(*given)
    ),
    st.tuples(numbers, whole, st.booleans()).map(
        lambda given: lambda work: work.edit(given[0], given[1], publish=given[2])
    ),
    numbers.map(lambda which: lambda work: work.retract(which)),
    st.tuples(recommendations, days).map(lambda given: lambda work: work.check(*given)),
    st.tuples(recommendations, judgements, numbers).map(lambda given: lambda work: work.judge(*given)),
    numbers.map(lambda which: lambda work: work.unjudge(which)),
)


@pytest.mark.django_db
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a history smaller takes minutes
)
@given(begin=whole, history=st.lists(steps, min_size=3, max_size=7))
def test_what_was_answered_stays_answered(begin: Mapping[str, Any], history: list[Step]) -> None:
    with transaction.atomic():
        before = clock.database_now()
        work = Work(world.make_document(recommendations=2), person("editor"))
        for step in [lambda work: work.log(begin, "published"), *history]:
            try:
                with transaction.atomic():
                    step(work)
            except TrackerError:
                continue  # a rule refuses it, and nothing was written
            work.note(before)
        work.hold()
        transaction.set_rollback(True)
