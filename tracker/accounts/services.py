"""Writes of people and tokens."""

from __future__ import annotations

import datetime as dt

from allauth.account import app_settings as account_settings
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from tracker.accounts import queries, tokens
from tracker.accounts.models import ApiToken, User
from tracker.accounts.roles import Action, Role, require
from tracker.core.errors import Conflict, FieldError, InvalidInput, NotAllowed

#: A token's use is noted no oftener than this.
USE_NOTED_EVERY = dt.timedelta(minutes=1)
LONGEST_TOKEN_DAYS = 3650
LONGEST_TOKEN_NAME = 100
#: Names the lock under which the first administrator is added.
_ONE_FIRST_ADMINISTRATOR = 7_203_001


def create_api_token(
    *, user: User, now: dt.datetime, name: str = "", days: int | None = None
) -> tuple[ApiToken, str]:
    """Make a token for ``user`` and return it with its secret, which is kept nowhere."""
    if days is not None and not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise InvalidInput({"days": _("Choose 1 to 3,650 days, or leave it empty.")})
    if len(name) > LONGEST_TOKEN_NAME:
        raise InvalidInput({"name": _("A token’s name has 100 characters at most.")})
    if not user.is_active:
        raise NotAllowed(_("This account is switched off."))
    secret = tokens.make()
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=tokens.digest(secret),
        expires_at=now + dt.timedelta(days=days) if days is not None else None,
    )
    return token, secret


def revoke_api_token(*, user: User, token: ApiToken, now: dt.datetime) -> None:
    """End a token for good: one's own, or as administrator anybody's."""
    if token.user_id != user.pk:
        require(user, Action.ADMINISTER)
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def note_token_use(*, token: ApiToken, now: dt.datetime) -> None:
    """Note that ``token`` was used, at most once a minute."""
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


@transaction.atomic
def add_person(
    *,
    by: User | None,
    username: str,
    password: str | None = None,
    role: str = Role.READER,
    email: str = "",
    first_name: str = "",
    last_name: str = "",
    must_use_second_factor: bool = False,
) -> User:
    """Add a person; ``by`` is None only where a command of the machine's owner does it.

    Without a password nobody signs in to the account before an invitation, or single sign-on.
    """
    if by is not None:
        require(by, Action.ADMINISTER)
    person = User(
        username=User.normalize_username(username),
        email=User.objects.normalize_email(email),
        first_name=first_name,
        last_name=last_name,
        role=role,
        must_use_second_factor=must_use_second_factor,
    )
    person.set_password(password)
    try:
        if password is not None and by is not None:
            validate_password(password, person)
        person.full_clean()
    except ValidationError as error:
        raise _as_input_error(error) from error
    person.save()
    return person


@transaction.atomic
def change_person(*, by: User, person: User, role: str, is_active: bool) -> None:
    """Give ``person`` another role, or switch the account off or on."""
    require(by, Action.ADMINISTER)
    require_an_administrator_left(person, role, is_active)
    person.role, person.is_active = role, is_active
    person.save(update_fields=["role", "is_active"])


def require_an_administrator_left(person: User, role: str, is_active: bool) -> None:
    """Raise ``Conflict`` where the change would leave nobody who can add people.

    The administrators' rows are locked, so that two of them cannot take each other's role away.
    """
    if role == Role.ADMINISTRATOR and is_active:
        return
    with transaction.atomic():
        left = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
        pks = {administrator.pk for administrator in left}
    if pks == {person.pk}:
        raise Conflict(_("This is the last administrator; give somebody else the role first."))


def invite(*, by: User, person: User) -> tuple[str, str]:
    """Return the two parts of an address by which ``person`` sets a password, once, within three days."""
    require(by, Action.ADMINISTER)
    if not person.is_active:
        raise Conflict(_("This account is switched off; switch it on first."))
    generator = account_settings.PASSWORD_RESET_TOKEN_GENERATOR()
    return user_pk_to_url_str(person), generator.make_token(person)


@transaction.atomic
def reset_second_factor(*, by: User, person: User) -> None:
    """Take all of a person's second factors off, where they were lost."""
    require(by, Action.ADMINISTER)
    Authenticator.objects.filter(user=person).delete()


@transaction.atomic
def ensure_administrator(*, username: str, password: str) -> str | None:
    """Add an administrator where there is none; return the password where it was made up here.

    A password that the machine's owner gave is taken as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_FIRST_ADMINISTRATOR])
    if queries.active_administrators():
        return None
    made_up = None if password else tokens.make_password()
    add_person(by=None, username=username, password=password or made_up, role=Role.ADMINISTRATOR)
    return made_up


def _as_input_error(error: ValidationError) -> InvalidInput:
    if hasattr(error, "error_dict"):
        return InvalidInput(
            [
                FieldError("" if path == "__all__" else path, message)
                for path, messages in error.message_dict.items()
                for message in messages
            ]
        )
    return InvalidInput([FieldError("password", message) for message in error.messages])
