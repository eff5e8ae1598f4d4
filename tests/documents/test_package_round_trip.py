"""Whatever a package says, its dump says the same, and loads to the same bytes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.generated import packages, texts
from tests.documents.small import dump, forgotten, load
from tracker.documents.package.nodes import Mapping, Node, Scalar, read_yaml
from tracker.documents.package.problems import Errors
from tracker.documents.package.yaml_text import write_yaml

names = st.sampled_from(["key", "title", "due_moves"])


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(packages())
def test_any_package_dumps_to_what_loads_to_the_same_bytes(files: dict[str, str]) -> None:
    with forgotten():
        load(files)
        first = dump("generated")
        assert not load(first).changed
    with forgotten():
        load(first)
        assert dump("generated") == first
    assert yaml.safe_load(first["document.yaml"])["document"]["key"] == "generated"


def plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.values.items()}
    return [plain(item) for item in node.items]


@given(
    st.dictionaries(
        names,
        st.recursive(
            texts | st.lists(texts, min_size=1),
            lambda inner: st.lists(
                st.dictionaries(names, inner, min_size=1, max_size=3), min_size=1, max_size=3
            ),
            max_leaves=8,
        ),
        min_size=1,
    )
)
@settings(max_examples=250, deadline=None)
def test_yaml_written_is_read_as_the_same_texts(value: Any) -> None:
    text = write_yaml(value)
    errors = Errors()
    node = read_yaml(text, "x", errors)
    assert not errors.found
    assert node is not None
    assert plain(node) == value
    loaded = yaml.safe_load(text)
    assert _days_as_text(loaded) == value


def _days_as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_days_as_text(item) for item in value]
    if isinstance(value, dict):
        return {name: _days_as_text(item) for name, item in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value
