"""Two people who judge at the same time, on connections of their own."""

from __future__ import annotations

from functools import partial

import pytest

from tests.developments import world
from tests.developments.test_two_at_once import at_once, committed
from tests.support.people import person
from tracker.accounts.roles import Role
from tracker.core.errors import Conflict, InvalidInput
from tracker.progress import services
from tracker.progress.models import Assessment

__all__ = ["committed"]

GIVEN = {"date": "2024-07-01", "status": "in-progress", "rationale": "They act."}


@pytest.mark.usefixtures("committed")
def test_a_draft_is_published_once_and_the_other_is_told() -> None:
    r1 = world.make_document().recommendations.get(key="r1")
    ana, editor = person(), person(Role.EDITOR)
    draft = services.save_draft(user=ana, recommendation=r1, given=GIVEN)
    publish = {"version": 1, "state": "published"}
    results = at_once(
        [partial(services.edit_draft, user=user, pk=draft.pk, given=publish) for user in (ana, editor)]
    )
    assert sorted(isinstance(each, Conflict) for each in results) == [False, True]
    assert Assessment.objects.get().published_at


@pytest.mark.usefixtures("committed")
def test_of_two_drafts_for_one_day_the_second_says_why_it_takes_the_first_one_s_place() -> None:
    r1 = world.make_document().recommendations.get(key="r1")
    people = [person(), person()]
    drafts = [services.save_draft(user=user, recommendation=r1, given=GIVEN) for user in people]
    publish = {"version": 1, "state": "published"}
    results = at_once(
        [
            partial(services.edit_draft, user=user, pk=draft.pk, given=publish)
            for user, draft in zip(people, drafts, strict=True)
        ]
    )
    assert sorted(isinstance(each, InvalidInput) for each in results) == [False, True]
    assert Assessment.objects.filter(published_at__isnull=False).count() == 1
