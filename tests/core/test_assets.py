"""Fonts and htmx out of installed packages, and what is collected for serving."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from fontTools.ttLib import TTFont

from tracker.core import assets
from tracker.core.storage import TrackerStaticFilesStorage

STATIC = Path(settings.BASE_DIR) / "static"
SERIF = assets.FONTS[2]
OURS = [*STATIC.glob("css/*.css"), *STATIC.glob("components/*.css")]


@pytest.fixture(scope="module")
def serif() -> bytes:
    """The smallest of our fonts, cut once for this module."""
    return assets.cut(SERIF)


def test_the_same_package_gives_the_same_bytes(serif: bytes) -> None:
    assert assets.cut(SERIF) == serif


def test_a_font_holds_latin_and_no_more(serif: bytes) -> None:
    covered = TTFont(io.BytesIO(serif)).getBestCmap()

    assert {ord(letter) for letter in "Aéōŭ–“”−₩"} <= set(covered)
    assert ord("Ж") not in covered
    assert len(serif) < 60_000


def test_a_cut_font_keeps_its_licence(serif: bytes) -> None:
    assert "Open Font License" in TTFont(io.BytesIO(serif))["name"].getDebugName(13)


def test_a_second_run_finds_nothing_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "FONTS", ())

    assert assets.build(tmp_path / "static")
    assert not assets.build(tmp_path / "static")
    assert (tmp_path / "static" / "vendor" / "htmx.js").read_text("utf-8").startswith("var htmx=")


def test_a_file_that_is_gone_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "FONTS", ())
    assets.build(tmp_path / "static")
    (tmp_path / "static" / "vendor" / "htmx.js").unlink()

    assert assets.build(tmp_path / "static")


def test_htmx_is_version_two() -> None:
    copied = Path(settings.BUILD_DIR) / "static" / "vendor" / "htmx.js"
    assets.build(Path(settings.BUILD_DIR) / "static")

    assert re.search(r'version:"2\.', copied.read_text("utf-8"))


def test_every_component_is_in_the_list() -> None:
    listed = (STATIC / "css" / "main.css").read_text("utf-8")
    missing = [path.name for path in OURS if path.name != "main.css" and f'{path.name}")' not in listed]

    assert missing == []


def test_every_rule_stands_in_a_layer() -> None:
    for path in OURS:
        bare = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)
        outside = re.sub(r"@import[^;]+;|@layer [\w, ]+;", "", bare).strip()
        assert not outside or outside.startswith("@layer "), path.name


def test_colours_are_named_in_the_tokens_alone() -> None:
    allowed = {"tokens.css", "account.css"}  # a code to scan is dark on light in either scheme
    for path in OURS:
        if path.name not in allowed:
            bare = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text("utf-8"), flags=re.S)
            assert not re.search(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl)", bare), path.name


def test_no_rule_has_browsers_look_at_a_whole_page_at_each_change() -> None:
    """An argument of :has() that any element could match is asked again of everything, 30 ms a hover."""
    for path in OURS:
        bare = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.S)
        assert not re.search(r":has\((?:[^()]*[>\s,~+(])?(?:\*|:not)", bare), path.name


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own static files and allauth's, collected as they are for serving."""
    root = tmp_path_factory.mktemp("collected")
    assets.build(Path(settings.BUILD_DIR) / "static")
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": f"{TrackerStaticFilesStorage.__module__}.TrackerStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=str(root), STORAGES=storages):
        ignored = ["admin", "rest_framework"]
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=ignored)
    return root


def hashed(root: Path, name: str) -> Path:
    manifest = json.loads((root / "staticfiles.json").read_text("utf-8"))
    return root / str(manifest["paths"][name])


def test_a_page_asks_for_one_style_sheet(collected: Path) -> None:
    sheet = hashed(collected, "css/main.css").read_text("utf-8")

    assert "@import" not in sheet
    assert sheet.index("@layer tokens, base") < sheet.index("--paper:")
    for font in re.findall(r'url\("([^"#]+\.woff2)"\)', sheet):
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", font)
        assert (hashed(collected, "css/main.css").parent / font).resolve().is_file()


def test_a_page_asks_for_one_module(collected: Path) -> None:
    module = hashed(collected, "js/main.js").read_text("utf-8")

    assert not re.search(r"^(import|export)\b", module, re.MULTILINE)
    assert "function enhanceLanes(" in module


def test_what_is_served_is_compressed_and_has_no_maps(collected: Path) -> None:
    sheet = hashed(collected, "css/main.css")

    assert sheet.with_name(f"{sheet.name}.br").is_file()
    assert sheet.with_name(f"{sheet.name}.gz").is_file()
    assert not list(collected.rglob("*.map"))
    assert not (collected / "django_htmx").exists()
