"""Sign-in, the second factor and passwords in a real browser, under the strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tracker.core import assets

PASSWORD = "several quiet words"


@pytest.fixture
def served(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Serve the product with one analyst; what the test writes is taken away after it."""
    from tracker.accounts.models import User

    assets.build(Path(settings.BUILD_DIR) / "static")
    with django_db_blocker.unblock():
        person = User.objects.create_user("analyst", password=PASSWORD, role="analyst")
        server = LiveServerThread("localhost", StaticFilesHandler, connections_override={}, port=0)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        yield f"http://localhost:{server.port}"
        server.terminate()
        person.delete()


@pytest.fixture
def tab(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what the browser complains of on it."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # What axe itself does to the page has no address.
        if "Content Security" in message.text and message.location["url"]:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    context.close()


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto(f"{address}/accounts/login/?next=/accounts/2fa/")
    page.get_by_label("Username or e-mail address").fill("analyst")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def still_me(page: Page) -> None:
    """Give the password again before what keeps the account safe is changed."""
    expect(page.get_by_role("heading", name="Is it still you?")).to_be_visible()
    accessible(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found] == []


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_a_wrong_password_is_told_and_the_name_stays(served: str, tab: tuple[Page, list[str]]) -> None:
    page, complaints = tab
    sign_in(page, served, "wrong")

    expect(page.get_by_role("alert")).to_contain_text("You are not signed in.")
    expect(page.get_by_label("Username or e-mail address")).to_have_value("analyst")
    accessible(page)
    assert complaints == []


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(served: str, tab: tuple[Page, list[str]]) -> None:
    page, complaints = tab
    sign_in(page, served)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Set up an app").click()
    still_me(page)
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()
    accessible(page)
    secret = page.locator(".secret").inner_text()
    page.get_by_label("The six digits that it now shows").fill(code_of(secret))
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    accessible(page)
    page.context.clear_cookies()
    sign_in(page, served)

    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    expect(page.get_by_role("button", name="Use a security key")).to_be_visible()
    accessible(page)
    assert complaints == []


def test_a_security_key_is_registered(served: str, tab: tuple[Page, list[str]]) -> None:
    page, complaints = tab
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**key, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    sign_in(page, served)
    page.get_by_role("link", name="Register a key").click()
    still_me(page)
    accessible(page)
    page.get_by_label("Name").fill("Desk key")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(f"{served}/accounts/2fa/webauthn/")

    expect(page.get_by_role("rowheader", name="Desk key")).to_be_visible()
    accessible(page)
    assert complaints == []


def test_a_password_is_changed(served: str, tab: tuple[Page, list[str]]) -> None:
    page, complaints = tab
    sign_in(page, served)
    page.goto(f"{served}/accounts/password/change/")
    accessible(page)
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password, once more").fill("short")
    page.get_by_role("button", name="Change password").click()

    expect(page.get_by_text("This password is too short")).to_be_visible()
    accessible(page)
    assert complaints == []
