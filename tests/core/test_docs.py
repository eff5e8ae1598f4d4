"""What README and docs name, exists: commands, targets, variables, addresses, files, fields, examples."""

from __future__ import annotations

import json
import re
import shlex
import struct
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class
from django.test import Client
from django.urls import resolve

from tests import pictures
from tests.support.people import person
from tracker.accounts import services as accounts
from tracker.core import clock
from tracker.developments.choices import Kind
from tracker.documents.choices import Position, Relation
from tracker.documents.package.definitions import DOCUMENT_FIELDS, RECOMMENDATION_FIELDS
from tracker.local.places import PROJECT
from tracker.progress.choices import Status
from tracker.stalls.choices import Rule
from tracker.stalls.rules import Policy

README = PROJECT / "README.md"
PAGES = [README, *sorted((PROJECT / "docs").glob("*.md"))]
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
ALL = "\n".join(TEXTS.values())
EXAMPLE = (PROJECT / ".env.example").read_text(encoding="utf-8")


def test_every_picture_is_one_that_is_taken_and_at_its_size() -> None:
    taken = {each.name: (pictures.WIDTH, each.height) for each in pictures.PICTURES}
    kept = {path.stem: path.read_bytes()[16:24] for path in pictures.FOLDER.glob("*.png")}
    assert set(kept) == {*taken, "report"}
    assert {name: struct.unpack(">II", kept[name]) for name in taken} == taken
    shown = set(re.findall(r"pictures/([a-z-]+)\.png", ALL))
    assert shown <= set(kept)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


def test_every_page_of_the_docs_is_reached_from_the_readme() -> None:
    for page in PAGES[1:]:
        assert f"docs/{page.name}" in TEXTS["README.md"], page.name


def test_every_command_exists_and_takes_the_arguments_shown() -> None:
    lines = re.findall(r"manage\.py ([a-z_]+[^\n`#)…]*)", ALL)
    assert lines
    for line in lines:
        name, *arguments = shlex.split(line.replace("[", "").replace("]", ""))
        assert name in get_commands(), name
        command = load_command_class(get_commands()[name], name)
        parser = command.create_parser("manage.py", name)
        given = ["7" if each == "DAYS" else "2024-03-01" if each == "DAY" else each for each in arguments]
        if given:
            parser.parse_args(given)


def test_every_target_of_make_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", ALL, re.M))
    assert {"run", "test", "backup", "restore"} <= named <= targets | {"help"}


def test_every_variable_named_stands_in_the_example_and_every_one_there_is_read() -> None:
    listed = set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.M))
    named = set(re.findall(r"\b(?:TRACKER|EMAIL|DATABASE|CELERY|POSTGRES|WEB)_[A-Z_]*[A-Z]\b", ALL))
    assert named - listed == set()
    places = [*PROJECT.glob("tracker/**/*.py"), PROJECT / "docker-compose.yml", PROJECT / "Makefile"]
    read = "\n".join(path.read_text(encoding="utf-8") for path in places)
    assert [name for name in sorted(listed) if name not in read] == []


def test_every_variable_that_settings_read_stands_in_the_example() -> None:
    paths = PROJECT.glob("tracker/config/*.py")
    read = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", "\n".join(path.read_text() for path in paths))
    assert read
    assert [name for name in read if f"{name}=" not in EXAMPLE] == []


def test_every_address_named_is_served() -> None:
    addresses = set(re.findall(r"`(/[a-z][^`\s?]*)`", ALL))
    addresses |= set(re.findall(r"http://localhost:8000(/[^\s\"?`)]+)", ALL))
    assert "/packages/load/" in addresses
    for address in sorted(addresses):
        resolve(address if address.endswith((".csv", ".pdf", ".zip")) else address.rstrip("/") + "/")


def test_every_endpoint_named_is_served() -> None:
    for line in re.findall(r"^\| (`[^|]+`) \|", TEXTS["api.md"], re.M):
        for path in re.findall(r"`([a-z][^`?]*)[^`]*`", line):
            found = resolve(f"/api/v1/{path.replace('DOCUMENT', 'chun-2022').replace('KEY', 'a-key')}")
            assert "Nowhere" not in found._func_path, path


@pytest.mark.parametrize("field", [*DOCUMENT_FIELDS, *RECOMMENDATION_FIELDS, *Kind.values, *Relation.values])
def test_the_package_s_page_names_every_field_and_term(field: str) -> None:
    assert re.search(rf"\b{re.escape(field)}\b", TEXTS["tracking-package.md"])


@pytest.mark.parametrize("position", Position.values)
def test_the_package_s_page_names_every_position(position: str) -> None:
    assert f"`{position}`" in TEXTS["tracking-package.md"]


def test_the_page_on_figures_names_every_rule_status_and_limit() -> None:
    page = TEXTS["how-figures-are-made.md"]
    policy = Policy()
    for rule in Rule.values:
        assert f"`{rule}`" in page
    for status in Status:
        assert str(status.label) in page.lower()
    numbers = (policy.silent_days, policy.no_advance_days, policy.off_rhythm_days, policy.off_rhythm_chance)
    for number in numbers:
        assert re.search(rf"\b{number}\b", page), number
    assert "−0.5" in page


def test_the_example_of_the_api_logs_a_draft(db: None) -> None:
    call_command("load_package", str(settings.SHIPPED_PACKAGE), stdout=StringIO())
    body = re.search(r"developments/ -d '(\{.*?\n\})'", TEXTS["README.md"], re.S)
    assert body is not None
    _, secret = accounts.create_api_token(user=person(), now=clock.now(), name="docs", days=1)
    headers: dict[str, Any] = {"Authorization": f"Bearer {secret}"}
    answer = Client(headers=headers).post(
        "/api/v1/developments/", json.loads(body.group(1)), content_type="application/json"
    )
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "draft"
