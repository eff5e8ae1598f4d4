"""Read what an editor gave of one recommendation, against what stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tracker.core import clock
from tracker.core.errors import FieldError, InvalidInput
from tracker.core.keys import explain_key, is_key
from tracker.documents.models import Actor, Area, Document, Recommendation
from tracker.documents.package import stored
from tracker.documents.package.definitions import (
    RECOMMENDATION_FIELDS,
    in_cycles,
    read_recommendation,
    settle_references,
)
from tracker.documents.package.fields import Fields
from tracker.documents.package.files import Files
from tracker.documents.package.nodes import Mapping as MappingNode
from tracker.documents.package.reading import Reading, RecommendationSaid, Row, Said, without_empty
from tracker.documents.services.given import Given, as_node, field_errors, free_key
from tracker.documents.services.writing import Change, compare

#: A recommendation that only stands for one of the document, so that it can be referred to.
_ELSEWHERE = Fields("", "", MappingNode(0), None)  # type: ignore[arg-type]


def read(document: Document, given: Given, *, standing: Recommendation | None) -> Change:
    """Return the change that was given; raise ``InvalidInput`` with every error (ten queries at most)."""
    reading = Reading(Files(), clock.latest_today())
    reading.document = Row(document.key, stored.document(document))
    others = stored.recommendations(document.pk)
    key = standing.key if standing else _key(given, others)
    own = others.pop(key, None) if standing else None
    errors: list[FieldError] = []
    new_actors = _new_actors(given, reading, errors)
    new_area = _new_area(given, reading, errors)
    _know_actors(given, reading)
    areas = Area.objects.filter(key=str(given.get("area") or "")).values_list("key", flat=True)
    reading.areas |= {area: Row(area, {}) for area in areas}
    fields = _fields(given, key, reading, new_actors, new_area)
    if not standing and key in others:
        errors.append(FieldError("key", _("The document has another recommendation with this key.")))
    read_recommendation(reading, fields)
    _code_is_free(fields, others)
    recommendation = reading.recommendations.get(key)
    known = {**reading.recommendations, **_placeholders(others)}
    _settle(reading, known, errors)
    errors += field_errors(reading.errors.found)
    _no_new_cycle(recommendation, others, own, errors)
    if errors or recommendation is None:
        raise InvalidInput(errors)
    return compare(document, reading, standing, own, set(new_actors), new_area)


def _placeholders(others: Mapping[str, Said]) -> dict[str, RecommendationSaid]:
    return {key: RecommendationSaid(Row(key, {}), _ELSEWHERE) for key in others}


def _settle(reading: Reading, known: dict[str, RecommendationSaid], errors: list[FieldError]) -> None:
    """Note references to recommendations that are not there, of this document and of others."""
    only = reading.recommendations
    reading.recommendations = known
    settle_references(reading)
    reading.recommendations = only
    documents = {document for document, _key in reading.elsewhere}
    there = Recommendation.objects.filter(document__key__in=documents).values_list("document__key", "key")
    found = set(there) if documents else set()
    for reference, places in reading.elsewhere.items():
        if reference not in found:
            missing = _("There is no recommendation “%s”.") % "/".join(reference)
            errors += [FieldError(each.path, missing) for each in field_errors(places)]


def _key(given: Given, others: Iterable[str]) -> str:
    key = str(given.get("key") or "").strip()
    return key or free_key(str(given.get("title") or ""), others)


def _fields(given: Given, key: str, reading: Reading, new_actors: list[str], new_area: str) -> Fields:
    plain = {name: given[name] for name in RECOMMENDATION_FIELDS if name in given}
    plain["key"] = key
    plain["addressees"] = [*(given.get("addressees") or []), *new_actors]
    if new_area:
        plain["area"] = new_area
    plain["milestones"] = _with_keys(given.get("milestones") or [])
    node = as_node(plain)
    return Fields("", "", node if isinstance(node, MappingNode) else MappingNode(1), reading.errors)


def _with_keys(milestones: Iterable[Given]) -> list[dict[str, Any]]:
    """Return milestones with a key made of the title where none is given."""
    found: list[dict[str, Any]] = []
    given = [dict(milestone) for milestone in milestones]
    taken = {str(milestone.get("key") or "") for milestone in given}
    for milestone in given:
        if not str(milestone.get("key") or "").strip() and str(milestone.get("title") or "").strip():
            milestone["key"] = free_key(str(milestone["title"]), taken)
            taken.add(milestone["key"])
        found.append(milestone)
    return found


def _know_actors(given: Given, reading: Reading) -> None:
    keys = {str(key) for key in given.get("addressees") or []}
    for milestone in given.get("milestones") or []:
        keys.update(map(str, milestone.get("promised_by") or []))
    keys.update(str(response.get("actor") or "") for response in given.get("responses") or [])
    known = Actor.objects.filter(key__in=keys).values_list("key", flat=True)
    reading.actors |= {key: Row(key, {}) for key in known}


def _new_actors(given: Given, reading: Reading, errors: list[FieldError]) -> list[str]:
    """Read actors that are to be added; each is addressed."""
    keys = []
    for index, actor in enumerate(given.get("new_actors") or []):
        name = str(actor.get("name") or "").strip()
        key = str(actor.get("key") or "").strip()
        if not name:
            errors.append(FieldError(f"new_actors.{index}.name", _("A new actor needs a name.")))
            continue
        if key and not is_key(key):
            errors.append(FieldError(f"new_actors.{index}.key", explain_key(key)))
            continue
        similar = set(Actor.objects.values_list("key", flat=True)) | reading.actors.keys()
        key = key or free_key(name, similar)
        if key in similar:
            message = _("There is another actor “%s”; choose it above.") % key
            errors.append(FieldError(f"new_actors.{index}.key", message))
            continue
        own = {"lang": actor.get("own_lang", "").strip(), "name": actor.get("own_name", "").strip()}
        said = {"key": key, "name": name, "short": actor.get("short", "").strip(), "own": without_empty(own)}
        reading.actors[key] = Row(key, without_empty(said))
        keys.append(key)
    return keys


def _new_area(given: Given, reading: Reading, errors: list[FieldError]) -> str:
    name = " ".join(str(given.get("new_area") or "").split())
    if not name:
        return ""
    if given.get("area"):
        errors.append(FieldError("new_area", _("Choose an area above, or name a new one, not both.")))
        return ""
    if len(name) > 300:
        errors.append(FieldError("new_area", _("A name has 300 characters at most.")))
        return ""
    if (same := Area.objects.filter(name__iexact=name).first()) is not None:
        errors.append(FieldError("new_area", _("There is an area “%s”; choose it above.") % same.name))
        return ""
    key = free_key(name, Area.objects.values_list("key", flat=True))
    reading.areas[key] = Row(key, {"key": key, "name": name})
    return key


def _code_is_free(fields: Fields, others: Mapping[str, Said]) -> None:
    code = fields.node.values.get("code")
    written = getattr(code, "text", "").strip()
    for said in others.values():
        if written and said["code"] == written:
            fields.note("code", _("The document has another recommendation with this code."))


def _no_new_cycle(
    recommendation: RecommendationSaid | None,
    others: Mapping[str, Said],
    own: Said | None,
    errors: list[FieldError],
) -> None:
    """Refuse to let a recommendation wait, through others, on itself."""
    if recommendation is None:
        return
    waits = {key: said.get("depends_on", []) for key, said in others.items()}
    key = recommendation.row.key
    before = set(in_cycles({**waits, key: (own or {}).get("depends_on", [])}))
    after = in_cycles({**waits, key: recommendation.row.said.get("depends_on", [])})
    if key in after and key not in before:
        message = _("It would wait on itself, through what it waits on.")
        errors.append(FieldError("depends_on", message))
