"""Write YAML in one canonical form: block style, two blanks deep, UTF-8, LF (pure).

Texts stand plain where any reader of YAML takes them for the same text, folded where they are
long, in literal blocks where they have several lines, and else in double quotes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

WIDTH = 100
_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff:#]*|[\w][\w./-]*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: What libyaml's readers call unprintable, or take for a line end.
_ESCAPE = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_RESOLVERS: Mapping[str, Any] = yaml.SafeLoader.yaml_implicit_resolvers


def write_yaml(value: Mapping[str, Any]) -> str:
    """Return ``value`` (mappings, lists, texts, numbers and days) as a YAML document."""
    return "\n".join(_mapping(value, 0)) + "\n"


def _mapping(value: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = " " * depth
    for name, item in value.items():
        if isinstance(item, Mapping) and item:
            yield f"{pad}{name}:"
            yield from _mapping(item, depth + 2)
        elif isinstance(item, Sequence) and not isinstance(item, str) and item:
            yield f"{pad}{name}:"
            yield from _sequence(item, depth + 2)
        else:
            yield from _scalar(item, f"{pad}{name}: ", depth + 2)


def _sequence(items: Sequence[Any], depth: int) -> Iterator[str]:
    pad = " " * depth
    for item in items:
        if isinstance(item, Mapping) and item:
            lines = _mapping(item, depth + 2)
            yield f"{pad}- {next(lines)[depth + 2 :]}"
            yield from lines
        else:
            yield from _scalar(item, f"{pad}- ", depth + 2)


def _scalar(value: Any, lead: str, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{lead}{{}}"
    elif isinstance(value, str):
        yield from _text(value, lead, " " * depth)
    elif isinstance(value, Sequence) and not value:
        yield f"{lead}[]"
    elif isinstance(value, bool | int | float | dt.date):
        yield f"{lead}{value}"
    else:
        raise TypeError(type(value))


def _text(text: str, lead: str, pad: str) -> Iterator[str]:
    if not text.isprintable() and "\n" in text and _is_block(text):
        yield f"{lead}|-"
        yield from (f"{pad}{line}" if line else "" for line in text.split("\n"))
    elif len(lead) + len(text) > WIDTH and text.isprintable() and _is_folded(text):
        yield f"{lead}>-"
        yield from (f"{pad}{line}" for line in _fold(text, max(WIDTH - len(pad), 40)))
    elif text.isprintable() and _is_plain(text):
        yield f"{lead}{text}"
    else:
        yield f"{lead}{_quoted(text)}"


def _is_plain(text: str) -> bool:
    """Whether every reader takes the bare text for this text; a day stays bare, as a day."""
    if _DAY.fullmatch(text):
        return True
    if not _PLAIN.fullmatch(text) or text != text.strip():
        return False
    resolvers = [*_RESOLVERS.get(text[0], []), *_RESOLVERS.get(None, [])]  # type: ignore[call-overload]
    return text.lower() not in {"y", "n"} and not any(regexp.match(text) for _tag, regexp in resolvers)


def _is_block(text: str) -> bool:
    """Whether a literal block gives back exactly this text."""
    lines = text.split("\n")
    return (
        all(line.isprintable() and not _ESCAPE.search(line) for line in lines)
        and not text[0].isspace()
        and text == text.strip()
    )


def _is_folded(text: str) -> bool:
    """Whether folding at single blanks gives back exactly this text."""
    return text == text.strip() and "  " not in text and " " in text and not _ESCAPE.search(text)


def _fold(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _quoted(text: str) -> str:
    return _ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
