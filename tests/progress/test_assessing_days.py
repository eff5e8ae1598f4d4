"""The day of a judgement: a day, not before its document came out, and told with what would do."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.developments import world
from tests.documents.small import changed, refused
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.core import dates
from tracker.core.errors import InvalidInput
from tracker.documents.models import Recommendation
from tracker.progress import services
from tracker.progress.models import Assessment

pytestmark = pytest.mark.django_db

PATH = "/documents/essay/recommendations/r1/assess/"
TOO_EARLY = "The document came out on 10 August 2022; a judgement of it is of that day or later."


@pytest.fixture
def r1() -> Recommendation:
    return world.make_document().recommendations.get(key="r1")


@pytest.fixture
def ana(r1: Recommendation) -> User:
    return person()


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


def given(**changes: Any) -> dict[str, Any]:
    return {"date": "2022-08-09", "status": "in-progress", "rationale": "They act."} | changes


@pytest.mark.parametrize(
    "whose",
    [{}, {"judge": "korea", "source": {"url": "https://example.org/v", "title": "A verdict"}}],
    ids=["the team", "another judge"],
)
def test_a_judgement_is_not_of_a_day_before_its_document(
    ana: User, r1: Recommendation, whose: dict[str, Any]
) -> None:
    for do in (services.publish_assessment, services.save_draft):
        with pytest.raises(InvalidInput) as caught:
            do(user=ana, recommendation=r1, given=given(**whose))
        assert [(each.path, each.message) for each in caught.value.errors] == [("date", TOO_EARLY)]
    services.publish_assessment(user=ana, recommendation=r1, given=given(date="2022-08-10", **whose))


def test_a_draft_does_not_become_one_of_a_day_before(ana: User, r1: Recommendation) -> None:
    draft = services.save_draft(user=ana, recommendation=r1, given=given(date=""))
    with pytest.raises(InvalidInput) as caught:
        services.edit_draft(user=ana, pk=draft.pk, given={**given(), "version": 1, "state": "published"})
    assert [each.path for each in caught.value.errors] == ["date"]
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_page_says_when_the_document_came_out(site: Client) -> None:
    response = site.post(PATH, {**given(), "publish": ""})
    assert response.status_code == 400
    assert f'href="#id_date">Day of the judgement: {TOO_EARLY}' in response.content.decode()
    assert not Assessment.objects.exists()


def test_a_package_tells_it_at_its_row() -> None:
    (error,) = refused(
        changed(("{date: 2020-06-01, status: in-progress", "{date: 2019-06-01, status: in-progress"))
    )
    assert "recommendations[1].assessments[1].date" in str(error)
    assert "2019-06-01" in str(error)
    assert "The document came out on 1 January 2020; a judgement of it is of that day or later." in str(error)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("어제", "“어제” cannot be read as a date. Write 2026-01-30, 30 Jan. 2026 or 2026년 1월 30일."),
        ("2026-01", "“2026-01” is not a day. Write 2026-01-30, 30 Jan. 2026 or 2026년 1월 30일."),
        ("2026-13", "“2026-13” has no month: months are 01 to 12. Write 2026-01-30, 30 Jan. 2026"),
        ("31 June 2024", "June 2024 has 30. Write 2026-01-30, 30 Jan. 2026"),
        ("3/1/2024", "“3/1/2024” can be read as two days. Write 2024-01-03 or 2024-03-01."),
    ],
)
def test_what_is_no_day_is_told_with_days_alone(ana: User, r1: Recommendation, typed: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        services.save_draft(user=ana, recommendation=r1, given=given(date=typed), read_date=dates.read_human)
    (error,) = caught.value.errors
    assert (error.path, said in error.message) == ("date", True), error.message


def test_the_api_is_told_the_one_way_it_reads_a_day(ana: User, r1: Recommendation) -> None:
    with pytest.raises(InvalidInput) as caught:
        services.save_draft(user=ana, recommendation=r1, given=given(date="1 July 2024"))
    assert caught.value.errors[0].message.endswith("Write 2026-01-30.")


def test_the_summary_has_the_order_of_the_form(site: Client) -> None:
    typed = given(date="soon", judge="korea", source_date="never", source_url="nowhere", status="")
    html = site.post(PATH, {**typed, "publish": ""}).content.decode()
    summary = html.split("data-error-summary")[1].split("</ul>")[0]
    told = ["#id_status", "#id_date", "#id_source_url", "#id_source_title", "#id_source_date"]
    places = [summary.index(f'href="{place}"') for place in told]
    assert places == sorted(places)


def test_enter_in_a_field_publishes_nothing_and_keeps_what_is_typed(
    site: Client, ana: User, r1: Recommendation
) -> None:
    draft = services.save_draft(user=ana, recommendation=r1, given={"rationale": "Mine."})
    for path in (PATH, f"{PATH}drafts/{draft.pk}/"):
        form = site.get(path).content.decode().split("assess-form")[1]
        first = form[form.index("<button") :].split(">")[0]
        assert 'name="look"' in first
        assert "visually-hidden" in first
        shown = site.post(path, {**given(date="1 July 2024"), "version": "1", "look": ""})
        assert shown.status_code == 200
        assert 'value="1 July 2024"' in shown.content.decode()
    assert not Assessment.objects.exclude(published_at=None).exists()
    draft.refresh_from_db()
    assert draft.version == 1
    assert not draft.date
