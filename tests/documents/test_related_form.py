"""Relations and the review rhythm on the set-up form: chosen, kept, taken off, and refused where wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.developments import world
from tests.documents.test_pages import fields
from tests.support.people import ApiClient, client_of, person
from tracker.documents.models import Recommendation

pytestmark = pytest.mark.django_db
EDIT = "/documents/essay/recommendations/r1/edit/"


@pytest.fixture
def editor(db: None) -> Client:
    world.make_document()
    world.make_document("review")
    return client_of(person("editor"))


def sent_with(editor: Client, *related: tuple[str, str], **more: Any) -> dict[str, Any]:
    """Return the form as it stands with these relations typed into it, by its buttons."""
    sent: Any = fields(editor.get(EDIT).content.decode())
    for index, (relation, name) in enumerate(related):
        sent = fields(editor.post(EDIT, {**sent, "add-row": "related"}).content.decode())
        sent |= {f"related-{index}-relation": relation, f"related-{index}-recommendation": name}
    return {**sent, **more}


def relations() -> list[tuple[str, str, str]]:
    found = Recommendation.objects.get(document__key="essay", key="r1").related_rows.order_by("position")
    return [(each.relation, each.other.document.key, each.other.key) for each in found]


def test_relations_are_added_across_documents_and_taken_off(editor: Client) -> None:
    html = editor.get(EDIT).content.decode()
    assert '<option value="review/r2">R2 Do thing 2, An essay</option>' in html
    assert '<option value="r2">R2 Do thing 2</option>' in html
    sent = sent_with(editor, ("restates", "review/r2"), ("narrows", "r3"), review_every="30")
    assert editor.post(EDIT, sent).status_code == 302
    assert relations() == [("restates", "review", "r2"), ("narrows", "essay", "r3")]
    assert Recommendation.objects.get(document__key="essay", key="r1").review_every == 30
    sent = fields(editor.get(EDIT).content.decode())
    assert sent["related-0-recommendation"] == ["review/r2"]
    sent = fields(editor.post(EDIT, {**sent, "remove-row": "related-0"}).content.decode())
    assert editor.post(EDIT, sent).status_code == 302
    assert relations() == [("narrows", "essay", "r3")]


@pytest.mark.parametrize(
    ("related", "message"),
    [
        ([("restates", "r1")], "r1 cannot relate to itself."),
        ([("restates", "essay/r1")], "r1 cannot relate to itself."),
        ([("restates", "r9")], "There is no recommendation r9 in the document."),
        ([("restates", "review/r9")], "There is no recommendation “review/r9”."),
        ([("", "r2")], "Relation"),
        ([("narrows", "r2"), ("narrows", "essay/r2")], "The relation stands twice."),
    ],
)
def test_what_is_wrong_stands_beside_its_row(
    editor: Client, related: list[tuple[str, str]], message: str
) -> None:
    response = editor.post(EDIT, sent_with(editor, *related))
    html = response.content.decode()
    assert response.status_code == 400
    row = len(related) - 1
    assert f'href="#id_related-{row}-' in html
    assert message in html or f'id="id_related-{row}-relation_error"' in html
    assert relations() == []


def test_a_form_that_was_opened_before_another_was_saved_is_refused(editor: Client) -> None:
    first = sent_with(editor, ("restates", "review/r2"))
    second = sent_with(editor, ("conflicts-with", "review/r3"))
    assert editor.post(EDIT, first).status_code == 302
    assert editor.post(EDIT, second).status_code == 409
    assert relations() == [("restates", "review", "r2")]


def test_a_machine_reads_relations_from_where_they_are_recorded(editor: Client) -> None:
    assert editor.post(EDIT, sent_with(editor, ("restates", "review/r2"))).status_code == 302
    machine = ApiClient(person())
    read = machine.get("/api/v1/documents/essay/recommendations/r1/").json()
    assert read["related"] == [{"recommendation": "review/r2", "relation": "restates"}]
    assert read["related_by"] == []
    other = machine.get("/api/v1/documents/review/recommendations/r2/").json()
    assert other["related_by"] == [{"recommendation": "essay/r1", "relation": "restates"}]


def test_a_list_of_recommendations_takes_few_queries(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    machine = ApiClient(person())
    with django_assert_max_num_queries(12):
        assert machine.get("/api/v1/documents/essay/recommendations/").status_code == 200


def test_the_form_takes_few_queries(editor: Client, django_assert_max_num_queries: Any) -> None:
    assert editor.post(EDIT, sent_with(editor, ("restates", "review/r2"))).status_code == 302
    with django_assert_max_num_queries(12):
        editor.get(EDIT)
