"""The Stalled page says what is stalled, why and since when, and lets people act on it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tracker.accounts.models import User
from tracker.core import clock
from tracker.documents.models import Document
from tracker.stalls import services
from tracker.stalls.choices import Rule
from tracker.stalls.models import Flag, Scan, StallPolicy

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def essay(shipped: None) -> Document:
    """The shipped package, scanned at noon; other heartbeats are later than that."""
    Scan.objects.all().delete()
    Document.objects.update(tracking_began_at=dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC))
    services.scan()
    return Document.objects.get()


def _signed_in(role: str = "analyst") -> Client:
    client = Client()
    client.force_login(User.objects.create(username=role.title(), role=role))
    return client


def _text(response: Any) -> str:
    """The page's words, as they are read."""
    plain = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    plain = re.sub(r"</?(b|span|a|i|em)\b[^>]*>", "", plain)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", plain)))


def test_the_title_says_what_a_reader_would_do(essay: Document) -> None:
    text = _text(_signed_in().get("/stalled/"))
    assert (
        "Eight of eleven have stalled: one is going backwards (R6), two are behind a promise (R4, R5), "
        "one never had a development (R8) and four have gone quiet (R1, R2, R9, R10)." in text
    )
    assert "Five of seven areas are stalled with them. Not stalled: Defence cooperation." in text
    assert "Settled, so never stalled: R7 and R11." in text


def test_the_page_opens_with_nobody_having_looked(essay: Document) -> None:
    text = _text(_signed_in().get("/stalled/"))
    assert (
        "Nobody has looked since tracking began on 2 November 2026; what is quiet says nothing about the "
        "world." in text
    )


def test_each_flag_has_its_sentence_and_two_of_a_day_share_one(essay: Document) -> None:
    text = _text(_signed_in().get("/stalled/"))
    assert (
        "Nothing logged for 428 days, so no advance either (limits 180 and 365). Since 22 September 2025; "
        "nobody has looked since." in text
    )
    assert (
        "Nothing ever logged: 1,567 days, so no advance either (limits 180 and 365). Since the document "
        "came out on 10 August 2022; nobody has looked since." in text
    )
    assert (
        "Three of three unsettled recommendations are stalled. Nothing logged for any of them for 428 days, "
        "so no advance either. Since 22 September 2025; nobody has looked since." in text
    )
    assert text.count("Stalled with its one unsettled recommendation.") == 3


def test_areas_come_longest_quiet_first_and_so_do_their_recommendations(essay: Document) -> None:
    page = _signed_in().get("/stalled/").content.decode()
    codes = re.findall(r'<h3><span class="code">(R\d+)</span>', page)
    assert codes == ["R8", "R1", "R5", "R4", "R10", "R6", "R2", "R9"]


def test_tabs_and_rules_carry_their_counts_zeros_too(essay: Document) -> None:
    response = _signed_in().get("/stalled/")
    assert [(tab["label"], tab["count"]) for tab in response.context["tabs"]] == [
        ("Not resolved", 8), ("Open", 8), ("Acknowledged", 0), ("Snoozed", 0), ("Resolved", None),
    ]  # fmt: skip
    assert [(rule["label"], rule.get("count")) for rule in response.context["rules"]] == [
        ("All rules", None), ("silent", 8), ("no-advance", 6), ("reversing", 1), ("overdue", 2),
        ("off-rhythm", 2),
    ]  # fmt: skip


def test_a_filter_stands_in_the_address(essay: Document) -> None:
    page = _signed_in().get("/stalled/?rule=reversing").content.decode()
    assert re.findall(r'<h3><span class="code">(R\d+)</span>', page) == ["R6"]
    text = _text(_signed_in("editor").get("/stalled/?state=snoozed"))
    assert "Nothing here has such a flag." in text


def test_acknowledging_asks_for_a_cause_and_shows_it(essay: Document) -> None:
    client = _signed_in()
    where = "/stalled/recommendations/chun-2022/japan-support-trust/acknowledge/"
    refused = client.post(where, {"note": "Elections again", "next": "/stalled/"})
    assert refused.status_code == 400
    assert "Choose the cause that fits best." in _text(refused)
    assert "Elections again" in refused.content.decode()
    done = client.post(where, {"cause": "politics", "next": "/stalled/?rule=silent"})
    assert (done.status_code, done["Location"]) == (302, "/stalled/?rule=silent")
    text = _text(client.get("/stalled/"))
    assert "Acknowledged by Analyst, 24 November 2026. Cause: politics." in text
    assert "R9’s flag: acknowledged." in text
    client.post("/stalled/recommendations/chun-2022/japan-support-trust/reopen/")
    assert not Flag.objects.exclude(state="open").exists()


def test_snoozing_takes_a_day_or_the_next_development(essay: Document) -> None:
    client = _signed_in()
    where = "/stalled/recommendations/chun-2022/gradual-agenda/snooze/"
    assert client.post(where, {"until": "day"}).status_code == 400
    assert client.post(where, {"until": "day", "day": "2026-11-24"}).status_code == 400
    assert client.post(where, {"until": "days"}).status_code == 302
    text = _text(client.get("/stalled/?state=snoozed"))
    assert "Snoozed until 24 December 2026, by Analyst, 24 November 2026." in text
    client.post(where, {"until": "development", "reason": "Waiting for the summit."})
    text = _text(client.get("/stalled/?state=snoozed"))
    assert "Snoozed until the next development, by Analyst, 24 November 2026. Waiting for the summit." in text


def test_areas_are_handled_by_editors_alone(essay: Document) -> None:
    where = "/stalled/areas/trilateral-framework/acknowledge/"
    assert _signed_in().post(where, {"cause": "law"}).status_code == 403
    assert _signed_in("editor").post(where, {"cause": "law"}).status_code == 302
    assert set(Flag.objects.filter(state="acknowledged").values_list("area__key", flat=True)) == {
        "trilateral-framework"
    }


def test_a_reader_sees_all_and_can_do_nothing(essay: Document) -> None:
    client = _signed_in("reader")
    page = client.get("/stalled/").content.decode()
    assert '<form method="post" action="/stalled/' not in page
    assert "/snooze/" not in page
    assert (
        client.post(
            "/stalled/recommendations/chun-2022/gradual-agenda/snooze/", {"until": "days"}
        ).status_code
        == 403
    )


def test_another_day_shows_findings_without_states_and_actions(essay: Document) -> None:
    response = _signed_in().get("/stalled/?as_of=2024-03-01")
    text = _text(response)
    assert "Three of eleven have stalled" in text
    assert response.context["tabs"] == []
    assert "finding-mark" in response.content.decode()
    assert "Acknowledge" not in response.content.decode().replace("Acknowledge that Seoul", "")
    assert "Nobody has looked" not in text.replace("nobody has looked since", "")


def test_a_day_before_every_document_says_so(essay: Document) -> None:
    assert "No document had come out on that day." in _text(_signed_in().get("/stalled/?as_of=2020-01-01"))


def test_the_resolved_tab_names_what_ended_a_flag(essay: Document) -> None:
    Flag.objects.filter(rule="off-rhythm").update(
        state="resolved", resolved_at=NOON, resolution="A development was published."
    )
    text = _text(_signed_in().get("/stalled/?state=resolved"))
    assert "Two flags have resolved." in text
    assert "A development was published." in text


def test_the_page_says_when_the_last_scan_ran_and_when_it_is_late(essay: Document) -> None:
    client = _signed_in()
    assert "Last scan 24 November 2026, 12:00 UTC · every hour" in _text(client.get("/stalled/"))
    Scan.objects.update(completed_at=NOON - dt.timedelta(hours=5))
    assert "5 hours ago; it should run every hour" in _text(client.get("/stalled/"))


def test_an_unknown_subject_is_not_found_and_foreign_addresses_are_not_followed(essay: Document) -> None:
    client = _signed_in("editor")
    assert client.get("/stalled/areas/nowhere/acknowledge/").status_code == 404
    where = "/stalled/areas/trilateral-framework/snooze/"
    done = client.post(where, {"until": "days", "next": "https://example.org/"})
    assert done["Location"] == "/stalled/"


def test_no_page_has_inline_script_or_style(essay: Document) -> None:
    page = _signed_in("editor").get("/stalled/").content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)", page)


def test_how_figures_are_made_says_every_rule_with_the_limits_in_force(essay: Document) -> None:
    StallPolicy.objects.create(silent_days=99)
    said = _text(_signed_in().get(reverse("progress:how")))
    assert all(rule in said for rule in Rule.values)
    assert "for 99 days or more" in said
    assert "−0.50 or lower" in said
