"""A draft whose day is still to come reminds its author when the day has come."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core import clock
from tracker.developments import services
from tracker.developments.models import Development
from tracker.notices import queries
from tracker.notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 3)
WORDS = "was dated 3 December 2026, which has come"


def _on(day: dt.date) -> AbstractContextManager[None]:
    return clock.fixed_at(dt.datetime.combine(day, dt.time(12), dt.UTC))


def _draft(user: User, date: str = "2026-12-03", **given: Any) -> Development:
    with _on(DAY - dt.timedelta(days=10)):
        return services.log_development(
            user=user, given={"date": date, "title": "A talk", **given}
        ).development


def _edit(user: User, draft: Development, **given: Any) -> None:
    with _on(DAY - dt.timedelta(days=5)):
        services.edit_development(user=user, key=draft.key, given={"version": draft.version, **given})


def test_from_its_day_on_the_author_is_reminded_until_they_put_it_away() -> None:
    author = person()
    draft = _draft(author)
    client = client_of(author)
    with _on(DAY - dt.timedelta(days=1)):
        assert WORDS not in client.get("/account/").content.decode()
    for later in (0, 1, 100):
        with _on(DAY + dt.timedelta(days=later)):
            page = client.get("/account/").content.decode()
            assert WORDS in page
            assert f"/developments/{draft.key}/edit/" in page
    with _on(DAY):
        response = client.post(f"/notices/{Notice.objects.get().pk}/put-away/", {"back": "/account/"})
        assert response["Location"] == "/account/"
        assert WORDS not in client.get("/account/").content.decode()


def test_nobody_else_sees_it_or_puts_it_away() -> None:
    author, editor = person(), person(Role.EDITOR)
    _draft(author)
    client = client_of(editor)
    with _on(DAY):
        assert WORDS not in client.get("/account/").content.decode()
        client.post(f"/notices/{Notice.objects.get().pk}/put-away/")
        assert WORDS in client_of(author).get("/account/").content.decode()


def test_putting_away_leads_nowhere_else() -> None:
    response = client_of(person()).post("/notices/1/put-away/", {"back": "https://example.org/"})
    assert response["Location"] == "/"


@pytest.mark.parametrize("date", ["2026-11-01", "2026-11", ""])
def test_a_draft_whose_day_has_come_or_is_unknown_needs_no_reminder(date: str) -> None:
    _draft(person(), date)
    assert not Notice.objects.exists()


def test_a_new_day_moves_the_reminder() -> None:
    author = person()
    _edit(author, _draft(author), date="2027-01/2027-03")
    assert Notice.objects.get().not_before == dt.date(2027, 1, 1)


def test_a_day_that_has_come_takes_it_back() -> None:
    author = person()
    _edit(author, _draft(author), date="2026-11-01")
    assert not Notice.objects.exists()


def test_a_discarded_draft_reminds_nobody() -> None:
    author = person()
    services.discard_draft(user=author, key=_draft(author).key)
    assert not Notice.objects.exists()


def test_reminders_cost_one_query_and_readers_none() -> None:
    author, reader = person(), person(Role.READER)
    for _ in range(5):
        _draft(author)
    for user, cost in ((author, 1), (reader, 0)):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.reminders_due(user, DAY)
        assert len(captured) == cost
