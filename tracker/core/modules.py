"""Puts a module and all it imports into one file, so that a page asks for one (pure).

Each module becomes a function of its own that is run once and hands on its exports, in the order in
which browsers would run them. Known are the forms that our modules use: named imports from relative
addresses, and exported declarations. Anything else is refused rather than guessed. Django's own storage
rewrites the imports, and leaves a request for each module; bundlers are programs of their own, which the
product would need wherever it is installed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

_IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<url>\.[^"]+)";\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|let|class) (?P<name>[\w$]+)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*|\bimport\s*\(.*|\bimport\.meta\b.*", re.MULTILINE)


class NotBundled(ValueError):
    """A module that says something this bundler does not know."""


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """Return ``entry``, which exports nothing, with all it imports; ``read`` returns a text by name."""
    found: dict[str, str] = {}
    _collect(entry, read, found, ())
    numbers = {name: f"module{number}" for number, name in enumerate(found)}
    parts = [_wrapped(name, text, numbers) for name, text in found.items() if name != entry]
    return "".join((*parts, _body(entry, found[entry], numbers)))


def _collect(name: str, read: Callable[[str], str], found: dict[str, str], above: tuple[str, ...]) -> None:
    """Read a module after those it imports, each once."""
    if name in above:
        raise NotBundled(f"{name} imports itself by way of {' and '.join(above[above.index(name) :])}.")
    if name in found:
        return
    text = read(name)
    for each in _IMPORT.finditer(text):
        _collect(_named(name, each["url"]), read, found, (*above, name))
    found[name] = text


def _named(importer: str, url: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), url))


def _body(name: str, text: str, numbers: dict[str, str]) -> str:
    def imported(found: re.Match[str]) -> str:
        names = " ".join(found["names"].replace(" as ", ": ").split())
        return f"const {{ {names.rstrip(',')} }} = {numbers[_named(name, found['url'])]};\n"

    body = _EXPORT.sub("", _IMPORT.sub(imported, text))
    unknown = _UNKNOWN.search(_COMMENT.sub("", body))
    if unknown:
        raise NotBundled(f"{name}: cannot be put into one file: {unknown.group().strip()}")
    return body


def _wrapped(name: str, text: str, numbers: dict[str, str]) -> str:
    exported = ", ".join(found["name"] for found in _EXPORTED.finditer(text))
    return (
        f"const {numbers[name]} = (() => {{\n{_body(name, text, numbers)}\nreturn {{ {exported} }};\n}})();\n"
    )
