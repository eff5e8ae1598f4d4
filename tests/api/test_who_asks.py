"""Who asks: tokens, sessions, and what each is refused with."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import caches

from tests.support.people import ApiClient, client_of, person
from tracker.accounts import services
from tracker.accounts.models import ApiToken
from tracker.accounts.roles import Role
from tracker.core import clock

pytestmark = pytest.mark.django_db
PATH = "/api/v1/documents/"


def test_a_token_reads() -> None:
    response = ApiClient(person(Role.READER)).get(PATH)
    assert response.status_code == 200
    assert response.json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic YTpi", "Bearer \xff"])
def test_without_a_valid_token_the_answer_is_401_and_names_the_scheme(header: str) -> None:
    response = ApiClient().get(PATH, headers={"Authorization": header})
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing/", "/api/v1/", "/api/v1/schema/", "/api/v1/documents/none/"]
)
def test_signed_out_even_an_address_of_nothing_answers_401(address: str) -> None:
    assert ApiClient().get(address).status_code == 401


def test_signed_out_the_reference_page_leads_to_sign_in() -> None:
    response = ApiClient().get("/api/v1/reference/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_a_token_ends_when_revoked_when_expired_and_with_its_owner() -> None:
    owner = person()
    client = ApiClient(owner)
    token = ApiToken.objects.get()
    token.expires_at = clock.now() - dt.timedelta(seconds=1)
    token.save()
    assert client.get(PATH).status_code == 401
    token.expires_at = clock.now() + dt.timedelta(days=1)
    token.save()
    assert client.get(PATH).status_code == 200
    services.revoke_api_token(user=owner, token=token, now=clock.now())
    assert client.get(PATH).status_code == 401
    other = ApiClient(owner)
    assert other.get(PATH).status_code == 200
    owner.is_active = False
    owner.save()
    assert other.get(PATH).status_code == 401


def test_a_tokens_use_is_noted_at_most_once_a_minute() -> None:
    client = ApiClient(person())
    start = clock.now()
    for seconds, noted in ((0, 0), (59, 0), (60, 60)):
        with clock.fixed_at(start + dt.timedelta(seconds=seconds)):
            client.get(PATH)
        assert ApiToken.objects.get().last_used_at == start + dt.timedelta(seconds=noted)


def test_only_a_digest_of_a_token_is_kept() -> None:
    client = ApiClient(person())
    row = ApiToken.objects.values().get()
    assert client.token is not None
    assert client.token not in str(row)
    assert len(row["digest"]) == 64


def test_a_session_reads_and_needs_a_csrf_token_to_write() -> None:
    client = client_of(person())
    assert client.get(PATH).status_code == 200
    client.handler.enforce_csrf_checks = True
    response = client.post("/api/v1/developments/", {}, content_type="application/json")
    assert response.status_code == 403
    assert "CSRF" in response.json()["detail"]


def test_a_demanded_second_factor_is_asked_of_sessions_and_not_of_tokens() -> None:
    owner = person(must_use_second_factor=True)
    assert ApiClient(owner).get(PATH).status_code == 200
    client = client_of(owner)
    assert client.get(PATH).status_code == 403
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={})
    assert client.get(PATH).status_code == 200


def test_who_asks_too_often_is_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.api.throttling.PersonRateThrottle.THROTTLE_RATES", {"person": "2/min"})
    caches["process"].clear()
    client = ApiClient(person())
    assert [client.get(PATH).status_code for _ in range(3)] == [200, 200, 429]
    response = client.get(PATH)
    assert int(response["Retry-After"]) > 0
    assert response.json()["status"] == 429
