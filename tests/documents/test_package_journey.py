"""Packages load, load again without a change, and dump to the same bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.documents.small import FILES, SHIPPED, changed, dump, empty, everything, load
from tracker.developments.models import Development, Link, Meeting
from tracker.documents.models import Document, Milestone, Recommendation
from tracker.progress.models import Assessment

pytestmark = pytest.mark.django_db


def test_the_shipped_package_loads_whole() -> None:
    call_command("load_package", SHIPPED)
    assert Recommendation.objects.count() == 11
    assert Development.objects.count() == 70
    assert Link.objects.count() == 123
    assert Meeting.objects.filter(met=False).count() == 1
    assert Assessment.objects.count() == 19
    document = Document.objects.get()
    assert document.tracking_began_at == Link.objects.values_list("published_at", flat=True).distinct().get()


def test_loading_again_changes_nothing() -> None:
    call_command("load_package", SHIPPED)
    before = everything()
    call_command("load_package", SHIPPED)
    assert everything() == before


def test_loading_its_own_dump_changes_nothing(tmp_path: Path) -> None:
    call_command("load_package", SHIPPED)
    call_command("dump_package", "chun-2022", tmp_path / "one")
    before = everything()
    call_command("load_package", tmp_path / "one")
    assert everything() == before
    call_command("dump_package", "chun-2022", tmp_path / "one.zip")
    call_command("load_package", tmp_path / "one.zip")
    assert everything() == before


@pytest.mark.parametrize("package", ["shipped", "small"])
def test_a_dump_loaded_into_an_empty_tracker_dumps_to_the_same_bytes(package: str) -> None:
    files = FILES
    if package == "shipped":
        files = {path.name: path.read_text() for path in SHIPPED.iterdir()}
    key = load(files).document_key
    first = dump(key)
    empty()
    load(first)
    assert dump(key) == first


def test_every_field_comes_through_to_the_dump() -> None:
    load()
    dumped = dump()
    assert dumped["document.yaml"] == Path(__file__).with_name("small-dumped.yaml").read_text()
    assert (
        dumped["developments.csv"]
        .splitlines()[1]
        .startswith("earlier,2018/2019-03,An earlier thing,,,other,")
    )
    assert [line.split(",")[:2] for line in dumped["links.csv"].splitlines()[1:]] == [
        ["talks-begin", "talk-first"],
        ["talks-begin", "open-markets"],
        ["tariff-cut", "open-markets"],
    ]
    assert ",tariffs-gone;office,," in dumped["links.csv"]


def test_milestones_keep_their_order_and_moves() -> None:
    load()
    milestone = Milestone.objects.get(key="tariffs-gone")
    assert [move.due.isoformat() for move in milestone.due_moves.all()] == ["2021-03-31", "2021-12-31"]
    assert [promise.actor.key for promise in milestone.promise_rows.all()] == ["KR", "NO"]


def test_a_zip_has_the_same_bytes_whenever_it_is_made(tmp_path: Path) -> None:
    load()
    call_command("dump_package", "plan-2020", tmp_path / "a.zip")
    call_command("dump_package", "plan-2020", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["document.yaml", "developments.csv", "links.csv"]


def test_errors_go_to_standard_error_and_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = changed(("code: R2", "code: R1"), ("2020-05~", "2020-13"))
    for name, text in broken.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(CommandError, match="Two errors; nothing was loaded"):
        call_command("load_package", tmp_path)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("document.yaml, line ")
    assert lines[1].startswith("developments.csv, line 5, date: ")
    assert not Document.objects.exists()


def test_a_document_that_is_not_there_cannot_be_dumped(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no document nothing"):
        call_command("dump_package", "nothing", tmp_path / "x")
    assert not (tmp_path / "x").exists()
