"""Read document.yaml: the document, actors, areas, and recommendations with what stands below (pure)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tracker.core.keys import is_key
from tracker.documents.package import values
from tracker.documents.package.fields import Fields
from tracker.documents.package.files import DOCUMENT
from tracker.documents.package.nodes import Mapping, read_yaml
from tracker.documents.package.problems import PackageError, Told, shown
from tracker.documents.package.reading import Reading, RecommendationSaid, Row, Said, without_empty
from tracker.documents.package.terms import BASES, POSITIONS, PRIORITIES, RELATIONS

TOP = ("document", "actors", "areas", "recommendations")
DOCUMENT_FIELDS = (
    "key",
    "title",
    "published_on",
    "authors",
    "series",
    "publisher",
    "language",
    "url",
    "tags",
    "abstract",
    "half_life",
)
RECOMMENDATION_FIELDS = (
    "key",
    "code",
    "area",
    "title",
    "statement",
    "basis",
    "addressees",
    "depends_on",
    "paragraphs",
    "tags",
    "priority",
    "review_every",
    "target_date",
    "related",
    "milestones",
    "responses",
)
HALF_LIFE = 180
_MOST_DAYS, _MOST_PARAGRAPHS = 36_500, 1_000_000


def read_definitions(reading: Reading, other_fields: Collection[str]) -> None:
    """Read the file into ``reading``; ``other_fields`` are the recommendation's fields of other rooms."""
    text = reading.files.texts.get(DOCUMENT)
    if text is None:
        return
    node = read_yaml(text, DOCUMENT, reading.errors)
    if node is None:
        return
    if not isinstance(node, Mapping):
        reading.note(node.line, "", "", f"Fields are wanted here: {', '.join(TOP)}.")
        return
    top = Fields(DOCUMENT, "", node, reading.errors)
    top.allow(TOP)
    if (document := top.inner("document", DOCUMENT_FIELDS)) is not None:
        reading.document = Row("", read_document(document), document.line)
        reading.document.key = reading.document.said.get("key", "")
    elif not top.has("document"):
        reading.note(1, "document", "", "The field is required and has no value.")
    for fields in top.each("actors", ("key", "name", "short", "own")):
        _keep(reading, reading.actors, fields, _actor(fields))
    for fields in top.each("areas", ("key", "name")):
        _keep(reading, reading.areas, fields, _area(fields))
    known = (*RECOMMENDATION_FIELDS, *other_fields)
    for fields in top.each("recommendations", known):
        read_recommendation(reading, fields)
    settle_references(reading)


def read_document(fields: Fields) -> Said:
    """Return the document's canonical form."""
    authors = [
        without_empty(
            {
                "family": author.title("family", 200, required=True),
                "given": author.title("given", 200),
                "affiliation": author.title("affiliation", 300),
            }
        )
        for author in fields.each("authors", ("family", "given", "affiliation"))
    ]
    half_life = fields.number("half_life", 1, _MOST_DAYS)
    return without_empty(
        {
            "key": fields.key("key"),
            "title": fields.title("title", required=True),
            "published_on": fields.day("published_on", required=True),
            "authors": authors,
            "series": fields.title("series", 300),
            "publisher": fields.title("publisher", 300),
            "language": fields.title("language", 35),
            "url": fields.value("url", values.address),
            "tags": fields.list_of("tags", _tag),
            "abstract": fields.text("abstract"),
            "half_life": None if half_life == HALF_LIFE else half_life,
        }
    )


def _actor(fields: Fields) -> Said:
    own = fields.inner("own", ("lang", "name"))
    return without_empty(
        {
            "key": fields.key("key"),
            "name": fields.title("name", 300, required=True),
            "short": fields.title("short", 60),
            "own": without_empty({"lang": own.title("lang", 35), "name": own.title("name", 300)})
            if own
            else {},
        }
    )


def _area(fields: Fields) -> Said:
    return without_empty({"key": fields.key("key"), "name": fields.title("name", 300, required=True)})


def _keep(reading: Reading, rows: dict[str, Row], fields: Fields, said: Said) -> Row:
    """Keep a row under its key; note a key that stands twice."""
    row = Row(said.get("key", ""), said, fields.line)
    if row.key in rows:
        fields.note("key", f"The key stands twice; first on line {rows[row.key].line}.")
    elif row.key:
        rows[row.key] = row
    return row


def read_recommendation(reading: Reading, fields: Fields) -> None:
    """Read one recommendation with its milestones and responses into ``reading``."""
    priority = fields.inner("priority", ("level", "reason"))
    said = without_empty(
        {
            "key": fields.key("key"),
            "code": fields.title("code", 40, required=True),
            "area": fields.known_key("area", reading.areas, "area", required=True),
            "title": fields.title("title", required=True),
            "statement": fields.text("statement", required=True),
            "basis": fields.choice("basis", BASES) or BASES[0],
            "addressees": fields.keys_of("addressees", reading.actors, "actor"),
            "depends_on": fields.list_of("depends_on", values.key),
            "paragraphs": sorted(fields.list_of("paragraphs", _paragraph)),
            "tags": fields.list_of("tags", _tag),
            "priority": _priority(priority) if priority else {},
            "review_every": fields.number("review_every", 1, _MOST_DAYS),
            "target_date": fields.day("target_date"),
            "related": _related(reading, fields),
        }
    )
    row = Row(said.get("key", ""), said, fields.line)
    first = reading.recommendations.get(row.key)
    if first is not None:
        fields.note("key", f"The key stands twice; first on line {first.row.line}.")
    _code_once(reading, fields, said.get("code"))
    recommendation = RecommendationSaid(row, fields)
    _milestones(reading, recommendation)
    _responses(reading, recommendation)
    if row.key and first is None:
        reading.recommendations[row.key] = recommendation


def _code_once(reading: Reading, fields: Fields, code: str | None) -> None:
    if code and (first := reading.codes.setdefault(code, fields.line)) != fields.line:
        fields.note("code", f"The code stands twice; first on line {first}.")


def _priority(fields: Fields) -> Said:
    return without_empty({"level": fields.choice("level", PRIORITIES), "reason": fields.text("reason")})


def _related(reading: Reading, fields: Fields) -> list[Said]:
    """Return relations; those to this document's recommendations by key alone."""
    found: list[Said] = []
    own = reading.document.key if reading.document else ""
    for below in fields.each("related", ("recommendation", "relation")):
        reference = below.value("recommendation", _reference, required=True)
        relation = below.choice("relation", RELATIONS, required=True)
        if not reference or not relation:
            continue
        said = {"recommendation": reference.removeprefix(f"{own}/"), "relation": relation}
        if said in found:
            below.note("recommendation", "The relation stands twice.")
        found.append(said)
        document, slash, key = said["recommendation"].partition("/")
        if slash:
            error = PackageError(
                DOCUMENT,
                below.node.lines["recommendation"],
                f"{below.path}.recommendation",
                shown(reference),
                "There is no such recommendation in the tracker; load its document first.",
            )
            reading.elsewhere.setdefault((document, key), []).append(error)
    return found


def _reference(text: str) -> str:
    document, slash, key = text.partition("/")
    if not is_key(document) or (slash and not is_key(key)):
        raise ValueError("Write a recommendation's key, or DOCUMENT/KEY for another document's.")
    return text


def _milestones(reading: Reading, recommendation: RecommendationSaid) -> None:
    for fields in recommendation.fields.each(
        "milestones", ("key", "title", "promised_by", "due", "due_moves")
    ):
        due = fields.day("due")
        moves = _due_moves(reading, fields)
        if moves and not fields.has("due"):
            fields.note("due_moves", "A move needs the day first given; add `due`.")
        said = without_empty(
            {
                "key": fields.key("key"),
                "title": fields.title("title", required=True),
                "promised_by": fields.keys_of("promised_by", reading.actors, "actor"),
                "due": due,
                "due_moves": moves,
            }
        )
        _keep(reading, recommendation.milestones, fields, said)


def _due_moves(reading: Reading, fields: Fields) -> list[Said]:
    moves: list[Said] = []
    for below in fields.each("due_moves", ("announced", "due", "source")):
        announced = below.day("announced", required=True)
        due = below.day("due", required=True)
        source = below.source()
        if moves and announced and announced < moves[-1].get("announced", ""):
            below.note("announced", f"Moves stand in order; the one before is of {moves[-1]['announced']}.")
        canonical = reading.give_source(source) if source else ""
        moves.append(without_empty({"announced": announced, "due": due, "source": canonical}))
    return moves


def _responses(reading: Reading, recommendation: RecommendationSaid) -> None:
    known = ("actor", "position", "date", "due", "rationale", "source")
    lines: dict[str, int] = {}
    for fields in recommendation.fields.each("responses", known):
        source = fields.source()
        said = without_empty(
            {
                "actor": fields.known_key("actor", reading.actors, "actor", required=True),
                "position": fields.choice("position", POSITIONS),
                "date": fields.day("date"),
                "due": fields.day("due"),
                "rationale": fields.text("rationale"),
                "source": reading.give_source(source) if source else "",
            }
        )
        _response_complete(fields)
        key = response_key(recommendation.row.key, said)
        if key in lines:
            fields.note("actor", f"This actor has another response of that day; it is on line {lines[key]}.")
        elif "actor" in said:
            lines[key] = fields.line
            recommendation.responses.append(Row(key, said, fields.line))


def response_key(recommendation: str, said: Said) -> str:
    """Return what tells a response from others: its recommendation, actor and day."""
    return f"{recommendation} {said.get('actor', '')} {said.get('date', 'due')}"


def _response_complete(fields: Fields) -> None:
    position, date, due = (fields.has(name) for name in ("position", "date", "due"))
    if position and not date:
        fields.note("position", "A position needs the day it was taken; add `date`.")
    elif date and not position:
        fields.note("date", "A day needs the position taken on it; add `position`.")
    elif not (position or due):
        fields.note("actor", "A response has a `position` with its `date`, or the day it is `due`.")


def settle_references(reading: Reading) -> None:
    """Note recommendations that are named and not there, tell those that wait on each other."""
    known = reading.recommendations
    own = reading.document.key if reading.document else ""
    for each in reading.each_recommendation():
        for other in each.row.said.get("depends_on", []):
            if other == each.row.key:
                each.fields.note("depends_on", f"{other} cannot wait on itself.")
            elif other not in known:
                each.fields.note("depends_on", f"There is no recommendation {other} in the document.")
        for related in each.row.said.get("related", []):
            other = related["recommendation"]
            if other == each.row.key:
                _note_related(each.fields, own, other, f"{other} cannot relate to itself.")
            elif "/" not in other and other not in known:
                missing = f"There is no recommendation {other} in the document."
                _note_related(each.fields, own, other, missing)
    waits = {key: each.row.said.get("depends_on", []) for key, each in known.items()}
    for key in in_cycles(waits):
        reading.told.append(Told("recommendation", key, "waits, through others, on itself"))


def _note_related(fields: Fields, document: str, other: str, message: str) -> None:
    """Note an error at the entry that names another recommendation, by its key alone or with the document."""
    for reference in (other, f"{document}/{other}"):
        entry = fields.naming("related", "recommendation", reference)
        if entry is not fields:
            entry.note("recommendation", message)
            return
    fields.note("related", message)


def in_cycles(waits: dict[str, list[str]]) -> list[str]:
    """Return the keys that wait on themselves through others: those left when all others are done."""
    left: dict[str, set[Any]] = {key: {on for on in others if on in waits} for key, others in waits.items()}
    while free := [key for key, others in left.items() if not others & left.keys()]:
        for key in free:
            del left[key]
    awaited = {on for others in left.values() for on in others}
    return [key for key in left if key in awaited]


def _tag(text: str) -> str:
    tag = values.line(text, 100)
    if not tag:
        raise ValueError("A tag is a word or more.")
    return tag


def _paragraph(text: str) -> int:
    return values.number(text, 1, _MOST_PARAGRAPHS)
