"""The assess page: drafts, citing from much evidence, settling what was judged differently."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.developments import world
from tests.support.pages import inline
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.developments import services as developments
from tracker.developments.models import Development, Link
from tracker.documents.models import Recommendation
from tracker.progress import services
from tracker.progress.models import Assessment

pytestmark = pytest.mark.django_db

PATH = "/documents/essay/recommendations/r1/assess/"
TYPED = {"date": "1 July 2024", "status": "in-progress", "rationale": "They <i>act</i>."}


@pytest.fixture
def r1() -> Recommendation:
    return world.make_document().recommendations.get(key="r1")


@pytest.fixture
def ana(r1: Recommendation) -> User:
    return person(first_name="Ana", last_name="Lim")


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


def judge(user: User, recommendation: Recommendation, **changes: Any) -> Assessment:
    given = {"date": "2024-07-01", "status": "in-progress", "rationale": "They act.", "reason": "x"} | changes
    return services.publish_assessment(user=user, recommendation=recommendation, given=given)


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def hidden(html: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}"(?: value="([^"]*)")?', html)
    assert found, name
    return found.group(1) or ""


def saved(site: Client, **typed: Any) -> tuple[str, str]:
    """Save a draft; return its address and its page."""
    response = site.post(PATH, {**typed, "save": ""})
    assert response.status_code == 302
    address = response["Location"]
    return address, site.get(address).content.decode()


def test_a_draft_is_saved_gone_on_with_and_published(site: Client, r1: Recommendation) -> None:
    address, html = saved(site, rationale="They <i>act</i>.")
    assert "They &lt;i&gt;act&lt;/i&gt;." in html
    assert "written by Ana Lim" in html
    assert inline(html) == []
    refused = site.post(address, {"rationale": "Mine", "version": hidden(html, "version"), "publish": ""})
    assert refused.status_code == 400
    assert "Mine" in refused.content.decode()
    again = {**TYPED, "version": hidden(refused.content.decode(), "version")}
    assert site.post(address, {**again, "save": ""})["Location"] == address
    html = site.get(address).content.decode()
    done = site.post(address, {**again, "version": hidden(html, "version"), "publish": ""})
    assert done["Location"] == "/documents/essay/recommendations/r1/"
    assert Assessment.objects.get().published_at
    assert site.get(address)["Location"] == "/documents/essay/recommendations/r1/"


def test_impossible_things_are_not_kept_and_nothing_typed_is_lost(site: Client) -> None:
    response = site.post(PATH, {**TYPED, "date": "31 June 2024", "save": ""})
    assert response.status_code == 400
    html = response.content.decode()
    assert "31 June 2024" in html
    assert 'href="#id_date"' in html
    assert not Assessment.objects.exists()


def test_drafts_are_listed_for_their_author_and_editors_alone(
    site: Client, ana: User, r1: Recommendation
) -> None:
    address, _html = saved(site, rationale="They act.")
    assert address in site.get(PATH).content.decode()
    editor, other = client_of(person(Role.EDITOR)), client_of(person())
    assert address in editor.get(PATH).content.decode()
    assert editor.get(address).status_code == 200
    assert address not in other.get(PATH).content.decode()
    assert other.get(address).status_code == 404
    assert client_of(person(Role.READER)).get(address).status_code == 403
    assert site.get(address.replace("/r1/", "/r2/")).status_code == 404


def test_two_who_save_at_once_hear_of_each_other(site: Client) -> None:
    address, html = saved(site, **TYPED)
    version = hidden(html, "version")
    assert site.post(address, {**TYPED, "version": version, "save": ""}).status_code == 302
    late = site.post(address, {**TYPED, "rationale": "Mine", "version": version, "save": ""})
    assert late.status_code == 409
    html = late.content.decode()
    assert "Mine" in html
    second = site.post(
        address, {**TYPED, "rationale": "Mine", "version": hidden(html, "version"), "save": ""}
    )
    assert second.status_code == 302


def test_a_draft_discarded_meanwhile_is_kept_as_a_new_one(site: Client) -> None:
    address, html = saved(site, **TYPED)
    discarded = site.post(address, {"version": hidden(html, "version"), "discard": ""})
    assert discarded.status_code == 302
    late = site.post(address, {**TYPED, "version": "1", "save": ""})
    assert late.status_code == 409
    html = late.content.decode()
    assert "discarded meanwhile" in html
    assert "They &lt;i&gt;act&lt;/i&gt;." in html
    assert f'action="{PATH}"' in html
    assert site.get(address).status_code == 404


def test_publishing_over_another_s_says_so_and_asks_why(site: Client, r1: Recommendation) -> None:
    address, html = saved(site, **TYPED, reason="Written before")
    judge(person(first_name="Bo"), r1, status="reversed")
    sent = {**TYPED, "reason": "Written before", "version": hidden(html, "version"), "publish": ""}
    refused = site.post(address, sent)
    assert refused.status_code == 400
    html = refused.content.decode()
    assert "It takes the place of the judgement of 1 July 2024 (reversed): say why." in text(html)
    assert "It takes the place of the judgement of 1 July 2024 (reversed), Bo." in text(html)
    sent |= {"succeeds": hidden(html, "succeeds"), "reason": "The talks went on"}
    assert site.post(address, sent).status_code == 302
    live = Assessment.objects.get(retracted_at=None)
    assert (live.status, live.reason) == ("in-progress", "The talks went on")


def test_where_the_team_differs_both_stand_there_and_one_box_settles_them(
    site: Client, ana: User, r1: Recommendation
) -> None:
    first = judge(ana, r1)
    second = judge(person(first_name="Bo"), r1, date="2024-07-05", status="reversed", confidence="low")
    page = site.get("/documents/essay/recommendations/r1/").content.decode()
    assert "judged differently within the team" in page.lower()
    assert "judged differently within the team" in site.get("/documents/essay/").content.decode().lower()
    html = site.get(PATH).content.decode()
    assert "This judgement settles both" in html
    for words in ("1 July 2024, Ana Lim", "5 July 2024, Bo", "low confidence"):
        assert words in text(html)
    box = re.search(r'name="settles" value="([^"]+)"', html)
    assert box is not None
    refused = site.post(PATH, {**TYPED, "date": "2 July 2024", "settles": box.group(1), "publish": ""})
    assert refused.status_code == 400
    assert "is of a later day than this" in refused.content.decode()
    assert re.search(r'name="settles"[^>]+checked', refused.content.decode())
    sent = {**TYPED, "date": "6 July 2024", "settles": box.group(1), "reason": "x", "publish": ""}
    assert site.post(PATH, sent).status_code == 302
    newest = Assessment.objects.latest("id")
    assert set(newest.settles.all()) == {first, second}
    html = site.get(PATH).content.decode()
    assert "This judgement settles both" not in html
    assert "settles what was judged differently" in html
    corrected = site.get(f"{PATH}?edit={newest.pk}").content.decode()
    assert re.search(r'name="settles"[^>]+checked', corrected)


def many(ana: User, r1: Recommendation, number: int) -> None:
    """Link so many developments, all at once."""
    first = world.log(ana)
    link = Link.objects.get()
    made = [
        Development(
            key=f"d{each}", title=f"Drill {each}", kind="other", date="2024-06-02", earliest="2024-06-02",
            latest="2024-06-02", state="published", published_at=first.published_at,
        )
        for each in range(number)
    ]  # fmt: skip
    Development.objects.bulk_create(made)
    Link.objects.bulk_create(
        Link(
            development=each, recommendation=r1, effect=1, weight=1, standing="confirmed",
            earliest="2024-06-02", latest="2024-06-02", published_at=link.published_at,
        )
        for each in made
    )  # fmt: skip


def test_the_newest_can_be_cited_and_older_ones_are_found_by_words(
    site: Client, ana: User, r1: Recommendation, django_assert_max_num_queries: Any
) -> None:
    many(ana, r1, 120)
    with django_assert_max_num_queries(12):
        html = site.get(PATH).content.decode()
    assert html.count('name="cites"') == 50
    assert "71 older ones are not listed; search for them." in text(html)
    response = site.post(PATH, {**TYPED, "cites": ["d7"], "find": "ministers seoul", "search": ""})
    assert response.status_code == 200
    html = response.content.decode()
    assert html.count('name="cites"') == 2, "what is found, and what was chosen before"
    assert re.search(r'value="d7"[^>]+checked', html)
    assert "They &lt;i&gt;act&lt;/i&gt;." in html
    assert not Assessment.objects.exists()


def test_a_draft_with_everything_asks_for_at_most_twelve_queries(
    site: Client, ana: User, r1: Recommendation, django_assert_max_num_queries: Any
) -> None:
    many(ana, r1, 60)
    first = judge(ana, r1)
    second = judge(person(), r1, date="2024-07-05", status="reversed")
    named = f"{first.pk}-{second.pk}"
    typed = {**TYPED, "date": "6 July 2024", "cites": ["d1", "d2"], "settles": named}
    address, _html = saved(site, **typed)
    with django_assert_max_num_queries(12):
        site.get(address)
    with django_assert_max_num_queries(12):
        site.get(f"{PATH}?edit={first.pk}")


def test_what_a_draft_cites_stays_in_view_when_it_is_retracted(site: Client, ana: User) -> None:
    development = world.log(ana)
    address, _html = saved(site, **TYPED, cites=[development.key])
    developments.retract_development(user=ana, key=development.key, reason="x")
    assert "Ministers meet in Seoul · retracted" in site.get(address).content.decode()


def test_confidence_is_told_apart_from_likelihood(site: Client) -> None:
    html = text(site.get(PATH).content.decode())
    assert "no likelihood is stated here" in html
    assert "good evidence from several independent sources" in html


def test_the_page_says_why_the_judgement_is_due(site: Client, ana: User, r1: Recommendation) -> None:
    judge(ana, r1, date="2024-05-01")
    world.log(ana)
    for address in (PATH, "/documents/essay/recommendations/r1/"):
        html = text(site.get(address).content.decode())
        assert "Due for review: One advance is newer than the judgement." in html
        assert "(limit 365)" in html
