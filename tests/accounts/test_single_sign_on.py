"""Single sign-on: a provider of OpenID Connect lets in whom an administrator added, and nobody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.support.people import PASSWORD, person
from tracker.accounts.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/oidc/oidc/login/"
CALLBACK = f"{LOGIN}callback/"


class Provider(ThreadingHTTPServer):
    """A provider that knows one person."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.claims: dict[str, Any] = {"sub": "7", "email": "nari@example.org", "email_verified": True}

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        url = self.server.url
        if self.path.startswith("/.well-known/"):
            self._say(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                }
            )
        else:
            self._say(self.server.claims)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say({"access_token": "for-the-test", "token_type": "Bearer"})

    def _say(self, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """Run a provider and have the product use it."""
    with Provider() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        app = {
            "provider_id": "oidc",
            "name": "The House",
            "client_id": "tracker",
            "secret": "s",
            "settings": {"server_url": running.url, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield running
        running.shutdown()


def _sign_in(client: Client) -> Any:
    asked = client.get(LOGIN)
    assert asked.status_code == 302
    query = parse_qs(urlsplit(asked["Location"]).query)
    assert query["code_challenge_method"] == ["S256"]
    return client.get(CALLBACK, {"code": "c", "state": query["state"][0]})


def test_the_sign_in_page_offers_the_provider(provider: Provider) -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert "The House" in page
    assert LOGIN in page


def test_without_a_provider_none_is_offered() -> None:
    assert "/accounts/oidc/" not in Client().get("/accounts/login/").content.decode()
    assert Client().get(LOGIN).status_code in (302, 404)


def test_whose_verified_address_an_administrator_gave_comes_in_and_keeps_the_password(
    provider: Provider,
) -> None:
    someone = person(username="nari", email="Nari@example.org")
    client = Client()
    assert _sign_in(client)["Location"] == "/"
    assert client.get("/account/").status_code == 200
    assert SocialAccount.objects.get().user == someone
    assert User.objects.get(pk=someone.pk).check_password(PASSWORD)


def test_later_the_provider_is_believed_though_the_address_changed(provider: Provider) -> None:
    someone = person(username="nari", email="nari@example.org")
    _sign_in(Client())
    provider.claims["email"] = "another@example.org"
    client = Client()
    _sign_in(client)
    assert client.get("/account/").status_code == 200
    assert SocialAccount.objects.get().user == someone


@pytest.mark.parametrize(
    "claims", [{"email": "stranger@example.org"}, {"email_verified": False}, {"email": ""}]
)
def test_nobody_else_comes_in(provider: Provider, claims: dict[str, Any]) -> None:
    person(username="nari", email="nari@example.org")
    provider.claims.update(claims)
    client = Client()
    response = _sign_in(client)
    assert response.status_code in (200, 302)
    assert client.get("/account/").status_code == 302
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_whose_account_is_switched_off_does_not_come_in(provider: Provider) -> None:
    person(username="nari", email="nari@example.org", is_active=False)
    client = Client()
    _sign_in(client)
    assert client.get("/account/").status_code == 302


def test_a_second_factor_is_asked_for_here_too(provider: Provider) -> None:
    someone = person(username="nari", email="nari@example.org")
    Authenticator.objects.create(user=someone, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = Client()
    assert _sign_in(client)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("half", ["TRACKER_OIDC_URL", "TRACKER_OIDC_CLIENT_ID"])
def test_half_a_provider_is_refused_by_name(half: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"],
        env={**os.environ, half: "https://id.example.org"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "TRACKER_OIDC_URL and TRACKER_OIDC_CLIENT_ID go together" in done.stderr
