"""`show_progress` prints the answer alone, in both formats, and refuses what cannot be asked."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.worlds import START, WDocument, WLink, World, WRecommendation, save
from tracker.core import asof as core_asof
from tracker.documents.models import Document
from tracker.stalls.queries import progress_object

KEYS = [
    "key", "code", "title", "area", "status", "confidence", "assessed_on", "advances", "setbacks", "context",
    "balance", "momentum", "milestones_met", "milestones_total", "last_development", "last_advance",
    "days_since_development", "days_since_advance", "last_checked", "findings",
]  # fmt: skip


def _asked(document: str = "chun-2022", **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("show_progress", document, format="json", stdout=out, **options)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_the_loaded_package_says_what_the_issue_expects() -> None:
    answer = _asked(as_of="2026-11-24")
    assert list(answer) == ["document", "as_of", "known_at", "recommendations", "areas"]
    by_code = {each["code"]: each for each in answer["recommendations"]}
    assert list(by_code) == [f"R{number}" for number in range(1, 12)]
    assert all(list(each) == KEYS for each in answer["recommendations"])
    five, six, three = by_code["R5"], by_code["R6"], by_code["R3"]
    assert (five["status"], five["advances"], five["setbacks"], five["context"], five["balance"]) == (
        "partly-implemented", 13, 0, 2, 25,
    )  # fmt: skip
    assert (five["momentum"], five["milestones_met"], five["milestones_total"]) == (1.0663, 3, 6)
    assert five["last_development"] == five["last_advance"] == "2025-09-22"
    assert five["days_since_development"] == 428
    assert [(each["rule"], each["since"]) for each in five["findings"]] == [
        ("silent", "2025-09-22"), ("no-advance", "2025-09-22"), ("overdue", "2025-12-31"),
        ("off-rhythm", "2025-09-22"),
    ]  # fmt: skip
    assert (six["status"], six["balance"], six["momentum"]) == ("reversed", -5, -1.5283)
    assert (three["last_development"], three["last_advance"], three["findings"]) == (
        "2026-06-28", "2026-01-30", [],
    )  # fmt: skip
    assert [list(each) for each in answer["areas"]] == [
        ["key", "name", "recommendations", "unsettled", "stalled", "findings"]
    ] * 7


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_a_moment_before_the_first_load_is_answered_as_of_that_load() -> None:
    early, now = _asked(as_of="2026-11-24", known_at="2020-01-01T00:00:00Z"), _asked(as_of="2026-11-24")
    assert early["known_at"] == "2020-01-01T00:00:00Z"
    assert early["recommendations"] == now["recommendations"]
    assert early["areas"] == now["areas"]


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"as_of": "2022-08-09"}, "There is nothing to ask before 10 August 2022"),
        ({"as_of": "yesterday"}, "“yesterday” is not a day"),
        ({"known_at": "2026-01-01T10:00"}, "is not a moment"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(options: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        _asked(**options)


@pytest.mark.django_db
def test_an_unknown_document_is_named() -> None:
    with pytest.raises(CommandError, match="There is no document “nowhere”"):
        call_command("show_progress", "nowhere")


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
def test_three_queries_answer_for_any_number_of_recommendations() -> None:
    with CaptureQueriesContext(connection) as queries:
        progress_object(Document.objects.get(), core_asof.present())
    assert len(queries) == 4  # one of them reads the document


@pytest.mark.django_db
def test_what_was_known_then_is_answered_the_same_later() -> None:
    first, later = START, START + dt.timedelta(days=5)
    links = [
        WLink("d1", "advances", dt.date(2025, 6, 1), published_at=first, retracted_at=later),
        WLink("d1", "sets-back", dt.date(2025, 7, 1), published_at=later),
    ]
    save(World([WDocument("doc", dt.date(2025, 1, 1), [WRecommendation("r1", "R1", "a", links=links)])]))
    then = _asked("doc", as_of="2025-12-31", known_at="2026-01-03")["recommendations"][0]
    now = _asked("doc", as_of="2025-12-31")["recommendations"][0]
    assert (then["advances"], then["setbacks"], then["last_development"]) == (1, 0, "2025-06-01")
    assert (now["advances"], now["setbacks"], now["last_development"]) == (0, 1, "2025-07-01")
