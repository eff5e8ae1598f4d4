"""The account page, sign-in with a second factor where it is demanded, and the admin pages of people."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.support.people import PASSWORD, ApiClient, client_of, person
from tracker.accounts.models import ApiToken, User
from tracker.accounts.roles import Role

pytestmark = pytest.mark.django_db


def _text(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())  # type: ignore[attr-defined]


def test_the_account_page_says_who_one_is_and_what_one_may_do() -> None:
    page = _text(client_of(person(Role.ANALYST, first_name="Nari", last_name="Kim")).get("/account/"))
    assert "Nari Kim" in page
    assert "role of analyst" in page
    assert "log, edit and retract developments" in page
    assert "load and dump packages" not in page


def test_a_token_is_shown_once_and_works() -> None:
    client = client_of(person())
    response = client.post("/account/tokens/", {"name": "notebook", "days": "30"})
    found = re.search(r"data-token>([^<]+)<", response.content.decode())
    assert found is not None
    assert "no-store" in response["Cache-Control"]
    assert ApiClient(token=found[1]).get("/api/v1/areas/").status_code == 200
    page = client.get("/account/")
    assert "notebook" in _text(page)
    assert found[1] not in page.content.decode()


def test_a_token_that_cannot_be_made_keeps_what_was_typed() -> None:
    response = client_of(person()).post("/account/tokens/", {"name": "notebook", "days": "0"})
    assert response.status_code == 400
    assert 'value="notebook"' in response.content.decode()
    assert not ApiToken.objects.exists()


def test_one_revokes_ones_own_tokens_only() -> None:
    owner, other = person(), person(Role.ADMINISTRATOR)
    api = ApiClient(owner)
    address = reverse("accounts:revoke-token", args=[ApiToken.objects.get().pk])
    assert client_of(other).post(address).status_code == 404
    assert api.get("/api/v1/areas/").status_code == 200
    client_of(owner).post(address)
    assert api.get("/api/v1/areas/").status_code == 401


def test_signing_in_works_and_signing_up_does_not_exist() -> None:
    person(username="nari")
    client = Client()
    assert client.get("/accounts/login/").status_code == 200
    assert client.get("/accounts/signup/")["Location"].startswith("/accounts/login/")
    for name in ("account_signup", "socialaccount_signup", "account_email", "socialaccount_connections"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    response = client.post("/accounts/login/", {"login": "nari", "password": PASSWORD})
    assert response.status_code == 302
    assert client.get("/account/").status_code == 200


def test_after_five_failures_signing_in_has_to_wait() -> None:
    person(username="nari")
    client = Client()
    for _ in range(5):
        client.post("/accounts/login/", {"login": "nari", "password": "wrong"})
    response = client.post("/accounts/login/", {"login": "nari", "password": PASSWORD})
    assert response.status_code in (200, 429)
    assert client.get("/account/").status_code == 302


def test_a_demanded_second_factor_is_set_up_before_anything_else() -> None:
    someone = person(must_use_second_factor=True)
    client = client_of(someone)
    for address in ("/account/", "/", "/admin/"):
        assert client.get(address)["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200
    Authenticator.objects.create(user=someone, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get("/account/").status_code == 200


def test_who_has_a_second_factor_is_asked_for_it_at_sign_in() -> None:
    someone = person(username="nari")
    Authenticator.objects.create(user=someone, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = Client()
    response = client.post("/accounts/login/", {"login": "nari", "password": PASSWORD})
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST, Role.EDITOR])
def test_admin_pages_are_for_administrators_and_have_no_sign_in_of_their_own(role: Role) -> None:
    person(Role.ADMINISTRATOR, username="boss")
    client = client_of(person(role))
    assert client.get("/admin/", follow=True).status_code == 403
    given = {"username": "boss", "password": PASSWORD}
    assert client.post("/admin/login/", given).status_code == 403
    assert client.get("/admin/accounts/user/", follow=True).status_code == 403


def test_an_administrator_adds_a_person_and_hands_over_an_invitation() -> None:
    client = client_of(person(Role.ADMINISTRATOR))
    client.post(
        "/admin/accounts/user/add/", {"username": "nari", "role": "editor", "usable_password": "false"}
    )
    added = User.objects.get(username="nari")
    assert added.role == Role.EDITOR
    assert not added.has_usable_password()
    response = client.post(reverse("admin:accounts_user_invite", args=[added.pk]))
    found = re.search(r"<code>http://testserver([^<]+)</code>", response.content.decode())
    assert found is not None
    guest = Client()
    form = guest.get(found[1], follow=True)
    done = guest.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert done.status_code == 302
    added.refresh_from_db()
    assert added.check_password(PASSWORD)
    used = guest.get(found[1], follow=True)
    assert 'name="password1"' not in used.content.decode()


def test_a_persons_admin_page_shows_no_password_hash() -> None:
    someone = person()
    page = client_of(person(Role.ADMINISTRATOR)).get(reverse("admin:accounts_user_change", args=[someone.pk]))
    assert someone.password not in page.content.decode()
    assert 'name="password"' not in page.content.decode()


def test_the_last_administrator_cannot_take_their_own_role_away() -> None:
    boss = person(Role.ADMINISTRATOR)
    address = reverse("admin:accounts_user_change", args=[boss.pk])
    given = {"username": boss.username, "role": "reader", "is_active": "on"}
    response = client_of(boss).post(address, given)
    assert "last administrator" in _text(response)
    boss.refresh_from_db()
    assert boss.role == Role.ADMINISTRATOR


def test_a_lost_second_factor_is_taken_off_by_an_administrator() -> None:
    someone = person()
    Authenticator.objects.create(user=someone, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = client_of(person(Role.ADMINISTRATOR))
    client.post(reverse("admin:accounts_user_reset_factor", args=[someone.pk]))
    assert not Authenticator.objects.exists()


def test_administrators_revoke_anybodys_token_and_see_no_secret() -> None:
    api = ApiClient(person())
    client = client_of(person(Role.ADMINISTRATOR))
    address = reverse("admin:accounts_apitoken_changelist")
    token = ApiToken.objects.get()
    assert token.digest not in client.get(address).content.decode()
    client.post(address, {"action": "revoke", "_selected_action": [token.pk]})
    assert api.get("/api/v1/areas/").status_code == 401
