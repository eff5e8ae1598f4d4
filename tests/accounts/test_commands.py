"""``create_api_token`` and ``ensure_admin`` print their answer alone on standard output."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.support.people import ApiClient, person
from tracker.accounts.models import ApiToken, User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def _run(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def test_a_token_is_printed_alone_and_works() -> None:
    someone = person(username="nari")
    printed = _run("create_api_token", "nari", "--expires", "30")
    assert printed == printed.strip() + "\n"
    assert ApiClient(token=printed.strip()).get("/api/v1/documents/").status_code == 200
    token = ApiToken.objects.get()
    assert token.user == someone
    assert token.expires_at is not None
    assert (token.expires_at - token.created_at).days in (29, 30)


def test_a_token_without_days_never_expires() -> None:
    person(username="nari")
    _run("create_api_token", "Nari")
    assert ApiToken.objects.get().expires_at is None


@pytest.mark.parametrize(
    "arguments", [("nobody",), ("nari", "--expires", "0"), ("nari", "--expires", "9999")]
)
def test_an_unknown_name_or_an_impossible_life_makes_no_token(arguments: tuple[str, ...]) -> None:
    person(username="nari")
    with pytest.raises(CommandError):
        _run("create_api_token", *arguments)
    assert not ApiToken.objects.exists()


def test_whose_account_is_switched_off_gets_no_token() -> None:
    person(username="nari", is_active=False)
    with pytest.raises(CommandError):
        _run("create_api_token", "nari")


def test_the_first_administrator_gets_a_password_that_is_printed_once() -> None:
    username, password = _run("ensure_admin").rstrip("\n").split("\t")
    added = User.objects.get()
    assert (added.username, added.role) == (username, Role.ADMINISTRATOR) == ("admin", Role.ADMINISTRATOR)
    assert added.check_password(password)
    assert _run("ensure_admin") == ""


def test_a_given_name_and_password_are_used_and_not_printed(settings: Any) -> None:
    settings.TRACKER_ADMIN_USERNAME, settings.TRACKER_ADMIN_PASSWORD = "nari", "short"
    assert _run("ensure_admin") == ""
    assert User.objects.get(username="nari").check_password("short")


def test_where_there_is_an_administrator_nothing_is_done() -> None:
    person(Role.ADMINISTRATOR)
    assert _run("ensure_admin") == ""
    assert User.objects.count() == 1


def test_one_who_is_switched_off_does_not_count() -> None:
    person(Role.ADMINISTRATOR, is_active=False)
    assert _run("ensure_admin") != ""


def test_a_taken_name_is_said_in_a_sentence() -> None:
    person(Role.READER, username="admin")
    with pytest.raises(CommandError, match="No administrator could be added"):
        _run("ensure_admin")
