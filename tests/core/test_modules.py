"""A module and what it imports, put into one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from tracker.core.modules import NotBundled, bundle

FILES = {
    "js/main.js": (
        '// Starts it.\nimport { a, b as c } from "../components/one.js";\n'
        'import { d } from "../components/two.js";\na(c, d);\n'
    ),
    "components/one.js": (
        'import { d } from "./two.js";\nconst own = 1;\nexport function a() {}\nexport const b = own + d;\n'
    ),
    "components/two.js": "const own = 2;\nexport const d = own;\n",
}


def bundled(**changed: str) -> str:
    return bundle("js/main.js", {**FILES, **changed}.__getitem__)


def test_each_module_runs_once_before_those_that_import_it() -> None:
    assert bundled() == (
        "const module0 = (() => {\nconst own = 2;\nconst d = own;\n\nreturn { d };\n})();\n"
        "const module1 = (() => {\nconst { d } = module0;\nconst own = 1;\n"
        "function a() {}\nconst b = own + d;\n\nreturn { a, b };\n})();\n"
        "// Starts it.\nconst { a, b: c } = module1;\nconst { d } = module0;\na(c, d);\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        'import everything from "./two.js";\n',
        'import * as two from "./two.js";\n',
        'import { d } from "two";\n',
        "export default 3;\n",
        "const d = 1;\nexport { d };\n",
        'const two = await import("./two.js");\n',
        "fetch(import.meta.url);\n",
    ],
)
def test_what_the_bundler_does_not_know_it_refuses(text: str) -> None:
    with pytest.raises(NotBundled, match=r"components/one\.js"):
        bundled(**{"components/one.js": f"{text}export const a = 1, b = 2;\n"})


def test_modules_that_import_each_other_are_refused() -> None:
    with pytest.raises(NotBundled, match="imports itself by way of"):
        bundled(**{"components/two.js": 'import { a } from "./one.js";\nexport const d = a;\n'})


def test_our_own_modules_are_put_into_one_file() -> None:
    static = Path(settings.BASE_DIR) / "static"
    whole = bundle("js/main.js", lambda name: (static / name).read_text("utf-8"))

    assert not re.search(r"^(import|export)\b", whole, re.MULTILINE)
    assert whole.count("function enhanceLanes(") == 1
