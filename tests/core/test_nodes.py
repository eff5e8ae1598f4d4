"""Parts of templates that are rendered once."""

from __future__ import annotations

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import translation


def template(text: str):  # type: ignore[no-untyped-def]
    return engines["django"].from_string(text).template  # type: ignore[attr-defined]


def test_a_fixed_part_can_hold_nothing_of_a_page_or_a_person() -> None:
    shown = template("{% fixed %}<{{ name }}>{% endfixed %}{{ name }}")

    assert shown.render(Context({"name": "Ada"})) == "<>Ada"
    assert shown.render(Context({"name": "Bo"})) == "<>Bo"


def test_a_fixed_part_is_rendered_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = template("{% fixed %}{% get_current_language as code %}{{ code }}{% endfixed %}")

    def said(language: str) -> str:
        with translation.override(language):
            return str(shown.render(Context({})))

    assert [said("en-gb"), said("ko"), said("en-gb")] == ["en-gb", "ko", "en-gb"]
    (node,) = shown.nodelist
    monkeypatch.setattr(node, "nodelist", None)
    assert said("ko") == "ko"


def test_a_fixed_part_may_include_others() -> None:
    part = '{% include "components/toast.html" with sentence="Done." level="info" only %}'
    text = f"{{% fixed %}}{part}{{% endfixed %}}"

    assert "Done." in template(text).render(Context({}))


def test_a_captured_part_is_shown_where_it_is_named_and_stays_escaped() -> None:
    shown = template("{% captured part %}<i>{{ name }}</i>{% endcaptured %}{{ part }}{{ part }}")

    assert shown.render(Context({"name": "A&B"})) == "<i>A&amp;B</i><i>A&amp;B</i>"


def test_a_captured_part_needs_a_name() -> None:
    with pytest.raises(TemplateSyntaxError):
        template("{% captured %}{% endcaptured %}")
