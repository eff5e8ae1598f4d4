"""Areas and actors show the same lanes and table for their recommendations, of every document."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.dashboard.helpers import page, section_of, text

pytestmark = pytest.mark.django_db


def test_an_area_says_what_became_of_it_and_why_it_is_flagged(essay: None, editor: Client) -> None:
    said = text(page(editor, "/areas/historical-issues/"))
    assert "Historical issues and trust" in said
    assert "Of two recommendations, one is partly implemented; both unsettled have had nothing logged" in said
    assert (
        "Two of two unsettled recommendations are stalled. Nothing logged for any of them for 315 days"
        in said
    )
    assert "Acknowledge area" in said


def test_an_area_of_another_day_has_no_actions(essay: None, editor: Client) -> None:
    assert "Acknowledge area" not in text(page(editor, "/areas/historical-issues/?as_of=2026-06-01"))


def test_an_actor_shows_what_is_asked_of_it(essay: None, reader: Client) -> None:
    said = text(html := page(reader, "/actors/JP/"))
    assert '<span class="own-name" lang="ja">日本国</span>' in html
    assert "What was asked of it, and what became of that." in said
    table = text(section_of(html, "where-each-stands"))
    assert "R9" in table
    assert "R7" not in table
    assert "It took part in" in said


def test_an_actor_of_whom_nothing_is_asked(essay: None, reader: Client) -> None:
    assert "No recommendation is addressed to it." in text(page(reader, "/actors/CN/"))


@pytest.mark.parametrize("path", ["/areas/nothing/", "/actors/nothing/"])
def test_what_is_not_there_is_not_found(reader: Client, path: str) -> None:
    page(reader, path, 404)
