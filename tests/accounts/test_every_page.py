"""Every page: closed to who has not signed in, and strict about scripts and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.support.pages import inline, patterns
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

#: What each part of an address may be; the first named of its page's own, then of any page.
PARTS = {
    "doc": "chun-2022",
    "document": "chun-2022",
    "document_key": "chun-2022",
    "area": "trilateral-framework",
    "provider_id": "oidc",
    "uidb36": "1",
    "pk": "1",
    "id": "1",
    "app_label": "accounts",
    "content_type_id": "1",
    "object_id": "1",
    "url": "nothing",
}
KEYS = {
    "areas": "trilateral-framework",
    "actors": "KR",
    "developments": "2023-08-18-camp-david-summit",
    "documents": "chun-2022",
}
RECOMMENDATION = "acknowledge-perspectives"

#: Served to everybody. Under /accounts/ stands what signing in needs; the API answers 401 itself.
OPEN = {
    "core:health",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}


def address(route: str) -> str:
    """Fill an address's parts in."""
    key = KEYS.get(route.split("/", maxsplit=1)[0].removeprefix("^"), "x")
    if "recommendations/" in route.split("key", maxsplit=1)[0]:
        key = RECOMMENDATION
    given = {**PARTS, "key": key}
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda m: given[m[1]], route)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: given[m[1]], route)
    return "/" + re.sub(r"[\^$\\]", "", route)


ALL = sorted({(name, address(route)) for name, route in patterns()})
#: The admin pages of each table are walked by themselves.
PAGES = [(name, path) for name, path in ALL if not name.startswith("admin:")]


def _leads_to_sign_in(name: str, path: str, response: Any) -> bool:
    status: int = response.status_code
    leads: str = response.headers.get("Location", "")
    if path.startswith("/api/") and name != "api:reference":
        return status == 401
    if name in OPEN or name.startswith("openid_connect"):
        return status in (200, 401, 405) or (status == 302 and leads.startswith("/accounts/"))
    return status == 302 and leads.startswith("/accounts/login/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_signed_out_every_page_leads_to_sign_in(method: str) -> None:
    client = Client()
    answers = [(name, path, getattr(client, method)(path)) for name, path in ALL]
    assert len(answers) > 100
    assert [path for name, path, answer in answers if not _leads_to_sign_in(name, path, answer)] == []


@pytest.mark.parametrize("path", ["/nothing/", "/accounts/nothing/", "/documents/x/y/z/", "/admin/nothing/"])
def test_signed_out_what_is_nowhere_leads_to_sign_in_too(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.fixture(scope="module")
def boss_pk(shipped: None, django_db_blocker: Any) -> Iterator[int]:
    """An administrator with every second factor but a key, over all tests of this module."""
    with django_db_blocker.unblock():
        boss = person(Role.ADMINISTRATOR)
        TOTP.activate(boss, generate_totp_secret())
        RecoveryCodes.activate(boss)
        yield boss.pk
        Authenticator.objects.filter(user=boss).delete()
        boss.delete()


@pytest.fixture
def boss(boss_pk: int) -> Client:
    return client_of(User.objects.get(pk=boss_pk))


def _check(response: Any) -> None:
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    if response["Content-Type"].startswith("text/html"):
        assert inline(response.content.decode()) == []


@pytest.mark.parametrize("path", [path for _name, path in PAGES])
def test_every_page_has_the_strict_policy_and_nothing_inline(path: str, boss: Client) -> None:
    response = boss.get(path)
    assert response.status_code in (200, 302, 400, 401, 403, 404, 405), path
    _check(response)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/inactive/"])
def test_so_have_the_pages_before_sign_in(path: str) -> None:
    _check(Client().get(path))
    _check(Client().post(path, {"login": "x", "password": "y", "email": "z"}))


def test_so_have_the_pages_that_refuse(boss: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/accounts/login/", {"login": "x", "password": "y"})
    assert refused.status_code == 403
    assert "load the page anew" in refused.content.decode()
    _check(refused)
    _check(boss.get("/developments/new/", headers={"Host": "elsewhere.example"}))
    for _ in range(40):
        response = Client().post("/accounts/login/", {"login": "x", "password": "y"})
    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()
    _check(response)


def _admin_models() -> list[type[Model]]:
    from django.contrib import admin

    return list(admin.site._registry)


@pytest.mark.parametrize("kind", ["changelist", "add", "change", "history", "delete"])
def test_so_have_the_admin_pages_of_every_table(kind: str, boss: Client) -> None:
    for model in _admin_models():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}"
        row = model._default_manager.first()
        if kind in ("changelist", "add"):
            path = reverse(name)
        elif row is not None:
            path = reverse(name, args=[row.pk])
        else:
            continue
        response = boss.get(path)
        assert response.status_code in (200, 403), path
        _check(response)
