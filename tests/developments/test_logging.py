"""Logging a development, as a draft or published, and everything that can be wrong with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.developments import world
from tests.support.people import person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core import clock
from tracker.core.errors import InvalidInput, NotAllowed
from tracker.developments import services
from tracker.developments.models import Development, Link, Meeting
from tracker.developments.signals import draft_saved, evidence_changed, looked
from tracker.documents.models import Document, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return world.make_document()


@pytest.fixture
def ana(document: Document) -> User:
    return person(Role.ANALYST)


def errors_of(user: User, **changes: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        world.log(user, **changes)
    return {error.path: error.message for error in caught.value.errors}


def test_what_is_published_has_its_links_and_meetings_at_one_moment(ana: User) -> None:
    development = world.log(ana, links=[world.link(meets=["held"]), world.link("essay/r2", effect="context")])
    links = list(development.links.all())
    assert development.state == "published"
    assert {row.published_at for row in [*links, *development.meetings.all()]} == {development.published_at}
    assert all(row.looked and row.published_by == ana for row in links)
    assert [(row.earliest, row.latest, row.standing) for row in links] == [
        (dt.date(2024, 6, 1), dt.date(2024, 6, 1), "confirmed")
    ] * 2


def test_tracking_begins_with_the_first_published_row(ana: User, document: Document) -> None:
    first = world.log(ana)
    document.refresh_from_db()
    assert document.tracking_began_at == first.published_at
    world.log(ana, title="Another")
    document.refresh_from_db()
    assert document.tracking_began_at == first.published_at


def test_a_draft_may_lack_everything_and_has_nothing_published(ana: User, document: Document) -> None:
    development = services.log_development(user=ana, given={}).development
    assert (development.state, development.date) == ("draft", "")
    assert Development.objects.filter(earliest=None, latest=None).get() == development
    draft = world.log(ana, state="draft", links=[{"recommendation": "essay/r1"}], sources=[])
    assert draft.links.get().published_at is None
    assert draft.links.get().effect is None
    document.refresh_from_db()
    assert document.tracking_began_at is None


def test_a_draft_may_have_a_source_without_title_which_takes_it_later(ana: User) -> None:
    draft = world.log(ana, state="draft", sources=[{"url": "https://example.org/new"}])
    world.edit(ana, draft, state="published", sources=[{"url": "https://example.org/new", "title": "News"}])
    assert Source.objects.get().title == "News"


def test_impossible_values_are_refused_in_drafts_too(ana: User) -> None:
    found = errors_of(
        ana,
        state="draft",
        date="2023-02-30",
        kind="party",
        standing="rumoured",
        actors=["korea", "atlantis", "korea"],
        sources=[{"url": "ftp://example.org/", "title": "x"}, {"title": "No address"}],
        links=[
            world.link("essay/r9"),
            world.link(effect="up", strength=2, meets=["held", "never"], unmeets=["held"]),
            world.link(),
            "essay/r1",
        ],
        colour="red",
    )
    assert set(found) == {
        "date", "kind", "standing", "actors.1", "actors.2", "sources.0.url", "sources.1.url",
        "links.0.recommendation", "links.1.effect", "links.1.strength", "links.1.meets.1",
        "links.1.unmeets.0", "links.2.recommendation", "links.3", "colour",
    }  # fmt: skip
    assert not Development.objects.exists()


def test_publishing_asks_for_title_date_kind_a_source_and_each_links_coding(ana: User) -> None:
    found = errors_of(ana, title="", date=None, kind=None, sources=[], links=[{"recommendation": "essay/r1"}])
    assert set(found) == {"title", "date", "kind", "sources", "links.0.effect", "links.0.strength"}


@pytest.mark.parametrize("value", [3, None, [], {"a": 1}, True, "x\0y", "\ud800", "x" * 501])
def test_no_value_of_another_type_comes_through(ana: User, value: Any) -> None:
    with pytest.raises(InvalidInput):
        services.log_development(user=ana, given={**world.given(), "title": value})


@pytest.mark.parametrize("name", ["actors", "sources", "links"])
@pytest.mark.parametrize("value", ["essay/r1", {"0": "x"}, 7, [[]], [None], ["x"] * 501])
def test_a_list_that_is_none_is_refused(ana: User, name: str, value: Any) -> None:
    assert any(path.startswith(name) for path in errors_of(ana, **{name: value}))


def test_what_has_not_happened_anywhere_is_not_published(ana: User) -> None:
    with clock.fixed_at(dt.datetime(2026, 11, 24, 9, 59, tzinfo=dt.UTC)):
        assert "not happened" in errors_of(ana, date="2026-11-25")["date"]
    with clock.fixed_at(dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)):
        assert world.log(ana, date="2026-11-25").state == "published"


def test_a_latest_day_still_to_come_is_published(ana: User) -> None:
    with clock.fixed_at(dt.datetime(2026, 11, 24, tzinfo=dt.UTC)):
        assert world.log(ana, date="2026").latest == dt.date(2026, 12, 31)


def test_a_reader_logs_nothing(document: Document) -> None:
    with pytest.raises(NotAllowed):
        world.log(person(Role.READER))


def test_keys_are_made_of_day_and_title_and_numbered_where_taken(ana: User) -> None:
    keys = [world.log(ana, date="2024-06~").key for _number in range(3)]
    assert keys == [f"2024-06-01-ministers-meet-in-seoul{end}" for end in ("", "-2", "-3")]
    assert world.log(ana, title="한일 정상회담").key == "2024-06-01"
    assert world.log(ana, state="draft", title="New", date=None).key == "item"


def test_a_source_is_found_by_its_address_and_its_first_title_stands(ana: User) -> None:
    world.log(ana)
    again = {"url": "http://www.example.org/met/?utm_source=x", "title": "Another title"}
    saved = services.log_development(user=ana, given=world.given(sources=[again]))
    assert Source.objects.count() == 1
    assert [(each.stands, each.given) for each in saved.told] == [("They met", "Another title")]


def test_news_is_sent_once_with_everything_it_touched(ana: User) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []

    def hear(name: str) -> Any:
        def receiver(**news: Any) -> None:
            news.pop("signal")
            heard.append((name, news))

        return receiver

    receivers = [(each, hear(name)) for name, each in
                 (("evidence", evidence_changed), ("looked", looked), ("draft", draft_saved))]  # fmt: skip
    for signal, receiver in receivers:
        signal.connect(receiver)
    try:
        development = world.log(ana, links=[world.link(), world.link("essay/r2")])
    finally:
        for signal, receiver in receivers:
            signal.disconnect(receiver)
    touched = set(development.links.values_list("recommendation_id", flat=True))
    news = dict(heard)
    assert [name for name, _news in heard].count("evidence") == 1
    assert news["evidence"]["recommendation_ids"] == touched
    assert news["evidence"]["development_ids"] == [development.pk]
    assert news["evidence"]["why"] == "published"
    assert news["looked"]["recommendation_ids"] == touched


def test_the_number_of_queries_does_not_grow_with_the_lists(
    ana: User, django_assert_max_num_queries: Any
) -> None:
    world.make_document("long", recommendations=40)
    many = [world.link(f"long/r{number}", meets=["held"]) for number in range(1, 41)]
    sources = [{"url": f"https://example.org/{number}", "title": "x"} for number in range(40)]
    with django_assert_max_num_queries(32):
        world.log(ana, links=many, sources=sources)
    assert Link.objects.count() == Meeting.objects.count() == 40


def test_a_check_is_recorded_and_sent(ana: User, document: Document) -> None:
    recommendation = document.recommendations.get(key="r1")
    check = services.record_check(user=ana, recommendation=recommendation, given={"where": "The ministry"})
    assert (check.on, check.where, check.user) == (clock.today(), "The ministry", ana)
    with pytest.raises(InvalidInput):
        services.record_check(user=ana, recommendation=recommendation, given={"on": "2999-01-01"})
    with pytest.raises(InvalidInput, match="came out on 10 August 2022; nobody can have looked before"):
        services.record_check(user=ana, recommendation=recommendation, given={"on": "2022-08-09"})
    assert services.record_check(user=ana, recommendation=recommendation, given={"on": "2022-08-10"}).pk
