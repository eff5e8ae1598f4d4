"""Drafts of judgements: what they may lack, who sees them, and how they are published."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.developments import world
from tests.support.people import person
from tracker.accounts.models import User
from tracker.accounts.roles import Role
from tracker.core import asof
from tracker.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tracker.developments import services as developments
from tracker.documents.models import Recommendation
from tracker.progress import drafts, queries, services
from tracker.progress.models import Assessment, Citation, Settlement
from tracker.progress.queries import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def r1() -> Recommendation:
    return world.make_document().recommendations.get(key="r1")


@pytest.fixture
def ana(r1: Recommendation) -> User:
    return person()


WHOLE: dict[str, Any] = {"date": "2024-07-01", "status": "in-progress", "rationale": "They act."}


def keep(user: User, recommendation: Recommendation, **given: Any) -> Assessment:
    return services.save_draft(user=user, recommendation=recommendation, given=given)


def judge(user: User, recommendation: Recommendation, **changes: Any) -> Assessment:
    return services.publish_assessment(user=user, recommendation=recommendation, given={**WHOLE, **changes})


def edit(user: User, draft: Assessment, **given: Any) -> Assessment:
    draft.refresh_from_db()
    given.setdefault("version", draft.version)
    return services.edit_draft(user=user, pk=draft.pk, given=given)


def publish(user: User, draft: Assessment, **given: Any) -> Assessment:
    return edit(user, draft, state="published", **given)


def paths(caught: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return {error.path for error in caught.value.errors}


def status(recommendation: Recommendation) -> str:
    (figures,) = queries.figures(Scope(recommendation_ids=(recommendation.pk,)), asof.present())
    return figures.status


def test_a_draft_may_lack_everything_and_is_in_no_figure(ana: User, r1: Recommendation) -> None:
    draft = keep(ana, r1)
    assert draft.is_draft
    keep(ana, r1, **{**WHOLE, "judge": "korea"})
    assert status(r1) == "not-assessed"


def test_a_draft_never_holds_impossible_things(ana: User, r1: Recommendation) -> None:
    with pytest.raises(InvalidInput) as caught:
        keep(ana, r1, date="2024-13-01", status="done", judge="atlantis", cites=["never"], settles=[99])
    assert paths(caught) == {"date", "status", "judge", "cites.0", "settles.0"}


def test_the_database_refuses_a_published_row_that_is_not_whole(ana: User, r1: Recommendation) -> None:
    draft = keep(ana, r1, **{**WHOLE, "rationale": ""})
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=draft.pk).update(published_at="2024-07-02T00:00Z")


def test_its_author_and_editors_see_it_and_nobody_else(ana: User, r1: Recommendation) -> None:
    draft = keep(ana, r1)
    assert drafts.get(ana, draft.pk) == draft
    assert drafts.get(person(Role.EDITOR), draft.pk) == draft
    other = person()
    with pytest.raises(NotFound):
        drafts.get(other, draft.pk)
    with pytest.raises(NotFound):
        edit(other, draft, rationale="mine")
    with pytest.raises(NotFound):
        services.discard_draft(user=other, pk=draft.pk)
    with pytest.raises(NotAllowed):
        keep(person(Role.READER), r1)


def test_what_is_not_given_stays_and_the_version_guards(ana: User, r1: Recommendation) -> None:
    development = world.log(ana)
    draft = keep(ana, r1, **WHOLE, cites=[development.key])
    edit(ana, draft, rationale="They act more.")
    again = drafts.get(ana, draft.pk)
    assert (again.rationale, again.status, again.version) == ("They act more.", "in-progress", 2)
    assert again.cited_keys == [development.key]  # type: ignore[attr-defined]
    with pytest.raises(Conflict) as caught:
        edit(ana, draft, version=1, rationale="late")
    assert caught.value.data["version"] == 2
    with pytest.raises(InvalidInput) as lacking:
        edit(ana, draft, version=None)
    assert paths(lacking) == {"version"}


def test_publishing_asks_for_what_is_lacking_and_then_judges(ana: User, r1: Recommendation) -> None:
    development = world.log(ana)
    draft = keep(ana, r1, cites=[development.key])
    with pytest.raises(InvalidInput) as caught:
        publish(ana, draft)
    assert paths(caught) == {"date", "status", "rationale"}
    assert drafts.get(ana, draft.pk).is_draft
    published = publish(ana, draft, **WHOLE)
    assert published.published_at
    assert status(r1) == "in-progress"
    assert list(published.citation_rows.values_list("development_id", flat=True)) == [development.pk]
    r1.document.refresh_from_db()
    assert r1.document.tracking_began_at
    with pytest.raises(Conflict):
        edit(ana, draft, rationale="again")


def test_an_editor_publishes_in_its_author_s_name(ana: User, r1: Recommendation) -> None:
    published = publish(person(Role.EDITOR), keep(ana, r1, **WHOLE))
    assert published.author == ana


def test_what_was_published_meanwhile_is_named_and_asks_for_a_reason_of_its_own(
    ana: User, r1: Recommendation
) -> None:
    draft = keep(ana, r1, **WHOLE, reason="Written before")
    meanwhile = judge(person(), r1, status="reversed")
    with pytest.raises(InvalidInput) as caught:
        publish(ana, draft)
    assert paths(caught) == {"reason"}
    assert "1 July 2024 (reversed)" in str(caught.value)
    published = publish(ana, draft, reason="The talks went on", succeeds=meanwhile.pk)
    meanwhile.refresh_from_db()
    assert (published.succeeds, meanwhile.retracted_at) == (meanwhile, published.published_at)


def test_a_draft_may_be_of_what_is_to_be_corrected(ana: User, r1: Recommendation) -> None:
    first = judge(ana, r1)
    draft = keep(ana, r1, **{**WHOLE, "date": "2024-07-02"}, succeeds=first.pk, reason="It was the day after")
    services.retract_assessment(user=ana, assessment=first, reason="Wrong one")
    with pytest.raises(Conflict):
        publish(ana, draft)
    assert publish(ana, draft, succeeds=None).succeeds is None


def test_what_it_cites_may_be_retracted_meanwhile(ana: User, r1: Recommendation) -> None:
    development = world.log(ana)
    draft = keep(ana, r1, **WHOLE, cites=[development.key])
    developments.retract_development(user=ana, key=development.key, reason="x")
    with pytest.raises(InvalidInput) as caught:
        publish(ana, draft)
    assert paths(caught) == {"cites.0"}
    assert publish(ana, draft, cites=[]).published_at


def test_a_draft_is_discarded_and_its_history_stays(ana: User, r1: Recommendation) -> None:
    draft = keep(ana, r1, **WHOLE, cites=[world.log(ana).key])
    pk = draft.pk
    services.discard_draft(user=ana, pk=pk, version=1)
    assert not Assessment.objects.exists()
    events: Any = Assessment.events.rel.related_model  # type: ignore[attr-defined]
    labels = events.objects.filter(pgh_obj_id=pk).values_list("pgh_label", flat=True)
    assert {"insert", "delete"} <= set(labels)
    with pytest.raises(NotFound):
        services.discard_draft(user=ana, pk=pk)


def test_a_published_one_is_not_discarded_and_a_draft_not_retracted(ana: User, r1: Recommendation) -> None:
    with pytest.raises(Conflict):
        services.discard_draft(user=ana, pk=judge(ana, r1).pk)
    draft = keep(ana, r1, **{**WHOLE, "date": "2024-08-01"})
    with pytest.raises(Conflict):
        services.retract_assessment(user=ana, assessment=draft, reason="x")


@pytest.mark.parametrize("how", ["add", "change", "delete"])
@pytest.mark.parametrize("what", ["cites", "names"])
def test_what_a_published_one_cites_and_names_is_never_changed(
    ana: User, r1: Recommendation, how: str, what: str
) -> None:
    cited, more = world.log(ana), world.log(ana, title="More")
    first, second = judge(ana, r1), judge(person(), r1, date="2024-07-02", status="reversed", reason="x")
    third = judge(ana, r1, date="2024-07-03", cites=[cited.key], settles=[first.pk, second.pk])
    fourth = judge(ana, r1, date="2024-06-03", status="reversed", reason="x")
    if what == "cites":
        rows: Any = Citation.objects.filter(assessment=third)
        new: Any = Citation(assessment=third, development=more)
    else:
        rows = Settlement.objects.filter(assessment=third)
        new = Settlement(assessment=third, named=fourth)
    with pytest.raises(IntegrityError), transaction.atomic():
        _written(how, rows, new)


def _written(how: str, rows: Any, new: Any) -> None:
    if how == "add":
        new.save()
    elif how == "change":
        rows.update(position=7)
    else:
        rows._raw_delete("default")
