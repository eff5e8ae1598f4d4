"""Read what was given of a development, from the form or the API, and find all that is wrong with it.

Nothing here asks the database: keys are looked up in ``services.resolve``. Paths of errors are
dotted (``links.0.effect``), so that page and API name the same place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from tracker.core import dates
from tracker.core.dates import DateError, EdtfDate
from tracker.core.errors import ErrorList
from tracker.developments.choices import (
    EFFECTS,
    STRENGTHS,
    Attribution,
    Effect,
    Kind,
    Standing,
    State,
    Strength,
)

FIELDS = ("date", "title", "summary", "kind", "actors", "standing", "sources", "links", "state")
EDIT_FIELDS = (*FIELDS, "version", "reason")
SOURCE_FIELDS = ("url", "title", "publisher", "date")
LINK_FIELDS = ("recommendation", "effect", "strength", "rationale", "attribution", "meets", "unmeets")

#: How long a text may be. Search and reports read them whole.
TITLE_LENGTH, NAME_LENGTH, URL_LENGTH, TEXT_LENGTH = 500, 300, 2000, 20_000
LIST_LENGTH = 500

ReadDate = Callable[[str], EdtfDate]
C = TypeVar("C")


@dataclass(frozen=True)
class GivenSource:
    """A source as given; ``date`` is EDTF or empty."""

    url: str
    title: str
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True)
class GivenLink:
    """A link as given; ``effect`` and ``strength`` may be lacking in a draft."""

    recommendation: str
    effect: Effect | None
    strength: Strength | None
    rationale: str = ""
    attribution: Attribution = Attribution.UNKNOWN
    meets: tuple[str, ...] = ()
    unmeets: tuple[str, ...] = ()


@dataclass
class Given:
    """What was given: ``values`` holds the plain fields that were, a list not given is None."""

    values: dict[str, Any] = field(default_factory=dict)
    actors: list[str] | None = None
    sources: list[GivenSource] | None = None
    links: list[GivenLink] | None = None
    version: int | None = None
    reason: str = ""


def read(
    raw: Mapping[str, Any], errors: ErrorList, *, editing: bool = False, read_date: ReadDate = dates.parse
) -> Given:
    """Read ``raw``; note in ``errors`` every field that cannot be what it says."""
    reader = Reader(errors, read_date)
    allowed = EDIT_FIELDS if editing else FIELDS
    reader.refuse_others(raw, allowed, "")
    given = Given()
    for name in ("title", "summary"):
        if name in raw:
            length = TITLE_LENGTH if name == "title" else TEXT_LENGTH
            given.values[name] = reader.text(raw[name], name, length, one_line=name == "title")
    if "date" in raw:
        given.values["date"] = reader.date(raw["date"], "date")
    for name, choices in (("kind", Kind), ("standing", Standing), ("state", State)):
        if name in raw:
            given.values[name] = reader.choice(raw[name], name, {each.value: each for each in choices})
    if given.values.get("state") == State.RETRACTED:
        errors.add("state", _("Retract a development by its own action, with a reason."))
    if "actors" in raw:
        given.actors = reader.keys(raw["actors"], "actors")
    if "sources" in raw:
        given.sources = [reader.source(*each) for each in reader.items(raw["sources"], "sources")]
    if "links" in raw:
        given.links = [reader.link(*each) for each in reader.items(raw["links"], "links")]
        reader.refuse_twice([link.recommendation for link in given.links], "links.{}.recommendation")
    if editing:
        given.version = reader.whole_number(raw.get("version"), "version")
        given.reason = reader.text(raw.get("reason", ""), "reason", TEXT_LENGTH)
    return given


def read_reason(value: Any, errors: ErrorList) -> str:
    """Read the reason of a retraction, which must be given."""
    reason = Reader(errors, dates.parse).text(value, "reason", TEXT_LENGTH)
    if not reason and not any(error.path == "reason" for error in errors.errors):
        errors.add("reason", _("Say why, in one sentence that others can check."))
    return reason


def read_version(value: Any, errors: ErrorList) -> int | None:
    """Read a version, None where none was given."""
    return Reader(errors, dates.parse).whole_number(value, "version")


def read_check(raw: Mapping[str, Any], errors: ErrorList) -> tuple[str, str]:
    """Read where somebody looked, and on which day (empty for today)."""
    reader = Reader(errors, dates.parse)
    return reader.text(raw.get("where"), "where", TEXT_LENGTH), reader.text(raw.get("on"), "on", 20)


class Reader:
    """Turns raw values into what they say; what they cannot say is noted and read as empty."""

    def __init__(self, errors: ErrorList, read_date: ReadDate) -> None:
        self.errors = errors
        self.read_date = read_date

    def refuse_others(self, raw: Mapping[str, Any], allowed: tuple[str, ...], at: str) -> None:
        """Note every field that is not among those ``allowed``."""
        for name in raw:
            if name not in allowed:
                self.errors.add(f"{at}{name}", _("There is no such field; use %s.") % ", ".join(allowed))

    def text(self, value: Any, path: str, length: int, *, one_line: bool = False) -> str:
        """Read a text, trimmed, of at most ``length`` characters."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.errors.add(path, _("This must be a text."))
            return ""
        text: str = value.strip()
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            self.errors.add(path, _("It holds a sign that is no text."))
            return ""
        if one_line:
            text = " ".join(text.split())
        if len(text) > length:
            self.errors.add(
                path,
                _("It has %(found)s characters; %(most)s at most.") % {"found": len(text), "most": length},
            )
            return text[:length]
        return text

    def date(self, value: Any, path: str) -> EdtfDate | None:
        """Read a date; nothing where none was given."""
        text = self.text(value, path, 200)
        if not text:
            return None
        try:
            date = self.read_date(text)
        except DateError as error:
            self.errors.add(path, str(error))
            return None
        return date

    def choice(self, value: Any, path: str, choices: Mapping[str, C]) -> C | None:
        """Read one of ``choices`` by its word; nothing where none was given."""
        text = self.text(value, path, 100)
        if not text:
            return None
        if text not in choices:
            self.errors.add(
                path,
                _("“%(found)s” is none of the choices: %(choices)s.")
                % {"found": text, "choices": ", ".join(choices)},
            )
            return None
        return choices[text]

    def whole_number(self, value: Any, path: str) -> int | None:
        """Read a whole number; nothing where none was given."""
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            self.errors.add(path, _("This must be a whole number."))
            return None
        return value

    def entries(self, value: Any, path: str) -> list[Any]:
        """Read a list."""
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.errors.add(path, _("This must be a list."))
            return []
        if len(value) > LIST_LENGTH:
            self.errors.add(path, _("It has more than %s entries.") % LIST_LENGTH)
            return []
        return list(value)

    def keys(self, value: Any, path: str) -> list[str]:
        """Read a list of keys, none named twice."""
        keys = [
            self.text(entry, f"{path}.{index}", 320) for index, entry in enumerate(self.entries(value, path))
        ]
        self.refuse_twice(keys, path + ".{}")
        return keys

    def items(self, value: Any, path: str) -> list[tuple[Mapping[str, Any], str]]:
        """Read a list of objects, each with its path."""
        found = []
        for index, entry in enumerate(self.entries(value, path)):
            at = f"{path}.{index}"
            if isinstance(entry, Mapping):
                found.append((entry, at))
            else:
                self.errors.add(at, _("This must be an object with named fields."))
                found.append(({}, at))
        return found

    def refuse_twice(self, values: list[str], path: str) -> None:
        """Note every value that came before."""
        for index, value in enumerate(values):
            if value and value in values[:index]:
                self.errors.add(path.format(index), _("“%s” is named twice.") % value)

    def source(self, raw: Mapping[str, Any], at: str) -> GivenSource:
        """Read a source."""
        self.refuse_others(raw, SOURCE_FIELDS, f"{at}.")
        date = self.date(raw.get("date"), f"{at}.date")
        return GivenSource(
            url=self.text(raw.get("url"), f"{at}.url", URL_LENGTH),
            title=self.text(raw.get("title"), f"{at}.title", TITLE_LENGTH, one_line=True),
            publisher=self.text(raw.get("publisher"), f"{at}.publisher", NAME_LENGTH, one_line=True),
            date=date.text if date else "",
        )

    def link(self, raw: Mapping[str, Any], at: str) -> GivenLink:
        """Read a link."""
        self.refuse_others(raw, LINK_FIELDS, f"{at}.")
        attributions = {each.value: each for each in Attribution}
        link = GivenLink(
            recommendation=self.text(raw.get("recommendation"), f"{at}.recommendation", 320),
            effect=self.choice(raw.get("effect"), f"{at}.effect", EFFECTS),
            strength=self.choice(raw.get("strength"), f"{at}.strength", STRENGTHS),
            rationale=self.text(raw.get("rationale"), f"{at}.rationale", TEXT_LENGTH),
            attribution=self.choice(raw.get("attribution"), f"{at}.attribution", attributions)
            or Attribution.UNKNOWN,
            meets=tuple(self.keys(raw.get("meets"), f"{at}.meets")),
            unmeets=tuple(self.keys(raw.get("unmeets"), f"{at}.unmeets")),
        )
        for index, key in enumerate(link.unmeets):
            if key and key in link.meets:
                self.errors.add(f"{at}.unmeets.{index}", _("“%s” cannot be met and un-met at once.") % key)
        if not link.recommendation and not any(
            error.path.startswith(f"{at}.recommendation") or error.path == at for error in self.errors.errors
        ):
            self.errors.add(f"{at}.recommendation", _("Name a recommendation as DOCUMENT/KEY."))
        return link


def has_happened(date: EdtfDate, latest_today: dt.date) -> bool:
    """Whether a date's earliest day has begun somewhere."""
    return date.earliest <= latest_today
