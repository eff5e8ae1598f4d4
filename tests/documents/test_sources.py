"""Sources are found or added, many at once."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tracker.documents.models import Source
from tracker.documents.sources import GivenSource, ensure

pytestmark = pytest.mark.django_db


def test_the_first_title_stands_and_a_different_one_is_told() -> None:
    first = ensure([GivenSource("https://example.org/a", "First title", "Publisher", "2024-05")])
    second = ensure([GivenSource("http://www.example.org/a/", "Second title")])
    assert second.ids == first.ids
    assert [(d.field, d.stands, d.given) for d in second.told] == [("title", "First title", "Second title")]
    assert Source.objects.get().title == "First title"


def test_ids_come_in_the_order_given_and_in_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    given = [GivenSource(f"https://example.org/{n}", f"Title {n}") for n in (3, 1, 2, 1)]
    with django_assert_num_queries(2):
        ensured = ensure(given)
    assert ensured.ids[1] == ensured.ids[3]
    assert len(ensured.added) == 3
    titles = dict(Source.objects.values_list("id", "title"))
    assert [titles[source_id] for source_id in ensured.ids] == ["Title 3", "Title 1", "Title 2", "Title 1"]
