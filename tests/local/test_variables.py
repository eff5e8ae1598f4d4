"""``.env.example`` lists every variable that the product reads, with its default, and no other."""

from __future__ import annotations

import ast
import re

import pytest

from tracker.local.places import PROJECT

_LINE = re.compile(r"^#([A-Z_]+)=(.*)$", re.MULTILINE)
_COMPOSE = re.compile(r"\$\{([A-Z_]+)")
_HELPERS = {"text", "flag", "number", "names"}
#: Read by the one-machine default and by compose, whose defaults are checked where they are read.
_ELSEWHERE = {"PORT", "TRACKER_DATA_DIR", "WEB_CONCURRENCY", "TRACKER_WORKER_PROCESSES"}


def _listed() -> dict[str, str]:
    return dict(_LINE.findall((PROJECT / ".env.example").read_text(encoding="utf-8")))


def _read_by_settings() -> dict[str, str]:
    """Return each variable that the settings read, with its default as one would write it."""
    found: dict[str, str] = {}
    for path in (PROJECT / "tracker" / "config").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and (node.func.value.id, node.func.attr in _HELPERS) == ("env", True)
            ):
                name, default = _call(node)
                found[name] = max(found.get(name, ""), default)
    return found


def _call(node: ast.Call) -> tuple[str, str]:
    assert isinstance(node.args[0], ast.Constant)
    values = [*node.args[1:2], *(word.value for word in node.keywords if word.arg == "default")]
    default = values[0].value if values and isinstance(values[0], ast.Constant) else ""
    assert isinstance(node.func, ast.Attribute)
    if node.func.attr == "flag":
        default = int(bool(default))
    return str(node.args[0].value), str(default)


def test_every_variable_of_the_settings_is_listed_with_its_default() -> None:
    listed = _listed()
    assert {name: listed.get(name) for name in _read_by_settings()} == _read_by_settings()


def test_no_variable_is_listed_that_nothing_reads() -> None:
    compose = set(_COMPOSE.findall((PROJECT / "docker-compose.yml").read_text(encoding="utf-8")))
    assert set(_listed()) == {*_read_by_settings(), *compose, *_ELSEWHERE}


@pytest.mark.parametrize("name", sorted(_ELSEWHERE))
def test_the_one_machine_default_reads_its_own(name: str) -> None:
    sources = (path.read_text(encoding="utf-8") for path in (PROJECT / "tracker" / "local").glob("*.py"))
    assert any(f'environ.get("{name}")' in source for source in sources)
