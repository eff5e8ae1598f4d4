"""Two people at the same row at the same time, on connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.developments import world
from tests.support import databases
from tests.support.people import person
from tracker.accounts.models import User
from tracker.core.errors import Conflict, TrackerError
from tracker.developments import services
from tracker.developments.models import Development


@pytest.fixture
def committed(template_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give the test a database in which everything is committed; it is dropped after."""
    from django.db import connection

    before = str(connection.settings_dict["NAME"])
    with databases.cloned(template_database) as name, django_db_blocker.unblock():
        databases.point_django_at(name)
        try:
            yield
        finally:
            databases.point_django_at(before)


def at_once(actions: list[Callable[[], object]]) -> list[object]:
    """Run the actions in threads that start together; return what each returned or raised."""
    from django.db import connection

    barrier = threading.Barrier(len(actions))
    results: list[object] = [None] * len(actions)

    def run(index: int) -> None:
        barrier.wait()
        try:
            results[index] = actions[index]()
        except TrackerError as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.usefixtures("committed")
def test_of_two_who_correct_the_same_version_one_wins_and_one_is_told() -> None:
    world.make_document()
    ana = person()
    development = world.log(ana)

    def correct(effect: str) -> Callable[[], object]:
        given = {"version": 1, "links": [world.link(effect=effect)], "reason": effect}
        return lambda: services.edit_development(user=ana, key=development.key, given=given)

    results = at_once([correct("sets-back"), correct("context")])
    assert sum(isinstance(each, Conflict) for each in results) == 1
    assert development.links.count() == 2
    assert development.links.filter(retracted_at=None).count() == 1
    development.refresh_from_db()
    assert development.version == 2


@pytest.mark.usefixtures("committed")
def test_of_one_who_edits_and_one_who_retracts_the_row_ends_in_one_piece() -> None:
    world.make_document()
    ana = person()
    for number in range(5):
        development = world.log(ana, title=f"Meeting {number}")
        key = development.key
        edited = {"version": 1, "links": [world.link(strength="major")], "reason": "more"}
        correct = partial(services.edit_development, user=ana, key=key, given=edited)
        retract = partial(services.retract_development, user=ana, key=key, reason="no", version=1)
        at_once([correct, retract])
        development.refresh_from_db()
        standing = development.links.filter(retracted_at=None).count()
        assert standing == (0 if development.state == "retracted" else 1)


@pytest.mark.usefixtures("committed")
def test_made_keys_never_clash() -> None:
    world.make_document()
    people: list[User] = [person() for _number in range(6)]
    results = [each.key for each in at_once([partial(world.log, user) for user in people])
               if isinstance(each, Development)]  # fmt: skip
    base = "2024-06-01-ministers-meet-in-seoul"
    assert sorted(results) == sorted([base, *(f"{base}-{number}" for number in range(2, 7))])
    assert Development.objects.count() == 6
