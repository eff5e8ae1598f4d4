"""Looking in a rhythm: what is due, looking at several at once, and who looked when and where."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests.developments import world
from tests.support.people import ApiClient, client_of, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core import clock
from tracker.developments.models import Check
from tracker.documents.models import Document, Recommendation
from tracker.progress.looking import Looking

pytestmark = pytest.mark.django_db
LOOKS = "/looks/"
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _today(db: None) -> Any:
    with clock.fixed_at(dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def ana() -> User:
    for key in ("essay", "review"):
        world.make_document(key)
        began = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
        Document.objects.filter(key=key).update(tracking_began_at=began, title=f"The {key}")
    return person(username="ana")


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


def rhythm(name: str, days: int | None) -> Recommendation:
    document, _slash, key = name.partition("/")
    found = Recommendation.objects.get(document__key=document, key=key)
    found.review_every = days
    found.save()
    return found


def looked(name: str, day: str, where: str = "") -> None:
    document, _slash, key = name.partition("/")
    found = Recommendation.objects.get(document__key=document, key=key)
    Check.objects.create(
        recommendation=found, on=day, where=where, recorded_at=dt.datetime(2026, 10, 2, tzinfo=dt.UTC)
    )


@pytest.mark.parametrize(
    ("every", "last", "sentence", "words"),
    [
        (None, None, "", ""),
        (
            30,
            dt.date(2026, 10, 4),
            "Looked at every 30 days; the next look was due on 3 November 2026, 21 days ago.",
            "look due on 3 November 2026, 21 days ago",
        ),
        (
            30,
            dt.date(2026, 10, 25),
            "Looked at every 30 days; the next look is due on 24 November 2026, today.",
            "look due on 24 November 2026, today",
        ),
        (1, TODAY, "Looked at every day; the next look is due on 25 November 2026, in 1 day.", ""),
        (
            30,
            None,
            "To be looked at every 30 days, and nobody has; the first look was due on 31 October 2026, "
            "24 days ago.",
            "look due on 31 October 2026, 24 days ago",
        ),
        (2**31 - 1, None, "To be looked at every 2,147,483,647 days, and nobody has; "
         "the first look lies beyond the year 9999.", ""),
    ],
)  # fmt: skip
def test_the_rhythm_is_told_in_a_fixed_sentence(
    every: int | None, last: dt.date | None, sentence: str, words: str
) -> None:
    looking = Looking(every, last, dt.date(2026, 10, 1), TODAY)
    assert (looking.sentence, looking.words) == (sentence, words)


def test_what_is_due_stands_by_document_the_oldest_day_first(site: Client) -> None:
    rhythm("essay/r1", 10)
    rhythm("essay/r2", 20)
    rhythm("essay/r3", 400)
    rhythm("review/r1", 5)
    looked("essay/r1", "2026-11-10", "The ministry’s site")
    response = site.get(LOOKS)
    due = {
        group.key: [row.looking.due.isoformat() for row in group.rows] for group in response.context["groups"]
    }
    assert due == {"review": ["2026-10-06"], "essay": ["2026-10-21", "2026-11-20"]}
    html = response.content.decode()
    assert "Three of six recommendations are due to be looked at." in html
    assert "Two recommendations have no review rhythm" in html
    assert "The ministry’s site" in html
    coming = site.get(f"{LOOKS}?show=coming&document=essay").context["groups"]
    assert [[row.key for row in group.rows] for group in coming] == [["r3"]]


def test_looking_at_several_is_one_press_at_one_place(site: Client, ana: User) -> None:
    rhythm("essay/r1", 10)
    rhythm("review/r1", 10)
    sent = {"recommendations": ["essay/r1", "review/r1"], "where": "Both sites", "on": "2026-11-23"}
    response = site.post(LOOKS, sent)
    assert response["Location"] == LOOKS
    assert "Looked at two recommendations, nothing new." in site.get(LOOKS).content.decode()
    rows = Check.objects.values_list("recommendation__document__key", "where", "on", "user__username")
    day = dt.date(2026, 11, 23)
    assert sorted(rows) == [("essay", "Both sites", day, "ana"), ("review", "Both sites", day, "ana")]
    assert "No look is due; the next is on 3 December 2026." in site.get(LOOKS).content.decode()


def test_a_day_still_to_come_or_nothing_chosen_is_told_and_nothing_is_recorded(site: Client) -> None:
    rhythm("essay/r1", 10)
    response = site.post(LOOKS, {"where": "Here"})
    assert response.status_code == 400
    html = response.content.decode()
    assert "Choose at least one recommendation." in html
    assert 'value="Here"' in html
    sent = {"recommendations": ["essay/r1", "essay/no"], "on": "2027-11-23"}
    html = site.post(LOOKS, sent).content.decode()
    assert "That day is still to come." in html
    assert "There is no recommendation “essay/no”" in html
    assert not Check.objects.exists()


def test_nobody_can_have_looked_before_a_document_came_out(site: Client, ana: User) -> None:
    rhythm("essay/r1", 10)
    sent = {"recommendations": ["essay/r1", "review/r1"], "on": "2022-08-09"}
    html = site.post(LOOKS, sent).content.decode()
    for title in ("The essay", "The review"):
        assert f"“{title}” came out on 10 August 2022; nobody can have looked before." in html
    answer = ApiClient(ana).post("/api/v1/checks/", sent)
    assert (answer.status_code, "10 August 2022" in answer.content.decode()) == (400, True)
    assert site.post("/documents/essay/recommendations/r1/checks/", {"on": "2022-08-09"}).status_code == 400
    assert not Check.objects.exists()


@pytest.mark.parametrize(("out", "due"), [("2022-08-10", "2026-10-11"), ("2026-10-15", "2026-10-25")])
def test_a_wait_counts_from_when_tracking_began_or_the_document_was_out(
    site: Client, out: str, due: str
) -> None:
    rhythm("essay/r1", 10)
    looked("essay/r1", "2024-01-01")
    Document.objects.filter(key="essay").update(published_on=out)
    (group,) = site.get(LOOKS).context["groups"]
    assert group.rows[0].looking.due.isoformat() == due
    figures: Any = site.get("/documents/essay/standing.csv")
    assert due in b"".join(figures.streaming_content).decode()


def test_readers_and_other_days_see_what_was_due_and_can_press_nothing(site: Client, ana: User) -> None:
    rhythm("essay/r1", 10)
    reader = client_of(person(Role.READER))
    html = reader.get(LOOKS).content.decode()
    assert "One of six recommendations is due" in html
    assert "Looked at these" not in html
    assert reader.post(LOOKS, {"recommendations": ["essay/r1"]}).status_code == 403
    html = site.get(f"{LOOKS}?as_of=2026-10-11").content.decode()
    assert "is due on 11 October 2026, today" in html.replace("\xa0", " ")
    assert "Looked at these" not in html
    assert "No look is due" in site.get(f"{LOOKS}?as_of=2026-10-10").content.decode()


def test_the_record_tells_who_looked_when_and_where_as_known_then(site: Client, ana: User) -> None:
    looked("essay/r2", "2026-10-01", "The ministry’s site")
    with clock.fixed_at(dt.datetime(2026, 10, 5, tzinfo=dt.UTC)):
        development = world.log(ana)
    path = "/documents/essay/looks/"
    rows = site.get(path).context["rows"]
    assert [(look.on.isoformat(), look.code, look.where, look.development) for look in rows] == [
        ("2026-10-05", "R1", "", development.key),
        ("2026-10-01", "R2", "The ministry’s site", ""),
    ]
    assert rows[0].who == "ana"
    assert [look.code for look in site.get(f"{path}?as_of=2026-10-04").context["rows"]] == ["R2"]
    assert site.get("/documents/review/looks/").context["rows"] == []


def test_a_long_record_comes_in_pages_and_few_queries(
    site: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    recommendation = rhythm("essay/r1", 10)
    day = dt.date(2026, 1, 1)
    Check.objects.bulk_create(
        Check(recommendation=recommendation, on=day + dt.timedelta(days=number), user=ana)
        for number in range(150)
    )
    Check.objects.update(recorded_at=dt.datetime(2026, 10, 2, tzinfo=dt.UTC))
    path = "/documents/essay/looks/"
    with django_assert_max_num_queries(12):
        response = site.get(path)
    assert (len(response.context["rows"]), response.context["next"]) == (100, 2)
    last = site.get(f"{path}?page=2")
    assert (len(last.context["rows"]), last.context["next"]) == (50, 0)
    with django_assert_max_num_queries(12):
        site.get(LOOKS)


def test_a_machine_records_looks_at_several_and_reads_them(ana: User) -> None:
    machine = ApiClient(ana)
    body = {"recommendations": ["essay/r1", "essay/r2"], "where": "Here", "on": "2026-11-20"}
    answer = machine.post("/api/v1/checks/", body)
    assert answer.status_code == 201
    results = answer.json()["results"]
    assert [(each["recommendation"], each["on"], each["where"], each["by"]) for each in results] == [
        ("essay/r1", "2026-11-20", "Here", "ana"),
        ("essay/r2", "2026-11-20", "Here", "ana"),
    ]
    assert results[0]["recorded_at"]
    listed = machine.get("/api/v1/checks/?recommendation=essay/r1").json()["results"]
    assert [each["recommendation"] for each in listed] == ["essay/r1"]
    assert machine.post("/api/v1/checks/", {"recommendations": ["essay/r9"]}).status_code == 400
    assert machine.post("/api/v1/checks/", {"recommendations": [], "by": "me"}).status_code == 400
    assert ApiClient(person(Role.READER)).post("/api/v1/checks/", body).status_code == 403


def test_the_stalled_page_says_how_many_looks_are_due(site: Client) -> None:
    rhythm("essay/r1", 10)
    response = site.get("/stalled/")
    assert response.context["looks_due"] == 1
    assert 'href="/looks/"' in response.content.decode()
