"""Editing: drafts change in place; what is published is retracted and succeeded at one moment."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.developments import world
from tests.support.people import person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core.asof import AsOf
from tracker.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tracker.developments import services
from tracker.developments.models import Development, Link
from tracker.documents.models import Document
from tracker.progress import queries
from tracker.progress.queries import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return world.make_document()


@pytest.fixture
def ana(document: Document) -> User:
    return person(Role.ANALYST)


def live(development: Development) -> dict[str, Link]:
    rows = development.links.filter(retracted_at=None).select_related("recommendation")
    return {row.recommendation.key: row for row in rows}


def balance(key: str, known_at: dt.datetime | None = None) -> int:
    now = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    asof = AsOf(now.date(), known_at, now, now.date())
    found = {each.key: each.balance for each in queries.figures(Scope(), asof)}
    return found[key]


def test_correcting_an_effect_retracts_the_link_and_publishes_its_successor_at_one_moment(ana: User) -> None:
    development = world.log(ana)
    first = development.links.get()
    world.edit(ana, development, links=[world.link(effect="sets-back")], reason="read again")
    first.refresh_from_db()
    second = live(development)["r1"]
    assert first.retracted_at == second.published_at
    assert (second.succeeds_id, second.reason, second.looked, first.looked) == (
        first.pk,
        "read again",
        False,
        True,
    )
    assert first.published_at
    assert first.retracted_at
    assert balance("r1") == -2
    assert balance("r1", first.published_at) == 2
    assert balance("r1", first.retracted_at - dt.timedelta(microseconds=1)) == 2
    assert balance("r1", first.retracted_at) == -2


def test_correcting_the_date_succeeds_every_link_and_meeting(ana: User) -> None:
    development = world.log(ana, links=[world.link(meets=["held"]), world.link("essay/r2")])
    world.edit(ana, development, date="2024-07", reason="wrong month")
    assert {row.latest for row in live(development).values()} == {dt.date(2024, 7, 31)}
    meeting = development.meetings.get(retracted_at=None)
    assert meeting.latest == dt.date(2024, 7, 31)
    assert meeting.succeeds
    assert meeting.succeeds.met
    assert development.links.count() == 4


def test_words_alone_change_in_place_and_ask_for_no_reason(ana: User) -> None:
    development = world.log(ana)
    world.edit(ana, development, title="Another title", summary="More", kind="dialogue", actors=["japan"])
    assert development.links.count() == 1
    assert list(development.actors.values_list("key", flat=True)) == ["japan"]


def test_a_rationale_makes_a_successor_and_asks_for_no_reason(ana: User) -> None:
    development = world.log(ana)
    world.edit(ana, development, links=[world.link(rationale="A new commitment", attribution="convergent")])
    assert live(development)["r1"].rationale == "A new commitment"
    assert development.links.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2024-06-02"},
        {"standing": "reported"},
        {"links": []},
        {"links": [world.link(strength="major")]},
        {"links": [world.link(), world.link("essay/r2")]},
        {"links": [world.link(meets=["held"])]},
    ],
)
def test_where_figures_move_a_reason_is_asked(ana: User, change: dict[str, object]) -> None:
    development = world.log(ana)
    with pytest.raises(InvalidInput) as caught:
        world.edit(ana, development, **change)
    assert [error.path for error in caught.value.errors] == ["reason"]
    development.refresh_from_db()
    assert (development.version, development.date) == (1, "2024-06-01")
    world.edit(ana, development, reason="checked again", **change)
    development.refresh_from_db()
    assert development.version == 2


def test_a_link_added_later_was_looked_at_and_succeeds_none(ana: User) -> None:
    development = world.log(ana)
    world.edit(ana, development, links=[world.link(), world.link("essay/r2")], reason="bears on it too")
    added = live(development)["r2"]
    assert (added.looked, added.succeeds_id) == (True, None)
    assert development.links.count() == 2


def test_an_unchanged_list_changes_nothing(ana: User) -> None:
    development = world.log(ana, links=[world.link(meets=["held"])])
    world.edit(ana, development, links=[world.link(meets=["held"])], sources=world.given()["sources"])
    assert development.links.count() == development.meetings.count() == 1


def test_a_draft_changes_in_place_until_it_is_published(ana: User) -> None:
    draft = world.log(ana, state="draft", links=[world.link(meets=["held"]), world.link("essay/r2")])
    world.edit(ana, draft, date="2024-08", links=[world.link(effect="context", unmeets=["again"])])
    assert draft.links.get().effect == 0
    assert [(row.milestone.key, row.met) for row in draft.meetings.all()] == [("again", False)]
    world.edit(ana, draft, state="published")
    published = draft.links.get()
    assert published.looked
    assert published.published_at
    assert published.latest == dt.date(2024, 8, 31)


def test_publishing_a_draft_asks_for_what_it_lacks(ana: User) -> None:
    draft = services.log_development(user=ana, given={"title": "Something"}).development
    with pytest.raises(InvalidInput) as caught:
        world.edit(ana, draft, state="published")
    assert {error.path for error in caught.value.errors} == {"date", "kind", "sources"}


def test_the_version_must_be_given_and_be_the_present_one(ana: User) -> None:
    development = world.log(ana)
    with pytest.raises(InvalidInput):
        services.edit_development(user=ana, key=development.key, given={"title": "x"})
    world.edit(ana, development, title="First")
    with pytest.raises(Conflict) as caught:
        world.edit(ana, development, title="Second", version=1)
    assert caught.value.data == {"version": 2}
    development.refresh_from_db()
    assert development.title == "First"


def test_what_is_published_does_not_become_a_draft_again(ana: User) -> None:
    with pytest.raises(InvalidInput):
        world.edit(ana, world.log(ana), state="draft")


def test_a_draft_is_seen_by_its_author_and_editors_alone(ana: User) -> None:
    draft = world.log(ana, state="draft")
    with pytest.raises(NotFound):
        world.edit(person(Role.ANALYST), draft, title="Mine now")
    assert world.edit(person(Role.EDITOR), draft, title="Better").title == "Better"


def test_retracting_takes_links_and_meetings_along_at_one_moment_and_for_good(ana: User) -> None:
    development = world.log(ana, links=[world.link(meets=["held"])])
    with pytest.raises(InvalidInput):
        services.retract_development(user=ana, key=development.key, reason=" ")
    gone = services.retract_development(user=ana, key=development.key, reason="It was another meeting")
    rows = [*development.links.all(), *development.meetings.all()]
    assert {row.retracted_at for row in rows} == {gone.retracted_at}
    assert gone.retract_reason == "It was another meeting"
    assert balance("r1") == 0
    assert development.published_at
    assert balance("r1", development.published_at) == 2
    with pytest.raises(Conflict):
        services.retract_development(user=ana, key=development.key, reason="again")
    with pytest.raises(Conflict):
        world.edit(ana, development, title="x")


def test_a_draft_is_discarded_and_not_retracted(ana: User) -> None:
    draft = world.log(ana, state="draft", links=[world.link(meets=["held"])])
    with pytest.raises(Conflict):
        services.retract_development(user=ana, key=draft.key, reason="no")
    services.discard_draft(user=ana, key=draft.key)
    assert not Development.objects.exists()
    with pytest.raises(Conflict):
        services.discard_draft(user=ana, key=world.log(ana).key)


def test_a_reader_edits_and_retracts_nothing(ana: User) -> None:
    development, reader = world.log(ana), person(Role.READER)
    with pytest.raises(NotAllowed):
        world.edit(reader, development, title="x")
    with pytest.raises(NotAllowed):
        services.retract_development(user=reader, key=development.key, reason="x")


def test_the_database_refuses_to_change_a_published_link(ana: User) -> None:
    row = world.log(ana).links.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.filter(pk=row.pk).update(weight=4)
