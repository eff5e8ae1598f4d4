"""Editors set documents up: created, edited, deleted, refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.small import load
from tests.support.people import person
from tracker.accounts.models import User
from tracker.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tracker.documents import services
from tracker.documents.models import Actor, Area, Document, Milestone, Recommendation, Source
from tracker.documents.signals import definitions_changed

pytestmark = pytest.mark.django_db

PLAN = {"title": "A plan of ours", "published_on": "2020-01-01"}
ADVICE: dict[str, Any] = {"code": "R3", "title": "Build a port", "statement": "Build it.", "area": "trade"}


@pytest.fixture
def editor(db: None) -> User:
    return person("editor")


def errors_of(refusal: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return {error.path for error in refusal.value.errors}


def test_a_document_gets_a_key_of_its_title(editor: User) -> None:
    first = services.create_document(user=editor, given=PLAN)
    second = services.create_document(user=editor, given=PLAN)
    assert (first.key, second.key) == ("a-plan-of-ours", "a-plan-of-ours-2")


def test_a_document_with_errors_names_each_field(editor: User) -> None:
    with pytest.raises(InvalidInput) as refusal:
        services.create_document(
            user=editor,
            given={"key": "a b", "published_on": "soon", "half_life": "0", "authors": [{"given": "Kim"}]},
        )
    assert errors_of(refusal) == {"key", "title", "published_on", "half_life", "authors.0.family"}


def test_setting_up_takes_an_editor() -> None:
    with pytest.raises(NotAllowed):
        services.create_document(user=person("analyst"), given=PLAN)


def test_a_key_that_is_taken_is_refused(editor: User) -> None:
    services.create_document(user=editor, given={**PLAN, "key": "ours"})
    with pytest.raises(InvalidInput) as refusal:
        services.create_document(user=editor, given={**PLAN, "key": "ours"})
    assert errors_of(refusal) == {"key"}


def test_who_read_an_older_version_is_told_and_nothing_changes(editor: User) -> None:
    services.create_document(user=editor, given={**PLAN, "key": "ours"})
    services.edit_document(user=editor, key="ours", version=1, given={**PLAN, "title": "Mine"})
    with pytest.raises(Conflict):
        services.edit_document(user=editor, key="ours", version=1, given={**PLAN, "title": "Theirs"})
    document = Document.objects.get()
    assert (document.title, document.version) == ("Mine", 2)


def test_saving_without_a_change_raises_no_version(editor: User) -> None:
    services.create_document(user=editor, given={**PLAN, "key": "ours"})
    services.edit_document(user=editor, key="ours", version=1, given=PLAN)
    assert Document.objects.get().version == 1


def test_a_recommendation_is_added_with_all_that_hangs_on_it(editor: User) -> None:
    load()
    heard: list[dict[str, Any]] = []

    def hear(**given: Any) -> None:
        heard.append(given)

    definitions_changed.connect(hear)
    try:
        made = services.create_recommendation(
            user=editor,
            document="plan-2020",
            given={
                "code": "R3",
                "title": "Build a port",
                "statement": "Build it.",
                "new_area": "Ports",
                "addressees": ["KR"],
                "new_actors": [{"name": "Port authority", "own_name": "항만공사", "own_lang": "ko"}],
                "depends_on": ["talk-first"],
                "paragraphs": ["7", "2"],
                "tags": ["sea"],
                "related": [{"recommendation": "open-markets", "relation": "narrows"}],
                "milestones": [
                    {
                        "title": "A quay stands",
                        "promised_by": ["KR"],
                        "due": "2021-01-01",
                        "due_moves": [
                            {
                                "announced": "2020-12-01",
                                "due": "2021-06-01",
                                "source": {"url": "https://example.org/quay", "title": "Quay late"},
                            }
                        ],
                    }
                ],
                "responses": [{"actor": "KR", "due": "2020-06-01"}],
            },
        )
    finally:
        definitions_changed.disconnect(hear)
    assert made.key == "build-a-port"
    assert [row.actor.name for row in made.addressee_rows.all()] == ["Republic of Korea", "Port authority"]
    assert made.area == Area.objects.get(name="Ports")
    assert [each.paragraph for each in made.passages.all()] == [2, 7]
    milestone = made.milestones.get()
    assert milestone.key == "a-quay-stands"
    move = milestone.due_moves.get()
    assert move.source == Source.objects.get(title="Quay late")
    assert made.responses.get().due is not None
    assert heard[0]["recommendation_ids"] == {made.pk}
    assert heard[0]["area_ids"] == {made.area_id}


def given_of(key: str = "open-markets", **changes: Any) -> dict[str, Any]:
    """Return what stands, as a form sends it back."""
    from tracker.documents.package import stored

    document = Document.objects.get()
    said = dict(stored.recommendations(document.pk)[key])
    sources = {
        row.canonical_url: {"url": row.url, "title": row.title, "publisher": row.publisher, "date": row.date}
        for row in Source.objects.all()
    }

    def with_source(part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "source": sources[part["source"]]} if "source" in part else part

    milestones = [
        {**each, "due_moves": [with_source(move) for move in each.get("due_moves", [])]}
        for name, each in stored.milestones(document.pk).items()
        if name.startswith(f"{key}/")
    ]
    responses = [
        with_source(each)
        for name, each in stored.responses(document.pk).items()
        if name.startswith(key + " ")
    ]
    return {**said, "milestones": milestones, "responses": responses, **changes}


def edit(editor: User, version: int = 1, **changes: Any) -> Recommendation:
    return services.edit_recommendation(
        user=editor, document="plan-2020", key="open-markets", version=version, given=given_of(**changes)
    )


def test_sending_back_what_stands_changes_nothing(editor: User) -> None:
    load()
    assert edit(editor).version == 1
    assert Milestone.objects.get(key="tariffs-gone").due_moves.count() == 2


def test_an_edit_changes_what_was_given_and_raises_the_version_once(editor: User) -> None:
    load()
    changed = edit(editor, title="Open all markets", addressees=["KR"], area="defence")
    assert (changed.title, changed.version, changed.area.key) == ("Open all markets", 2, "defence")
    assert [row.actor.key for row in changed.addressee_rows.all()] == ["KR"]


def test_an_older_version_is_refused(editor: User) -> None:
    load()
    edit(editor, title="One")
    with pytest.raises(Conflict):
        edit(editor, title="Two")
    assert Recommendation.objects.get(key="open-markets").title == "One"


def test_a_milestone_with_meetings_cannot_be_removed(editor: User) -> None:
    load()
    with pytest.raises(InvalidInput, match="cannot be removed"):
        edit(editor, milestones=[])
    assert Milestone.objects.count() == 2


def test_milestones_are_added_removed_and_put_in_order(editor: User) -> None:
    load()
    kept = given_of()["milestones"]
    edit(editor, milestones=[{"title": "First of all"}, *reversed(kept)])
    keys = list(Milestone.objects.order_by("position").values_list("key", flat=True))
    assert keys == ["first-of-all", "office", "tariffs-gone"]
    edit(editor, version=2, milestones=list(reversed(kept)))
    keys = list(Milestone.objects.order_by("position").values_list("key", flat=True))
    assert keys == ["office", "tariffs-gone"]


def test_a_response_not_given_goes(editor: User) -> None:
    load()
    edited = edit(editor, responses=given_of()["responses"][:1])
    assert edited.responses.count() == 1


def test_what_would_wait_on_itself_is_refused(editor: User) -> None:
    load()
    with pytest.raises(InvalidInput) as refusal:
        services.edit_recommendation(
            user=editor,
            document="plan-2020",
            key="talk-first",
            version=1,
            given=given_of("talk-first", depends_on=["open-markets"]),
        )
    assert errors_of(refusal) == {"depends_on"}


def test_every_error_of_a_recommendation_is_named(editor: User) -> None:
    load()
    with pytest.raises(InvalidInput) as refusal:
        services.create_recommendation(
            user=editor,
            document="plan-2020",
            given={
                **ADVICE,
                "code": "R1",
                "area": "nowhere",
                "addressees": ["XX"],
                "paragraphs": ["x"],
                "related": [{"recommendation": "other/none", "relation": "narrows"}],
                "depends_on": ["none"],
                "new_actors": [{"name": "", "key": "x"}],
                "milestones": [{"title": "A"}, {"key": "b c", "title": "B", "due": "x"}],
                "responses": [{"actor": "KR", "position": "accepts"}],
            },
        )
    assert errors_of(refusal) == {
        "code",
        "area",
        "addressees",
        "paragraphs",
        "related.0.recommendation",
        "depends_on",
        "new_actors.0.name",
        "milestones.1.key",
        "milestones.1.due",
        "responses.0.position",
    }
    assert not Actor.objects.filter(key="x").exists()


def test_a_recommendation_with_links_cannot_be_deleted(editor: User) -> None:
    load()
    with pytest.raises(InvalidInput, match="cannot be deleted"):
        services.delete_recommendation(user=editor, document="plan-2020", key="talk-first", version=1)
    services.create_recommendation(user=editor, document="plan-2020", given=ADVICE)
    services.delete_recommendation(user=editor, document="plan-2020", key="build-a-port", version=1)
    assert not Recommendation.objects.filter(key="build-a-port").exists()


def test_what_is_not_there_is_not_found(editor: User) -> None:
    with pytest.raises(NotFound):
        services.edit_document(user=editor, key="none", version=1, given=PLAN)
    with pytest.raises(NotFound):
        services.create_recommendation(user=editor, document="none", given=ADVICE)
