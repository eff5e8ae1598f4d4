"""Every error of all files is found, each with its file, line, field and the value found."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from tests.documents.small import DEVELOPMENTS, DOCUMENT, FILES, LINKS, changed, load, refused
from tracker.documents.models import Document
from tracker.documents.package.files import decoded, read_path, read_uploads, read_zip
from tracker.documents.package.load import check_package
from tracker.documents.package.problems import Errors, PackageError, PackageRefused

pytestmark = pytest.mark.django_db


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


#: old text, new text, file, field, value found, what the message says
D, E, L, R = "document.yaml", "developments.csv", "links.csv", "recommendations[1]."
WRONG = [
    ("key: plan-2020", "key: new", D, "document.key", "new", "cannot be a key"),
    ("key: plan-2020", "key: pl an", D, "document.key", "pl an", "cannot be a key"),
    ("  key: plan-2020\n", "", D, "document.key", "", "required"),
    ("2020-01-01", "2020-1-1", D, "document.published_on", "2020-1-1", "not a day"),
    ("2020-01-01", "2020-02-30", D, "document.published_on", "2020-02-30", "not a day"),
    ("half_life: 90", "half_life: 0", D, "document.half_life", "0", "whole number from 1"),
    ("half_life: 90", "halflife: 90", D, "document.halflife", "halflife", "no such field"),
    ("https://example.org/plan", "ftp://example.org/plan", D, "document.url", "ftp://", "web address"),
    ("{family: 佐藤}", "佐藤", D, "document.authors", "佐藤", "Fields are wanted"),
    ("{family: 佐藤}", "{given: 佐藤}", D, "document.authors[2].family", "", "required"),
    ("{key: NO, name: Norway}", "{key: KR, name: Norway}", D, "actors[2].key", "KR", "stands twice"),
    ("area: trade", "area: nowhere", D, R + "area", "nowhere", "no area"),
    ("basis: inferred", "basis: guessed", D, R + "basis", "guessed", "none of stated"),
    ("addressees: [NO, KR]", "addressees: [XX]", D, R + "addressees", "XX", "no actor"),
    ("addressees: [NO, KR]", "addressees: KR", D, R + "addressees", "KR", "A list"),
    ("addressees: [NO, KR]", "addressees: [KR, KR]", D, R + "addressees", "KR", "twice"),
    ("depends_on: [talk-first]", "depends_on: [x]", D, R + "depends_on", "", "no recomm"),
    ("depends_on: [talk-first]", "depends_on: [open-markets]", D, R + "depends_on", "",
     "wait on itself"),
    ("paragraphs: [3, 1]", "paragraphs: [0]", D, R + "paragraphs", "0", "whole number"),
    ("level: high", "level: top", D, R + "priority.level", "top", "none of high"),
    ("code: R1", "code: R2", D, "recommendations[2].code", "R2", "code stands twice"),
    ("key: talk-first", "key: open-markets", D, "recommendations[2].key", "open-markets", "twice"),
    ("recommendation: talk-first, relation", "recommendation: other/x, relation", D,
     R + "related[1].recommendation", "other/x", "load its document first"),
    ("relation: narrows", "relation: likes", D, R + "related[1].relation", "likes", "none"),
    ("key: office,", "key: tariffs-gone,", D, R + "milestones[2].key", "", "twice"),
    ("        due: 2020-12-31\n", "", D, R + "milestones[1].due_moves", "", "add `due`"),
    ("announced: 2021-02-01", "announced: 2020-02-01", D,
     R + "milestones[1].due_moves[2].announced", "2020-02-01", "in order"),
    ("status: implemented", "status: done", D, R + "assessments[2].status", "done", "none"),
    ("        judge: watchdog\n", "", D, R + "assessments[2].date", "2020-06-01",
     "another assessment of that day"),
    ("cites: [talks-begin]", "cites: [talks-end]", D, R + "assessments[1].cites",
     "talks-end", "no development"),
    ("        date: 2020-02-02\n", "", D, R + "responses[1].position", "", "add `date`"),
    ('{actor: "NO", due: 2020-03-01}', '{actor: "NO"}', D, R + "responses[2].actor",
     "NO", "`due`"),
    ("date: 2020-09-01", "date: 2999-09-01", D, R + "checks[1].date", "2999-09-01",
     "has not come"),
    ("date: 2020-09-01", "date: 2019-12-31", D, R + "checks[1].date", "2019-12-31",
     "came out on 2020-01-01"),
    ("2020-05~", "2020-05-32", E, "date", "2020-05-32", "has 31"),
    ("2020-05~", "2999-05-01", E, "date", "2999-05-01", "has not happened"),
    ("2020-05~", "2024-06-29/2024-06-27", E, "date", "2024-06-29/2024-06-27", "ends before"),
    ("trade-measure", "tariff", E, "kind", "tariff", "none of summit"),
    (",KR,trade", ",KR;ZZ,trade", E, "actors", "ZZ", "no actor"),
    ("reported,Cut,", "rumoured,Cut,", E, "standing", "rumoured", "none of confirmed"),
    ("reported,Cut,", "reported,,", E, "source_title", "", "required"),
    ("https://example.org/cut", "example.org/cut", E, "source_url", "example.org/cut", "whole address"),
    ("tariff-cut,2020-05~", "talks-begin,2020-05~", E, "key", "talks-begin", "first on line 2"),
    ("convergent,", "likely,", L, "attribution", "likely", "none of attributed"),
    ("tariff-cut,open-markets", "tariff-cut,talk-frist", L, "recommendation", "talk-frist", "no recomm"),
    ("tariff-cut,open-markets", "tarif-cut,open-markets", L, "development", "tarif-cut", "developments.csv"),
    (",tariffs-gone;office,,", ",tariffs,,", L, "meets", "tariffs", "no milestone of open-markets"),
    (",tariffs-gone;office,,", ",office,office,", L, "unmeets", "office", "met and un-met"),
    ("minor,,,office,", "minor,,,office", L, "", "talks-begin", "7 cells and the header 8"),
    ("talks-begin,open-markets", "talks-begin,talk-first", L, "recommendation", "talk-first", "on line 2"),
    ("strength,attribution", "force,attribution", L, "force", "force", "no such column"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "file", "field", "found", "message"), WRONG)
def test_each_error_names_its_place(
    old: str, new: str, file: str, field: str, found: str, message: str
) -> None:
    errors = refused(changed((old, new)))
    right = [
        error
        for error in errors
        if (error.file, error.field) == (file, field)
        and found in error.found
        and message in error.message
        and error.line > 0
    ]
    assert right, errors
    assert not Document.objects.exists()


def test_every_error_of_all_files_is_listed_in_their_order() -> None:
    errors = refused(
        changed(
            ("basis: inferred", "basis: guessed"),
            ("level: high", "level: top"),
            ("2020-05~", "2020-13"),
            ("convergent,", "likely,"),
        )
    )
    assert [(error.file, error.field, error.found) for error in errors] == [
        ("document.yaml", "recommendations[1].basis", "guessed"),
        ("document.yaml", "recommendations[1].priority.level", "top"),
        ("developments.csv", "date", "2020-13"),
        ("links.csv", "attribution", "likely"),
    ]
    assert errors[0].line == line_of(DOCUMENT, "basis: inferred")
    # A cell of several lines stands before this row, which is the sixth line and the fourth record.
    assert errors[2].line == line_of(DEVELOPMENTS, "tariff-cut") == 5


def test_an_error_reads_as_one_sentence() -> None:
    error = PackageError("links.csv", 3, "effect", "up", "It is none of a and b.")
    assert str(error) == "links.csv, line 3, effect: It is none of a and b. (found “up”)"


def test_the_short_form_of_links_is_read_and_a_pair_in_both_is_an_error() -> None:
    short = DEVELOPMENTS.replace("source_date\n", "source_date,links\n")
    rows = [line + "," for line in short.splitlines()[1:] if not line.startswith("talks-begin,2020")]
    links = "talk-first:advances:minor:attributed; open-markets:context:major"
    body = [f'talks-begin,2020-02-01,Talks,,KR,dialogue,,T,,https://example.org/t,,"{links}"']
    table = "\n".join([short.splitlines()[0], *body, *rows[2:]]) + "\n"
    outcome = load({**FILES, "developments.csv": table, "links.csv": LINKS.splitlines()[0] + "\n"})
    assert outcome.counts["link"] == {"added": 2}
    errors = refused({**FILES, "developments.csv": table})
    assert {(error.file, error.line) for error in errors} == {("links.csv", 2), ("links.csv", 4)}
    assert "already on line 2 of developments.csv" in errors[0].message


def test_yaml_that_cannot_be_read_names_the_line() -> None:
    errors = refused(
        {**FILES, "document.yaml": DOCUMENT.replace("publisher: The Institute", "publisher: [a")}
    )
    assert errors[0].file == "document.yaml"
    assert errors[0].line >= line_of(DOCUMENT, "publisher: The")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1\nb: *x\n", "Anchors are not read"),
        ("a: !!python/object:os.system x\n", "Tags are not read"),
        ("document: 1\ndocument: 2\n", "stands twice"),
        ("", "empty"),
        ("- a\n", "Fields are wanted"),
        ("a: 1\n---\nb: 1\n", "second document"),
        ("a: \x00\n", "not YAML"),
        ("[" * 10_000, "nested more than"),
    ],
)
def test_yaml_that_is_no_package_is_refused_with_a_sentence(text: str, message: str) -> None:
    assert message in "\n".join(map(str, refused({**FILES, "document.yaml": text})))


def test_words_that_yaml_takes_for_others_stay_as_written() -> None:
    load(changed(("title: Talk first", "title: off"), ("code: R1", "code: 1.10")))
    reading = check_package(decoded({n: t.encode() for n, t in FILES.items()}, (), Errors()))
    assert "NO" in reading.actors
    recommendation = Document.objects.get().recommendations.get(key="talk-first")
    assert (recommendation.title, recommendation.code) == ("off", "1.10")


def test_byte_order_marks_and_crlf_are_read_and_told() -> None:
    contents = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in FILES.items()}
    outcome = load(contents)
    told = "\n".join(map(str, outcome.told))
    assert told.count("byte order mark") == 3
    assert told.count("CRLF") == 3
    again = load()
    assert not again.changed


def test_what_is_not_utf8_names_the_line() -> None:
    contents = {name: text.encode() for name, text in FILES.items()}
    contents["links.csv"] = LINKS.encode().replace(b"They talk", b"They \xe9talk")
    errors = Errors()
    decoded(contents, (), errors)
    assert [(error.file, error.line, error.found) for error in errors.found] == [("links.csv", 2, "byte e9")]


def write_folder(folder: Path, files: dict[str, str] = FILES) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def zip_of(files: dict[str, str], prefix: str = "") -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(prefix + name, text)
    out.seek(0)
    return out


def test_a_zip_of_one_folder_is_read_and_others_files_are_told() -> None:
    files = read_zip(zip_of({**FILES, "README.md": "x", "__MACOSX/._x": ""}, "plan/"), Errors())
    assert files.texts == FILES
    assert [told.key for told in files.told] == ["README.md"]


def test_a_missing_file_is_an_error_that_says_what_is_there_in_its_place(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "package")
    (folder / "document.yaml").rename(folder / "document.yml")
    errors = Errors()
    read_path(folder, errors)
    assert "document.yml, which has to be named document.yaml" in errors.found[0].message


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: io.BytesIO(b"no zip"), "neither a folder nor a zip"),
        (lambda: zip_of({**FILES, "document.yaml": "a" * 5_000_000}), "packed so tightly"),
    ],
)
def test_a_zip_that_is_no_package_is_refused(make: object, message: str) -> None:
    with pytest.raises(PackageRefused, match=message):
        read_zip(make(), Errors())  # type: ignore[operator]


def test_a_zip_of_several_folders_lacks_the_three_files() -> None:
    errors = Errors()
    read_zip(zip_of({"a/document.yaml": "", "b/document.yaml": ""}), errors)
    assert [error.file for error in errors.found] == list(FILES)


def test_a_zip_larger_than_allowed_is_not_unpacked() -> None:
    with pytest.raises(PackageRefused, match="would unpack to more than"):
        read_zip(zip_of({"links.csv": os.urandom(600_000).hex()}), Errors(), limit=2**20)


def test_a_place_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match="There is no such folder or zip"):
        read_path(tmp_path / "nothing", Errors())


def test_three_uploads_are_a_package_and_one_is_a_zip() -> None:
    contents = {name: text.encode() for name, text in FILES.items()}
    assert read_uploads(contents, Errors()).texts == FILES
    assert read_uploads({"plan.zip": zip_of(FILES).getvalue()}, Errors()).texts == FILES


def test_recommendations_that_wait_on_each_other_are_told() -> None:
    outcome = load(changed(("statement: Talk.\n", "statement: Talk.\n    depends_on: [open-markets]\n")))
    assert {told.key for told in outcome.told} == {"open-markets", "talk-first"}
