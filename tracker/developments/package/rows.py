"""Read developments.csv, links.csv and recommendations' checks (pure)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date as day
from typing import TypeVar

from tracker.core.dates import EdtfDate, of_day
from tracker.developments.choices import EFFECTS, STRENGTHS, Attribution, Kind, Standing
from tracker.documents.addresses import canonical_url
from tracker.documents.package import values
from tracker.documents.package.files import DEVELOPMENTS, LINKS
from tracker.documents.package.problems import Told
from tracker.documents.package.reading import Reading, RecommendationSaid, texts_hash
from tracker.documents.package.tables import Table
from tracker.documents.sources_given import GivenSource

T = TypeVar("T")
DEVELOPMENT_COLUMNS = (
    "key",
    "date",
    "title",
    "summary",
    "actors",
    "kind",
    "standing",
    "source_title",
    "source_publisher",
    "source_url",
    "source_date",
)
LINK_COLUMNS = (
    "development",
    "recommendation",
    "effect",
    "strength",
    "attribution",
    "meets",
    "unmeets",
    "rationale",
)
_DEVELOPMENTS = Table(
    DEVELOPMENTS,
    (*DEVELOPMENT_COLUMNS, "links"),
    ("key", "date", "title", "kind", "source_title", "source_url"),
)
_LINKS = Table(LINKS, LINK_COLUMNS, ("development", "recommendation", "effect", "strength"))
_KINDS, _STANDINGS, _ATTRIBUTIONS = Kind.values, Standing.values, Attribution.values
_EFFECTS, _STRENGTHS = list(EFFECTS), list(STRENGTHS)
_NO_DATE = of_day(day(1, 1, 1))


@dataclass(slots=True)
class DevelopmentSaid:
    """A development; its sources by canonical address."""

    key: str
    line: int
    date: EdtfDate = _NO_DATE
    title: str = ""
    summary: str = ""
    actors: tuple[str, ...] = ()
    kind: str = Kind.OTHER.value
    standing: str = Standing.CONFIRMED.value
    sources: list[str] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """The hash of what is said."""
        return texts_hash(
            self.date.text,
            self.title,
            self.summary,
            ";".join(self.actors),
            self.kind,
            self.standing,
            *self.sources,
        )


@dataclass(slots=True)
class LinkSaid:
    """A link, with the milestones that its development meets and un-meets."""

    development: str
    recommendation: str
    effect: str
    strength: str
    attribution: str = Attribution.UNKNOWN.value
    meets: tuple[str, ...] = ()
    unmeets: tuple[str, ...] = ()
    rationale: str = ""
    file: str = LINKS
    line: int = 0

    @property
    def key(self) -> str:
        """The pair that a link is, at most once."""
        return f"{self.development} {self.recommendation}"

    @property
    def sha256(self) -> str:
        """The hash of what is said; the order of milestones says nothing."""
        return texts_hash(
            self.effect,
            self.strength,
            self.attribution,
            ";".join(sorted(self.meets)),
            ";".join(sorted(self.unmeets)),
            self.rationale,
        )


@dataclass(frozen=True, slots=True)
class CheckSaid:
    """Somebody looked on a day and found nothing new."""

    recommendation: str
    on: str
    where: str = ""
    by: str = ""

    @property
    def key(self) -> str:
        """A check is what it says."""
        said = hashlib.sha256("\x1f".join((self.on, self.where, self.by)).encode()).hexdigest()
        return f"{self.recommendation} {said}"


@dataclass
class Evidence:
    """What this part of a package says."""

    developments: dict[str, DevelopmentSaid] = field(default_factory=dict)
    links: dict[str, LinkSaid] = field(default_factory=dict)
    checks: dict[str, CheckSaid] = field(default_factory=dict)


@dataclass(slots=True)
class _Cells:
    """One row of a table whose errors are noted."""

    reading: Reading
    file: str
    line: int

    def read(
        self, name: str, cell: str, read: Callable[[str], T], default: T, *, required: bool = False
    ) -> T:
        if not cell or cell.isspace():
            if required:
                self.note(name, "", "The cell is required and empty.")
            return default
        try:
            return read(cell.strip())
        except ValueError as error:
            self.note(name, cell, str(error))
            return default

    def note(self, name: str, found: str, message: str) -> None:
        self.reading.errors.add(self.file, self.line, name, found, message)

    def keys(self, name: str, cell: str, known: object, what: str) -> tuple[str, ...]:
        """Return the keys of a cell, each known and none twice."""
        if not cell:
            return ()
        found = tuple(values.several(cell))
        for key in found:
            if key not in known:  # type: ignore[operator]
                self.note(name, key, f"There is no {what} with this key.")
        if len(set(found)) < len(found):
            self.note(name, cell, "One of them stands twice.")
        return found


def read_evidence(reading: Reading) -> Evidence:
    """Read the two tables and the checks, noting every error."""
    evidence = Evidence()
    # A table's text is let go once it is read: it may be large.
    if (text := reading.files.texts.pop(DEVELOPMENTS, None)) is not None:
        for line, cells in _DEVELOPMENTS.rows(text, reading.errors):
            _read_development(reading, evidence, _Cells(reading, DEVELOPMENTS, line), cells)
    if (text := reading.files.texts.pop(LINKS, None)) is not None:
        for line, cells in _LINKS.rows(text, reading.errors):
            _read_link(reading, evidence, _Cells(reading, LINKS, line), cells)
    for recommendation in reading.each_recommendation():
        _read_checks(reading, evidence, recommendation)
    return evidence


def _read_development(reading: Reading, evidence: Evidence, row: _Cells, cells: Sequence[str]) -> None:
    key = row.read("key", cells[0], values.key, "", required=True)
    if not key:
        return
    first = evidence.developments.get(key)
    if first is not None:
        others = [
            name for name, cell in zip(DEVELOPMENT_COLUMNS[1:7], cells[1:7], strict=True) if cell.strip()
        ]
        if others or cells[11].strip():
            row.note(
                "key",
                key,
                f"The key stands twice; first on line {first.line}. A further source is a row with the key "
                f"and the source columns only, without {', '.join(others or ['links'])}.",
            )
        else:
            _read_source(reading, row, first, cells)
        return
    said = DevelopmentSaid(key, row.line)
    evidence.developments[key] = said
    said.date = row.read("date", cells[1], values.edtf, _NO_DATE, required=True)
    if said.date.earliest > reading.latest_today:
        row.note("date", cells[1], "It has not happened yet; a package holds what has.")
    said.title = row.read("title", cells[2], values.line, "", required=True)
    said.summary = row.read("summary", cells[3], values.text, "")
    said.actors = row.keys("actors", cells[4], reading.actors, "actor")
    said.kind = row.read("kind", cells[5], _kind, said.kind, required=True)
    said.standing = row.read("standing", cells[6], _standing, said.standing)
    _read_source(reading, row, said, cells)
    if cells[11]:
        _read_short_links(reading, evidence, row, key, cells[11])


def _kind(text: str) -> str:
    return values.choice(text, _KINDS)


def _standing(text: str) -> str:
    return values.choice(text, _STANDINGS)


def _source_title(text: str) -> str:
    return values.line(text, 500)


def _publisher(text: str) -> str:
    return values.line(text, 300)


def _source_date(text: str) -> str:
    return values.edtf(text).text


def _read_source(reading: Reading, row: _Cells, said: DevelopmentSaid, cells: Sequence[str]) -> None:
    title = row.read("source_title", cells[7], _source_title, "", required=True)
    publisher = row.read("source_publisher", cells[8], _publisher, "")
    url = row.read("source_url", cells[9], values.address, "", required=True)
    date = row.read("source_date", cells[10], _source_date, "")
    if not url or not title:
        return
    canonical = reading.give_source(GivenSource(url, title, publisher, date, canonical_url(url)))
    if canonical in said.sources:
        reading.told.append(Told("source", url, f"stands twice with {said.key}; taken once"))
    else:
        said.sources.append(canonical)


def _read_short_links(reading: Reading, evidence: Evidence, row: _Cells, key: str, cell: str) -> None:
    """Read the short form: `recommendation:effect:strength`, optionally `:attribution`, `;` between."""
    for part in values.several(cell):
        pieces = [piece.strip() for piece in part.split(":")]
        if len(pieces) not in {3, 4}:
            row.note("links", part, "Write recommendation:effect:strength, optionally :attribution.")
            continue
        recommendation, effect, strength, *more = pieces
        attribution = more[0] if more else ""
        _keep_link(
            reading, evidence, row, "links", (key, recommendation, effect, strength, attribution), part
        )


def _read_link(reading: Reading, evidence: Evidence, row: _Cells, cells: Sequence[str]) -> None:
    development, recommendation, effect, strength, attribution, meets, unmeets, rationale = cells
    said = tuple(cell.strip() for cell in (development, recommendation, effect, strength, attribution))
    link = _keep_link(reading, evidence, row, "", said, "")
    if link is None:
        return
    milestones = reading.milestone_keys(link.recommendation)
    what = f"milestone of {link.recommendation}"
    link.meets = row.keys("meets", meets, milestones, what)
    link.unmeets = row.keys("unmeets", unmeets, milestones, what)
    if both := set(link.meets) & set(link.unmeets):
        row.note("unmeets", min(both), "One milestone cannot be met and un-met by the same link.")
    link.rationale = row.read("rationale", rationale, values.text, "")


def _keep_link(
    reading: Reading, evidence: Evidence, row: _Cells, column: str, said: Sequence[str], found: str
) -> LinkSaid | None:
    """Keep a link once its five first cells are right; ``column`` names the cell of the short form."""
    development, recommendation, effect, strength, attribution = said
    before = len(reading.errors.found)
    _known(
        row, column or "development", development, evidence.developments, "development in developments.csv"
    )
    _known(row, column or "recommendation", recommendation, reading.recommendations, "recommendation")
    row.read(column or "effect", effect, lambda text: values.choice(text, _EFFECTS), "", required=True)
    row.read(column or "strength", strength, lambda text: values.choice(text, _STRENGTHS), "", required=True)
    row.read(column or "attribution", attribution, lambda text: values.choice(text, _ATTRIBUTIONS), "")
    if len(reading.errors.found) > before:
        return None
    link = LinkSaid(development, recommendation, effect, strength, attribution or "unknown")
    link.file, link.line = row.file, row.line
    if (first := evidence.links.get(link.key)) is not None:
        where = f"line {first.line} of {first.file}"
        row.note(
            column or "recommendation",
            found or recommendation,
            f"{development} is linked to it already on {where}.",
        )
        return None
    evidence.links[link.key] = link
    return link


def _known(row: _Cells, name: str, key: str, known: object, what: str) -> None:
    if not key:
        row.note(name, "", "The cell is required and empty.")
    elif key not in known:  # type: ignore[operator]
        row.note(name, key, f"There is no {what} with this key.")


def _read_checks(reading: Reading, evidence: Evidence, recommendation: RecommendationSaid) -> None:
    out = reading.document.said.get("published_on", "") if reading.document is not None else ""
    for fields in recommendation.fields.each("checks", ("date", "where", "by")):
        on = fields.day("date", required=True)
        if on and on > reading.latest_today.isoformat():
            fields.note("date", "The day has not come; a check says that somebody has looked.")
        if on and out and on < out:
            fields.note("date", f"The document came out on {out}; nobody can have looked before.")
        check = CheckSaid(recommendation.row.key, on, fields.text("where"), fields.title("by", 200))
        evidence.checks[check.key] = check
