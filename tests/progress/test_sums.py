"""What the database adds up is what the links say, one by one, on any day and as known at any moment."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dashboard.conftest import PACKAGE
from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.documents.models import Document, Recommendation
from tracker.progress import evidence
from tracker.progress.around import around
from tracker.progress.evidence import LinkRow
from tracker.progress.in_view import Asked, in_view
from tracker.progress.newest import newest_links
from tracker.progress.pictures import QuarterSum, quarter_starts
from tracker.progress.pictures.sparkline import sample
from tracker.progress.queries import Scope, figures

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
DAYS = [dt.date(2022, 8, 10), dt.date(2023, 8, 18), dt.date(2024, 3, 1), dt.date(2025, 11, 24), NOW.date()]


@pytest.fixture(scope="module")
def _essay(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.fixed_at(NOW):
            call_command("load_package", str(PACKAGE), verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def document(_essay: None, db: None) -> Document:
    return Document.objects.get(key="chun-2022")


def asof(day: dt.date) -> AsOf:
    return AsOf(day=day, known_at=None, now=NOW, today=NOW.date())


def scope_of(document: Document) -> Scope:
    return Scope(document_ids=(document.pk,))


def links_of(document: Document, day: dt.date) -> list[LinkRow]:
    return [link for each in evidence.links(scope_of(document), asof(day)).values() for link in each]


@pytest.mark.parametrize("day", DAYS)
def test_what_is_around_is_what_the_links_say(document: Document, day: dt.date) -> None:
    found = around(scope_of(document), asof(day), addressees=True)
    links = links_of(document, day)
    extent = evidence.extent_of({0: links})
    assert (found.since, found.reported, found.before) == (extent.since, extent.reported, extent.before)
    by = Counter(link.attribution for link in links if link.counts)
    assert (found.attributed, found.convergent, found.unknown) == (
        by["attributed"],
        by["convergent"],
        by["unknown"],
    )
    assert found.links == sum(each.links for each in figures(scope_of(document), asof(day)))
    assert found.first == min((link.earliest for link in links), default=None)
    weights: dict[str, int] = defaultdict(int)
    for link in links:
        if link.counts:
            weights[link.development] += link.weight
    assert {each.key: each.weight for each in found.moved} == dict(weights)
    named = evidence.definitions(scope_of(document), asof(day))
    assert dict(found.addressees) == {pk: each.addressees for pk, each in named.items() if each.addressees}
    assert {pk: dict(each) for pk, each in found.verdicts.items()} == {
        pk: each.others for pk, each in named.items() if each.others
    }


@pytest.mark.parametrize("day", DAYS)
def test_what_is_in_view_is_what_the_links_say(document: Document, day: dt.date) -> None:
    now = asof(day)
    all_figures = figures(scope_of(document), now)
    ids = [each.recommendation_id for each in all_figures]
    starts = quarter_starts(document.published_on, day)
    asked = Asked(
        shown=ids,
        rows={each.recommendation_id: each.last_development for each in all_figures},
        weights=True,
        members=[(pk, pk % 3) for pk in ids],
        starts=starts,
        attribution="convergent",
    )
    view = in_view(asked, now)
    links = evidence.links(scope_of(document), now)
    for one in all_figures:
        mine = links.get(one.recommendation_id, [])
        moving = [link for link in mine if link.value]
        standing = view.standing[one.recommendation_id]
        assert list(standing.weights) == [link.value for link in moving]
        moves = [(link.latest, link.value) for link in moving]
        expected = sample(moves, one.published_on, day, one.half_life)
        assert dict(standing.samples) == pytest.approx(expected)
        newest = next((link for link in reversed(mine) if not link.background), None)
        assert (standing.last.key if standing.last else None) == (newest.development if newest else None)
    assert view.definitions == evidence.definitions(scope_of(document), now)
    expected_sums: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0])
    for pk, mine in links.items():
        for link in mine:
            if link.value:
                quarter = sum(start <= link.latest for start in starts)
                total = expected_sums[pk % 3, quarter, link.effect]
                total[0] += link.weight
                total[1] += link.weight if link.attribution == "convergent" else 0
    found = {
        (number, each.quarter, each.effect): [each.weight, each.front]
        for number, sums in view.sums.items()
        for each in sums
    }
    assert found == expected_sums


def test_without_an_attribution_all_links_are_in_front(document: Document) -> None:
    pk = Recommendation.objects.get(key="gradual-agenda").pk
    starts = quarter_starts(document.published_on, NOW.date())
    view = in_view(Asked(members=[(pk, 7)], starts=starts), asof(NOW.date()))
    assert set(view.sums) == {7}
    assert all(isinstance(each, QuarterSum) and each.front == each.weight for each in view.sums[7])


def test_the_title_of_an_areas_advance_is_read_with_the_rest(document: Document) -> None:
    pk = Recommendation.objects.get(key="restore-defence-ties").pk
    found = around(scope_of(document), asof(NOW.date()), advancing=([pk], dt.date(2026, 1, 30)))
    assert found.advance
    assert found.advance in {link.title for link in links_of(document, NOW.date())}


def test_nothing_in_view_asks_nothing(document: Document) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as counted:
        assert in_view(Asked(), asof(NOW.date())).definitions == {}
    assert len(counted) == 0


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["", "convergent", "unknown", "attributed"]), st.integers(0, 12), st.integers(1, 60))
def test_links_come_a_page_at_a_time_newest_first(
    document: Document, attribution: str, page: int, count: int
) -> None:
    found, total = newest_links(
        scope_of(document), asof(NOW.date()), attribution=attribution, first=page * count, count=count
    )
    expected = [
        link
        for link in links_of(document, NOW.date())
        if link.counts and attribution in ("", link.attribution)
    ]
    expected.sort(key=lambda link: (link.latest, link.earliest, link.link_id), reverse=True)
    assert total == len(expected)
    assert found == expected[page * count : (page + 1) * count]
