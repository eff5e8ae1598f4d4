"""Other ways to write a date, turned into EDTF text, for the form alone (pure).

Reads English, Korean and Japanese days, months, years and spans: `30 Jan. 2026`, `January 30,
2026`, `27–29 June 2024`, `about January 2026`, `2026년 1월 30일`, `2026年1月30日`, `2026/1/30`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from tracker.core.dates import MONTHS, DateError, parse

_MONTHS = [name.lower() for name in MONTHS]
_MONTH_NUMBERS = {name: index for index, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: index for index, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH = r"(?P<name>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_NUMBER = r"(?P<month>[0-9]{1,2})"

_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_YEAR},? {_MONTH}(?: {_DAY})?",
        rf"{_MONTH},? {_YEAR}",
        rf"{_YEAR} ?[-/.] ?{_NUMBER}(?: ?[-/.] ?{_DAY})?\.?",
        rf"{_YEAR} ?[年년](?: ?{_NUMBER} ?[月월](?: ?{_DAY} ?[日일])?)?",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"{_YEAR}",
        # What only stands beside another end, which lends the rest.
        rf"{_DAY}(?: of)? {_MONTH}",
        rf"{_MONTH} {_DAY}",
        rf"{_DAY},? {_YEAR}",
        rf"{_MONTH}",
        rf"{_NUMBER} ?[月월](?: ?{_DAY} ?[日일])?",
        rf"{_DAY} ?[日일]?",
    )
)
_WEEKDAY = re.compile(
    r"^(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? |"
    r" ?\([월화수목금토일月火水木金土日]\)|[월화수목금토일月火水木金土日][요曜][일日]"
)
_ABOUT = re.compile(
    r"^(?:about|around|circa|approximately|approx\.?|roughly|ca?\.|약|約) ?| ?(?:경|쯤|무렵|頃|ごろ|~)$"
)
_DOUBTED = re.compile(r"^(?:possibly|perhaps|probably|maybe) |,? ?(?:\(uncertain\)|uncertain|\?|\(\?\)|%)$")
_SPLITS = re.compile(r" ?(?:-|/|~|から|부터) ?| (?:to|until|through|and) ")
_AMBIGUOUS = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class _Part:
    """What one end says, possibly with the rest left to the other end."""

    year: int | None
    month: int | None
    day: int | None
    qualifier: str = ""

    def edtf(self) -> str | None:
        if self.year is None or (self.day is not None and self.month is None):
            return None
        numbers = [f"{n:02d}" for n in (self.month, self.day) if n is not None]
        return "-".join([f"{self.year:04d}", *numbers]) + self.qualifier


def edtf_text(text: str) -> str:
    """Return the EDTF text of a date written any way we know; raise DateError where it is none."""
    try:
        return parse(text).text
    except DateError as error:
        strict_error = error
    plain = _plain(text)
    body, qualifier = _qualified(plain)
    found = _whole(body) or _span(body)
    if found is None:
        if _AMBIGUOUS.fullmatch(body):
            raise _ambiguous(text, body)
        if re.fullmatch(r"[0-9TX.\[\]{}~?%/-]+", text):
            raise strict_error
        raise DateError.of(text, "cannot be read as a date.")
    if qualifier:
        found = "/".join(_with(end, qualifier) for end in found.split("/"))
    return found


def _plain(text: str) -> str:
    """One case, one kind of dash and space, no weekday."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"[‐-―−]", "-", plain)
    plain = re.sub(r"[〜∼~]", "~", plain)
    plain = re.sub(r"\s+", " ", plain).strip()
    return _WEEKDAY.sub("", plain).removeprefix("the ").strip()


def _qualified(text: str) -> tuple[str, str]:
    """Take off words and signs that make the whole approximate or uncertain."""
    if text.startswith(("from ", "between ")):
        return text, ""
    about = doubted = False
    while True:
        body = _DOUBTED.sub("", text)
        if body != text:
            doubted, about = True, about or text.endswith("%")
        shorter = _ABOUT.sub("", body)
        about |= shorter != body
        if shorter == text:
            break
        text = shorter
    return text, "%" if about and doubted else "~" if about else "?" if doubted else ""


def _part(text: str) -> _Part | None:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is None:
            continue
        groups = match.groupdict()
        name = groups.get("name")
        month = _MONTH_NUMBERS[name] if name else groups.get("month")
        year, day = groups.get("year"), groups.get("day")
        return _Part(int(year) if year else None, int(month) if month else None, int(day) if day else None)
    return None


def _whole(text: str) -> str | None:
    """Read one day, month or year."""
    ambiguous = _AMBIGUOUS.fullmatch(text)
    if ambiguous:
        first, second, year = (int(group) for group in ambiguous.groups())
        if first > 12 >= second:
            return f"{year:04d}-{second:02d}-{first:02d}"
        if second > 12 >= first or first == second:
            return f"{year:04d}-{first:02d}-{second:02d}"
        return None
    part = _part(text)
    return part.edtf() if part else None


def _span(text: str) -> str | None:
    """Read two ends; each lends the other what it leaves out."""
    body = re.sub(r"^(?:from|between) ", "", text)
    body = re.sub(r" ?(?:まで|까지)$", "", body)
    for split in _SPLITS.finditer(body):
        ends = []
        for piece in (body[: split.start()], body[split.end() :]):
            bare, qualifier = _qualified(piece.strip())
            part = _part(bare)
            ends.append(replace(part, qualifier=qualifier) if part else None)
        start, end = ends
        if start is None or end is None:
            continue
        joined = _join(start, end)
        if joined is not None:
            return joined
    return None


def _join(start: _Part, end: _Part) -> str | None:
    if end.day is not None and end.month is None and start.day is None:
        return None
    first = _lend(start, end)
    second = _lend(end, first)
    first_text, second_text = first.edtf(), second.edtf()
    return f"{first_text}/{second_text}" if first_text and second_text else None


def _lend(part: _Part, other: _Part) -> _Part:
    if part.year is None:
        part = replace(part, year=other.year)
    if part.month is None and part.day is not None:
        part = replace(part, month=other.month)
    return part


def _with(end: str, qualifier: str) -> str:
    if end[-1] in "~?%":
        return end if end[-1] == qualifier else end[:-1] + "%"
    return end + qualifier


def _ambiguous(text: str, body: str) -> DateError:
    first, second, year = body.replace("/", "-").replace(".", "-").split("-")
    if int(first) > 12 or int(second) > 12:
        return DateError.of(text, "is not a day.")
    choices = (f"{year}-{int(second):02d}-{int(first):02d}", f"{year}-{int(first):02d}-{int(second):02d}")
    return DateError.of(text, "can be read as two days.", " or ".join(choices))
