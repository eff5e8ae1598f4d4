"""The tags and filters of all pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory, override_settings

from tracker.core import slots
from tracker.core.asof import AsOf

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
TODAY = AsOf(NOW.date(), None, NOW, NOW.date())
ANOTHER = AsOf(dt.date(2024, 3, 1), None, NOW, NOW.date())


def render(text: str, request: HttpRequest | None = None, **context: Any) -> str:
    return str(engines["django"].from_string(text).render(context, request))


def request(query: str = "") -> HttpRequest:
    return RequestFactory().get(f"/developments/{query}")


@pytest.mark.parametrize(
    ("expression", "value", "shown"),
    [
        ("v|day", dt.date(2023, 8, 18), "18 August 2023"),
        ("v|day_short", dt.date(2023, 8, 18), "18 Aug 2023"),
        ("v|day_short", dt.date(2026, 6, 28), "28 June 2026"),
        ("v|day", "2024-06-27/2024-06-29", "27–29 June 2024"),
        ("v|day", "2026-01~", "about January 2026"),
        ("v|day", None, ""),
        ("v|day", dt.datetime(2026, 11, 24, 23, 0, tzinfo=dt.UTC), "24 November 2026"),
        ("v|moment", NOW, "24 November 2026, 08:00 UTC"),
        ("v|figures", 1567, "1,567"),
        ("v|signed", -5, "−5"),
        ("v|signed", 25, "+25"),
        ("v|signed_decimal", -1.5283, "−1.53"),
        ("v|in_words", 12, "twelve"),
        ("v|in_words", 13, "13"),
        ("v|opening", 13, "Thirteen"),
        ("v|days_ago", 149, "149 days ago"),
        ("v|join_words", ["R1", "R2", "R9"], "R1, R2 and R9"),
        ('v|counted:"advance"', 0, "no advances"),
        ('v|counted:"match,matches"', 2, "two matches"),
        (
            "v|unbroken",
            "for 428 days, since 22 September 2025",
            "for 428\xa0days, since 22\xa0September\xa02025",
        ),
        ("v|codebook", "minor: words", "<b>minor</b>: words"),
        ("v|codebook", "<i>: x", "<b>&lt;i&gt;</b>: x"),
    ],
)
def test_it_says_values_as_pages_do(expression: str, value: object, shown: str) -> None:
    assert render(f"{{{{ {expression} }}}}", v=value) == shown


@override_settings(ROOT_URLCONF="tests.core.gallery")
def test_an_address_keeps_the_day_asked() -> None:
    text = "{% url_asof 'stalls:list' %}"

    assert render(text, asof=TODAY) == "/stalls/list/"
    assert render(text, asof=ANOTHER) == "/stalls/list/?as_of=2024-03-01"
    assert render(text, request("?as_of=2024-03-01")) == "/stalls/list/?as_of=2024-03-01"


def test_a_question_that_is_not_today_is_a_query() -> None:
    assert render("{% asof_query %}", asof=TODAY) == ""
    assert render("{% asof_query group='area' %}", asof=ANOTHER) == "?as_of=2024-03-01&amp;group=area"


def test_a_pages_query_is_changed_in_one_place() -> None:
    page = request("?q=summit&actor=japan&actor=china&page=3")

    assert (
        render("{% query sort='-balance' %}", page)
        == "?q=summit&amp;actor=japan&amp;actor=china&amp;sort=-balance"
    )
    assert render("{% query page=4 %}", page).endswith("page=4")
    assert render("{% query q=None %}", page) == "?actor=japan&amp;actor=china"
    assert render("{% query_without 'actor' 'japan' %}", page) == "?q=summit&amp;actor=china"


def test_the_query_that_is_left_empty_still_leads_to_the_page() -> None:
    assert render("{% query q=None %}", request("?q=summit")) == "?"


def test_a_form_keeps_the_pages_other_arguments_and_escapes_them() -> None:
    fields = render("{% query_fields 'as_of' %}", request("?as_of=2024-03-01&q=%22%3E&page=2"))

    assert fields == '<input type="hidden" name="q" value="&quot;&gt;">'


def test_a_slot_shows_what_another_room_puts_there() -> None:
    slots.fill("test.place", lambda request, given: ("components/own_name.html", {"name": given["who"]}))

    assert "Japan" in render("{% slot 'test.place' who='Japan' %}", request())
    assert render("{% slot 'test.empty' %}", request()) == ""
    assert render("{% slot 'test.place' who='Japan' %}") == ""


def test_signs_are_hidden_from_assistive_technology() -> None:
    for name in ("error", "ok", "x"):
        assert 'aria-hidden="true"' in render(f"{{% icon '{name}' %}}")


@override_settings(ROOT_URLCONF="tests.core.gallery")
def test_the_top_bar_says_where_one_is_and_keeps_the_day() -> None:
    page = request()
    page.resolver_match = type("Match", (), {"namespace": "developments"})()
    shown = render(
        "{% shell_entries as es %}{% for e in es %}{{ e.label }}:{{ e.current }}:{{ e.url }} {% endfor %}",
        page,
        asof=ANOTHER,
    )

    assert "Overview::/dashboard/home/?as_of=2024-03-01" in shown
    assert "Developments:true:/developments/list/?as_of=2024-03-01" in shown


def test_a_place_that_is_not_served_is_left_out() -> None:
    with override_settings(ROOT_URLCONF="tracker.core.urls"):
        assert render("{% shell_entries as entries %}{{ entries|length }}", request()) == "0"
