"""Assessing: a judgement, whose it is, what it rests on, and what takes its place."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.developments import world
from tests.support.pages import inline
from tests.support.people import client_of, person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core.errors import Conflict, InvalidInput, NotAllowed
from tracker.developments import services as developments
from tracker.documents.models import Recommendation
from tracker.progress import services
from tracker.progress.assessing import due_for_review
from tracker.progress.models import Assessment
from tracker.progress.signals import assessed

pytestmark = pytest.mark.django_db


@pytest.fixture
def r1() -> Recommendation:
    return world.make_document().recommendations.get(key="r1")


@pytest.fixture
def ana(r1: Recommendation) -> User:
    return person()


def judge(user: User, recommendation: Recommendation, **changes: Any) -> Assessment:
    given = {"date": "2024-07-01", "status": "in-progress", "rationale": "They act."} | changes
    return services.publish_assessment(user=user, recommendation=recommendation, given=given)


def errors_of(user: User, recommendation: Recommendation, **changes: Any) -> set[str]:
    with pytest.raises(InvalidInput) as caught:
        judge(user, recommendation, **changes)
    return {error.path for error in caught.value.errors}


def test_a_judgement_cites_developments_in_order(ana: User, r1: Recommendation) -> None:
    first, second = world.log(ana), world.log(ana, title="Another")
    assessment = judge(ana, r1, confidence="high", cites=[second.key, first.key])
    assert (assessment.status, assessment.author) == ("in-progress", ana)
    assert assessment.published_at
    order = assessment.citation_rows.order_by("position").values_list("development_id", flat=True)
    assert list(order) == [second.pk, first.pk]


def test_everything_wrong_is_told_at_once(ana: User, r1: Recommendation) -> None:
    draft, gone = world.log(ana, state="draft"), world.log(ana)
    developments.retract_development(user=ana, key=gone.key, reason="x")
    assert errors_of(
        ana,
        r1,
        date="2024-07",
        status="done",
        confidence="sure",
        rationale=" ",
        judge="atlantis",
        source={"url": "nowhere"},
        cites=[draft.key, gone.key, "never"],
        colour="red",
    ) == {
        "date", "status", "confidence", "rationale", "judge", "source.url", "source.title",
        "cites.0", "cites.1", "cites.2", "colour",
    }  # fmt: skip


def test_another_judges_verdict_needs_its_source_and_a_source_its_judge(
    ana: User, r1: Recommendation
) -> None:
    assert errors_of(ana, r1, judge="korea") == {"source.url"}
    source = {"url": "https://example.org/report", "title": "A report"}
    assert errors_of(ana, r1, source=source) == {"judge"}
    verdict = judge(ana, r1, judge="korea", source=source, status="implemented")
    assert verdict.source
    assert verdict.source.title == "A report"
    assert judge(ana, r1).status == "in-progress"
    assert Assessment.objects.filter(retracted_at=None).count() == 2


def test_a_day_still_to_come_is_refused(ana: User, r1: Recommendation) -> None:
    assert errors_of(ana, r1, date="2999-01-01") == {"date"}


def test_another_of_that_day_takes_its_place_whoever_wrote_it(ana: User, r1: Recommendation) -> None:
    first = judge(ana, r1)
    bob = person()
    assert errors_of(bob, r1, status="reversed") == {"reason"}
    second = judge(bob, r1, status="reversed", reason="The talks broke off")
    first.refresh_from_db()
    assert (second.succeeds, first.retracted_at, first.retracted_by) == (first, second.published_at, bob)
    assert Assessment.objects.filter(retracted_at=None).get() == second


def test_changing_the_status_without_citing_anything_asks_for_a_reason(ana: User, r1: Recommendation) -> None:
    development = world.log(ana)
    judge(ana, r1)
    assert errors_of(ana, r1, date="2024-08-01", status="implemented") == {"reason"}
    judge(ana, r1, date="2024-08-01", status="implemented", cites=[development.key])
    judge(ana, r1, date="2024-09-01", status="implemented")
    judge(ana, r1, date="2024-10-01", status="reversed", reason="Undone by the court")


def test_a_correction_may_move_a_judgement_to_another_day(ana: User, r1: Recommendation) -> None:
    first = judge(ana, r1)
    moved = judge(ana, r1, date="2024-07-02", succeeds=first.pk, reason="It was the day after")
    first.refresh_from_db()
    assert (moved.succeeds, first.retracted_at) == (first, moved.published_at)
    with pytest.raises(Conflict):
        judge(ana, r1, date="2024-07-03", succeeds=first.pk, reason="again")


def test_a_judgement_is_retracted_once_with_a_reason(ana: User, r1: Recommendation) -> None:
    assessment = judge(ana, r1)
    with pytest.raises(InvalidInput):
        services.retract_assessment(user=ana, assessment=assessment, reason="")
    services.retract_assessment(user=ana, assessment=assessment, reason="It judged another thing")
    with pytest.raises(Conflict):
        services.retract_assessment(user=ana, assessment=assessment, reason="again")


def test_a_reader_judges_nothing(r1: Recommendation) -> None:
    with pytest.raises(NotAllowed):
        judge(person(Role.READER), r1)


def test_newer_evidence_makes_a_judgement_due_and_judging_again_settles_it(
    ana: User, r1: Recommendation
) -> None:
    judge(ana, r1, date="2024-05-01")
    assert due_for_review({r1.pk}) == []
    world.log(ana, date="2024-06-01")
    assert [each.code for each in due_for_review({r1.pk})] == ["R1"]
    judge(ana, r1, date="2024-06-02")
    assert due_for_review({r1.pk}) == []


def test_news_is_sent(ana: User, r1: Recommendation) -> None:
    heard: list[set[int]] = []

    def hear(recommendation_ids: set[int], **_news: Any) -> None:
        heard.append(recommendation_ids)

    assessed.connect(hear)
    try:
        services.retract_assessment(user=ana, assessment=judge(ana, r1), reason="x")
    finally:
        assessed.disconnect(hear)
    assert heard == [{r1.pk}, {r1.pk}]


@pytest.fixture
def site(ana: User) -> Client:
    return client_of(ana)


PATH = "/documents/essay/recommendations/r1/assess/"


def test_the_page_offers_statuses_with_their_definitions_and_what_can_be_cited(
    site: Client, ana: User
) -> None:
    development = world.log(ana)
    html = site.get(PATH).content.decode()
    assert "an essential part is done and another is not" in html
    assert f'value="{development.key}"' in html
    assert inline(html) == []


def test_a_judgement_is_published_from_the_page_and_nothing_typed_is_lost(site: Client, ana: User) -> None:
    development = world.log(ana)
    sent = {"status": "", "confidence": "low", "date": "2 July 2024", "rationale": "Half <b>done</b>.",
            "cites": [development.key]}  # fmt: skip
    refused = site.post(PATH, sent)
    html = refused.content.decode()
    assert refused.status_code == 400
    assert "Half &lt;b&gt;done&lt;/b&gt;." in html
    assert "2 July 2024" in html
    assert 'href="#id_status' in html
    done = site.post(PATH, {**sent, "status": "partly-implemented"})
    assert done.status_code == 302
    assessment = Assessment.objects.get()
    assert (assessment.date.isoformat(), assessment.confidence) == ("2024-07-02", "low")


def test_a_judgement_is_corrected_and_retracted_from_the_page(
    site: Client, ana: User, r1: Recommendation
) -> None:
    assessment = judge(ana, r1)
    page = site.get(f"{PATH}?edit={assessment.pk}")
    assert 'value="in-progress"' in page.content.decode()
    sent = {"status": "reversed", "date": "2024-07-01", "rationale": "x", "succeeds": assessment.pk}
    assert site.post(PATH, sent).status_code == 400
    assert site.post(PATH, {**sent, "reason": "read again"}).status_code == 302
    assert site.post(PATH, {**sent, "reason": "stale"}).status_code == 409
    live = Assessment.objects.get(retracted_at=None)
    assert site.post(PATH, {**sent, "succeeds": live.pk, "retract": "", "reason": "no"}).status_code == 302
    assert not Assessment.objects.filter(retracted_at=None).exists()
    assert site.get(f"{PATH}?edit={live.pk}").status_code == 404


def test_publishing_evidence_offers_to_assess_what_is_now_due(
    site: Client, ana: User, r1: Recommendation
) -> None:
    judge(ana, r1, date="2024-05-01")
    development = world.log(ana)
    html = site.get(reverse("developments:detail", args=[development.key])).content.decode()
    assert "R1’s judgement is due for review." in html
    assert f'href="{PATH}"' in html


def test_the_page_asks_the_same_number_of_queries_for_any_evidence(
    site: Client, ana: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        site.get(PATH)
    for number in range(8):
        world.log(ana, title=f"Meeting {number}", links=[world.link(meets=["held"])])
    with django_assert_max_num_queries(12):
        site.get(PATH)


def test_how_figures_are_made_says_every_word_of_the_codebook(site: Client) -> None:
    html = site.get(reverse("progress:how")).content.decode()
    for words in (
        "an agreement, institution, law or ruling takes effect",
        "they act, no essential part is done",
        "good evidence from several independent sources",
        "judged differently within the team",
    ):
        assert words in html
    assert inline(html) == []
    assert client_of(person(Role.READER)).get(PATH).status_code == 403
