"""People: their roles, what follows from them, and who may add and change them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from tests.support.people import PASSWORD, person
from tracker.accounts import services
from tracker.accounts.models import User
from tracker.accounts.roles import Action, Role, may, require
from tracker.core.errors import Conflict, InvalidInput, NotAllowed

pytestmark = pytest.mark.django_db

LEAST = {
    Role.READER: {Action.SEE},
    Role.ANALYST: {
        Action.SEE,
        Action.LOG,
        Action.CHECK,
        Action.ASSESS,
        Action.HANDLE_FLAGS,
        Action.NAME_DAYS,
    },
}
LEAST[Role.EDITOR] = LEAST[Role.ANALYST] | {
    Action.HANDLE_AREA_FLAGS,
    Action.SET_UP,
    Action.PACKAGES,
    Action.POLICIES,
}
LEAST[Role.ADMINISTRATOR] = set(Action)


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_table_says(role: Role) -> None:
    someone = person(role)
    assert {action for action in Action if may(someone, action)} == LEAST[role]


def test_who_may_not_is_told_which_role_it_takes() -> None:
    with pytest.raises(NotAllowed, match="takes the role of editor"):
        require(person(Role.ANALYST), Action.SET_UP)


def test_nobody_may_do_anything_once_switched_off() -> None:
    assert not may(person(Role.ADMINISTRATOR, is_active=False), Action.SEE)


@pytest.mark.parametrize("role", Role)
def test_djangos_permissions_follow_from_the_role_alone(role: Role) -> None:
    someone = person(role)
    whether = role == Role.ADMINISTRATOR
    assert (someone.is_staff, someone.is_superuser) == (whether, whether)
    assert someone.has_perm("documents.change_area") is whether
    assert someone.has_module_perms("documents") is whether


@pytest.mark.parametrize("given", ["Nari", "nari", "NARI@example.org"])
def test_signing_in_takes_the_name_or_the_e_mail_address(given: str) -> None:
    someone = person(username="nari", email="nari@example.org")
    assert authenticate(username=given, password=PASSWORD) == someone
    assert authenticate(username=given, password="wrong") is None


def test_names_and_addresses_are_one_persons_whatever_their_case() -> None:
    person(username="nari", email="nari@example.org")
    for fields in ({"username": "Nari"}, {"username": "other", "email": "NARI@example.org"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            person(**fields)


def test_an_administrator_adds_a_person() -> None:
    added = services.add_person(
        by=person(Role.ADMINISTRATOR), username="nari", password=PASSWORD, role=Role.EDITOR
    )
    assert User.objects.get(username="nari").role == Role.EDITOR
    assert added.check_password(PASSWORD)


def test_nobody_else_adds_people() -> None:
    with pytest.raises(NotAllowed):
        services.add_person(by=person(Role.EDITOR), username="nari")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": "with blank"}, "username"),
        ({"username": ""}, "username"),
        ({"username": "nari", "password": "short"}, "password"),
        ({"username": "nari", "role": "king"}, "role"),
        ({"username": "nari", "email": "nothing"}, "email"),
    ],
)
def test_a_person_that_cannot_be_is_refused_naming_the_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.add_person(by=person(Role.ADMINISTRATOR), **fields)
    assert [error.path for error in refused.value.errors] == [field]


def test_a_person_without_a_password_comes_in_by_invitation_only() -> None:
    added = services.add_person(by=person(Role.ADMINISTRATOR), username="nari")
    assert not added.has_usable_password()


def test_the_last_administrator_stays() -> None:
    last = person(Role.ADMINISTRATOR)
    with pytest.raises(Conflict):
        services.change_person(by=last, person=last, role=Role.READER, is_active=True)
    with pytest.raises(Conflict):
        services.change_person(by=last, person=last, role=Role.ADMINISTRATOR, is_active=False)
    another = person(Role.ADMINISTRATOR)
    services.change_person(by=another, person=last, role=Role.READER, is_active=True)
    assert User.objects.get(pk=last.pk).role == Role.READER


def test_a_persons_changes_are_in_the_history_without_the_password() -> None:
    someone = person()
    someone.role = Role.EDITOR
    someone.save()
    events: Any = someone.events  # type: ignore[attr-defined]
    assert [event.role for event in events.order_by("pgh_id")] == [Role.ANALYST, Role.EDITOR]
    assert "password" not in {field.name for field in events.model._meta.fields}
