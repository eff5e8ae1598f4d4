"""Set-up pages: plain forms that lose nothing typed, and what they refuse."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.small import FILES, changed, dump, load
from tests.support.pages import inline
from tests.support.people import client_of, person
from tracker.documents.models import Document, Recommendation

pytestmark = pytest.mark.django_db


class Fields(HTMLParser):
    """Reads a form's fields as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self._select: str | None = None
        self._multiple = self._any = False
        self._first: str | None = None
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what each control would send."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") != "file":
            self.values.append((name, given.get("value") or ""))
        elif tag == "textarea":
            self._text = name
            self.values.append((name, ""))
        elif tag == "select":
            self._select, self._multiple, self._any, self._first = name, "multiple" in given, False, None
        elif tag == "option" and self._select:
            value = given.get("value") or ""
            self._first = value if self._first is None else self._first
            if "selected" in given:
                self.values.append((self._select, value))
                self._any = True

    def handle_data(self, data: str) -> None:
        """Read a text area."""
        if self._text is not None:
            self.values.append((self._text, self.values.pop()[1] + data))

    def handle_endtag(self, tag: str) -> None:
        """Send a select's first option where none was chosen."""
        if tag == "textarea" and self._text is not None:
            name, value = self.values.pop()
            self.values.append((name, value.removeprefix("\n")))
            self._text = None
        elif tag == "select" and self._select:
            if not self._any and not self._multiple and self._first is not None:
                self.values.append((self._select, self._first))
            self._select = None


def fields(html: str) -> dict[str, list[str]]:
    main = html[html.index("<main") :]
    reader = Fields()
    reader.feed(main)
    found: dict[str, list[str]] = {}
    for name, value in reader.values:
        found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def editor(db: None) -> Client:
    return client_of(person("editor"))


EDIT = "/documents/plan-2020/edit/"
EDIT_ONE = "/documents/plan-2020/recommendations/open-markets/edit/"
NEW_ONE = "/documents/plan-2020/recommendations/new/"


def get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    html = response.content.decode()
    assert inline(html) == []
    return html


def test_a_document_is_created_from_its_form_and_then_edited(editor: Client) -> None:
    form = fields(get(editor, "/documents/new/"))
    sent = {
        **form,
        "title": "A new plan",
        "published_on": "2022-02-02",
        "authors-0-family": "Kim",
        "tags": "a\r\nb, c",
    }
    response = editor.post("/documents/new/", sent)
    assert response.status_code == 302
    document = Document.objects.get()
    assert (document.key, document.tags) == ("a-new-plan", ["a", "b, c"])
    assert document.authors == [{"family": "Kim"}]
    assert "A new plan" in get(editor, response["Location"])


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(editor: Client) -> None:
    response = editor.post(
        "/documents/new/",
        {"title": "", "published_on": "soon", "abstract": "Long\r\ntext", "authors-0-given": "Min-ji"},
    )
    html = response.content.decode()
    assert response.status_code == 400
    assert 'href="#id_published_on"' in html
    assert 'id="id_published_on_error"' in html
    assert 'href="#id_authors-0-family"' in html
    sent = fields(html)
    assert sent["published_on"] == ["soon"]
    assert sent["abstract"][0].replace("\r", "") == "Long\ntext"
    assert sent["authors-0-given"] == ["Min-ji"]
    assert not Document.objects.exists()


@pytest.mark.parametrize("address", [EDIT, EDIT_ONE])
def test_sending_a_form_as_it_came_changes_nothing(editor: Client, address: str) -> None:
    load()
    before = dump()
    assert editor.post(address, fields(get(editor, address))).status_code == 302
    assert dump() == before
    assert set(Recommendation.objects.values_list("version", flat=True)) == {1}
    assert Document.objects.get().version == 1


def test_a_recommendation_is_edited_with_its_milestones(editor: Client) -> None:
    load()
    sent: dict[str, Any] = fields(get(editor, EDIT_ONE))
    sent |= {"title": "Open them all", "milestones-1-title": "Two offices open", "addressees": ["KR"]}
    assert editor.post(EDIT_ONE, sent).status_code == 302
    recommendation = Recommendation.objects.get(key="open-markets")
    assert (recommendation.title, recommendation.version) == ("Open them all", 2)
    assert recommendation.milestones.get(key="office").title == "Two offices open"


def test_rows_are_added_and_taken_off_by_plain_buttons(editor: Client) -> None:
    load()
    sent: dict[str, Any] = fields(get(editor, NEW_ONE))
    sent |= {"title": "Typed already", "milestones-0-title": "First"}
    for path in ("milestones", "milestones-0-due_moves", "responses", "new_actors", "related"):
        html = editor.post(NEW_ONE, {**sent, "add-row": path}).content.decode()
        sent = fields(html)
    assert sent["title"] == ["Typed already"]
    assert {"milestones-1-title", "milestones-0-due_moves-0-due", "responses-0-actor"} <= sent.keys()
    assert {"new_actors-0-name", "related-0-relation"} <= sent.keys()
    html = editor.post(NEW_ONE, {**sent, "remove-row": "milestones-1"}).content.decode()
    assert "milestones-1-title" not in fields(html)
    assert not Recommendation.objects.filter(title="Typed already").exists()


def test_a_recommendation_is_added_with_an_area_and_an_actor_of_its_own(editor: Client) -> None:
    load()
    sent: dict[str, Any] = fields(get(editor, NEW_ONE))
    sent |= {
        "code": "R3",
        "title": "Build a port",
        "statement": "Build it.",
        "new_area": "Ports",
        "new_actors-0-name": "Port authority",
        "paragraphs": "2, 7",
        "milestones-0-title": "A quay stands",
        "responses-0-actor": "KR",
        "responses-0-due": "2020-06-01",
    }
    assert editor.post(NEW_ONE, sent).status_code == 302
    made = Recommendation.objects.get(key="build-a-port")
    assert made.addressees.get().key == "port-authority"
    assert [passage.paragraph for passage in made.passages.all()] == [2, 7]
    assert made.responses.get().due is not None


def test_errors_of_rows_stand_beside_their_fields(editor: Client) -> None:
    load()
    sent: dict[str, Any] = fields(get(editor, EDIT_ONE))
    sent |= {"milestones-0-due_moves-1-source_url": "nowhere", "responses-0-position": "", "code": "R1"}
    response = editor.post(EDIT_ONE, sent)
    html = response.content.decode()
    assert response.status_code == 400
    for name in ("milestones-0-due_moves-1-source_url", "responses-0-date", "code"):
        assert f'id="id_{name}_error"' in html, name
    assert fields(html)["milestones-0-due_moves-1-source_url"] == ["nowhere"]


def test_a_stale_form_is_told_so_and_may_be_sent_again(editor: Client) -> None:
    load()
    old: dict[str, Any] = fields(get(editor, EDIT_ONE))
    editor.post(EDIT_ONE, {**old, "title": "Theirs"})
    response = editor.post(EDIT_ONE, {**old, "title": "Mine"})
    assert response.status_code == 409
    assert Recommendation.objects.get(key="open-markets").title == "Theirs"
    assert editor.post(EDIT_ONE, fields(response.content.decode())).status_code == 302
    assert Recommendation.objects.get(key="open-markets").title == "Mine"


def test_a_recommendation_with_links_is_not_deleted(editor: Client) -> None:
    load()
    sent = fields(get(editor, EDIT_ONE))
    response = editor.post(EDIT_ONE.replace("edit", "delete"), sent)
    assert response.status_code == 400
    assert "cannot be deleted" in response.content.decode()


@pytest.mark.parametrize("address", ["/documents/new/", EDIT, EDIT_ONE, NEW_ONE, "/packages/load/"])
def test_who_is_no_editor_is_refused(address: str) -> None:
    load()
    assert client_of(person("analyst")).get(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("address", [EDIT, EDIT_ONE, NEW_ONE])
def test_the_number_of_queries_does_not_grow_with_rows(editor: Client, address: str) -> None:
    load()
    get(editor, address)
    with CaptureQueriesContext(connection) as few:
        get(editor, address)
    more = "".join(
        f"  - {{key: more-{n}, code: X{n}, area: trade, title: More {n}, statement: S, addressees: [KR], "
        f"milestones: [{{key: m, title: M, promised_by: [KR]}}], depends_on: [talk-first]}}\n"
        for n in range(8)
    )
    load({**FILES, "document.yaml": FILES["document.yaml"] + more})
    with CaptureQueriesContext(connection) as many:
        get(editor, address)
    assert len(many) == len(few)
    assert len(many) <= 18


def uploads(files: dict[str, str]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, text.encode()) for name, text in files.items()]


def test_three_files_are_loaded_and_what_was_done_is_shown(editor: Client) -> None:
    assert "files" in get(editor, "/packages/load/")
    response = editor.post("/packages/load/", {"files": uploads(FILES)})
    html = response.content.decode()
    assert response.status_code == 200
    assert re.search(r"plan-2020: \d+ added and 0 updated", html)
    assert Document.objects.get().package_loads.get().loaded_by is not None
    again = editor.post("/packages/load/", {"files": uploads(FILES)}).content.decode()
    assert "nothing has changed" in again


def test_every_error_is_listed_with_its_place(editor: Client) -> None:
    broken = changed(("basis: inferred", "basis: <b>guessed"), ("2020-05~", "2020-13"))
    response = editor.post("/packages/load/", {"files": uploads(broken)})
    html = response.content.decode()
    assert response.status_code == 400
    assert "Two errors; nothing was loaded." in html
    assert "&lt;b&gt;guessed" in html
    assert "recommendations[1].basis" in html
    assert "developments.csv" in html
    assert inline(html) == []


def test_nothing_chosen_is_told(editor: Client) -> None:
    response = editor.post("/packages/load/", {})
    assert response.status_code == 400
    assert "Choose the zip" in response.content.decode()


def test_what_is_no_zip_is_told(editor: Client) -> None:
    response = editor.post("/packages/load/", {"files": SimpleUploadedFile("plan.pdf", b"%PDF")})
    assert response.status_code == 400
    assert "neither a folder nor a zip" in response.content.decode()


def test_a_package_is_taken_away_as_a_zip_that_loads(editor: Client) -> None:
    load()
    response = editor.get("/documents/plan-2020/package.zip")
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.read("document.yaml").decode() == dump()["document.yaml"]
    html = editor.post(
        "/packages/load/", {"files": SimpleUploadedFile("plan.zip", response.content)}
    ).content.decode()
    assert "nothing has changed" in html
    assert client_of(person("analyst")).get("/documents/plan-2020/package.zip").status_code == 403


def test_a_document_that_is_not_there_is_not_found(editor: Client) -> None:
    assert editor.get("/documents/none/edit/").status_code == 404
    assert editor.get("/documents/none/package.zip").status_code == 404
