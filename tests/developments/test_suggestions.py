"""A development on one recommendation suggests those related to it, and says why."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.developments import world
from tests.developments.test_log_form import NEW, Fields, press
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.developments.suggestions import suggestions
from tracker.documents.models import Recommendation, RelatedRecommendation
from tracker.documents.related import related

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    world.make_document()
    other = world.make_document("review", recommendations=5)
    other.title = "A review"
    other.save()
    return person()


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


def relate(name: str, relation: str, other: str, position: int = 0) -> None:
    RelatedRecommendation.objects.create(
        recommendation=find(name), other=find(other), relation=relation, position=position
    )


def find(name: str) -> Recommendation:
    document, _slash, key = name.partition("/")
    return Recommendation.objects.get(document__key=document, key=key)


def suggested(*names: str) -> list[tuple[str, str]]:
    rows = [find(name) for name in names]
    return [(each.name, each.why) for each in suggestions((row.pk, row.code) for row in rows)]


def test_a_relation_is_told_from_both_ends(ana: User) -> None:
    relate("essay/r3", "restates", "review/r2")
    relate("review/r2", "narrows", "essay/r1")
    asked = [find(name).pk for name in ("essay/r3", "review/r2", "essay/r1")]
    told = {of: [(each.words, each.name) for each in found] for of, found in related(asked).items()}
    assert told == {
        asked[0]: [("restates", "review/r2")],
        asked[1]: [("narrows", "essay/r1"), ("is restated by", "essay/r3")],
        asked[2]: [("is narrowed by", "review/r2")],
    }


def test_a_conflict_recorded_at_both_ends_is_told_once(ana: User) -> None:
    relate("essay/r1", "conflicts-with", "review/r1")
    relate("review/r1", "conflicts-with", "essay/r1")
    assert [each.words for each in related([find("essay/r1").pk])[find("essay/r1").pk]] == ["conflicts with"]


def test_what_is_suggested_says_why_and_what_has_most_reasons_comes_first(ana: User) -> None:
    relate("essay/r1", "restates", "review/r1")
    relate("essay/r1", "narrows", "review/r2", 1)
    relate("review/r2", "supersedes", "essay/r2")
    assert suggested("essay/r1", "essay/r2") == [
        ("review/r2", "R1 narrows it; R2 is superseded by it"),
        ("review/r1", "R1 restates it"),
    ]


def test_at_most_three_are_suggested_none_without_a_reason_and_none_that_is_linked(ana: User) -> None:
    assert suggested("essay/r1") == []
    for number in range(1, 6):
        relate("essay/r1", "restates", f"review/r{number}", number)
    assert [name for name, _why in suggested("essay/r1")] == ["review/r1", "review/r2", "review/r3"]
    assert [name for name, _why in suggested("essay/r1", "review/r1")][:1] == ["review/r2"]


def test_the_form_suggests_once_one_is_chosen_and_adds_by_a_button(site: Client) -> None:
    relate("essay/r1", "restates", "review/r2")
    assert "It may also touch" not in site.get(NEW).content.decode()
    response = press(site, site.get(NEW), "add-link=", find="essay/r1")
    html = response.content.decode()
    assert "It may also touch" in html
    assert "R1 restates it." in html
    sent = Fields(html).sent
    sent.pop("csrfmiddlewaretoken")
    response = site.post(NEW, {**sent, "add-link": "review/r2"})
    html = response.content.decode()
    assert Fields(html).sent["links-1-recommendation"] == ["review/r2"]
    assert "links-1-effect" not in Fields(html).sent
    assert "It may also touch" not in html


def test_of_one_in_conflict_it_says_that_the_effect_may_be_the_opposite(site: Client) -> None:
    relate("essay/r1", "conflicts-with", "review/r2")
    html = site.get(f"{NEW}?recommendation=essay/r1").content.decode()
    assert "R1 conflicts with it." in html
    assert "What advances the one may set the other back." in html


def test_a_published_development_offers_to_link_the_related_one_too(site: Client, ana: User) -> None:
    relate("review/r2", "restates", "essay/r1")
    development = world.log(ana)
    page = reverse("developments:detail", args=[development.key])
    edit = f"{reverse('developments:edit', args=[development.key])}?recommendation=review/r2"
    html = site.get(page).content.decode()
    assert "R1 is linked; R2 of A review restates it." in html
    assert edit in html
    assert edit not in client_of(person(Role.READER)).get(page).content.decode()
    again = Fields(site.get(edit).content.decode()).sent
    assert again["links-1-recommendation"] == ["review/r2"]
    assert development.links.count() == 1


def test_suggesting_costs_one_query_for_any_number_of_links(
    site: Client, django_assert_max_num_queries: Any
) -> None:
    world.make_document("long", recommendations=30)
    for number in range(1, 31):
        relate(f"long/r{number}", "restates", "essay/r1")
    many = "&".join(f"recommendation=long/r{number}" for number in range(1, 31))
    with django_assert_max_num_queries(10):
        site.get(f"{NEW}?{many}")
