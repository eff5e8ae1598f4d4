"""The progress room's part of a package: recommendations' assessments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tracker.core.words import day_words
from tracker.developments.choices import State
from tracker.documents import bulk
from tracker.documents.package import values
from tracker.documents.package.dump import Dump
from tracker.documents.package.fields import Fields
from tracker.documents.package.load import Load
from tracker.documents.package.merge import Decision
from tracker.documents.package.part import tell_left
from tracker.documents.package.reading import Reading, RecommendationSaid, Row, Said, without_empty
from tracker.documents.package.stored import hashes
from tracker.documents.package.values import clean
from tracker.progress import signals
from tracker.progress.choices import Confidence, Status
from tracker.progress.models import Assessment, Citation, Settlement

KIND = "assessment"
_FIELDS = ("date", "status", "rationale", "confidence", "cites", "settles", "judge", "source")


@dataclass
class Plan:
    """What was decided about assessments, with those that stand."""

    rows: dict[str, Row]
    decision: Decision = field(default_factory=lambda: Decision(KIND))
    ids: dict[str, int] = field(default_factory=dict)


class AssessmentsPart:
    """Assessments with what they cite; a changed one is succeeded, never changed."""

    name = "assessments"
    order = 20
    fields: tuple[str, ...] = ("assessments",)

    def check(self, reading: Reading) -> None:
        """Read every recommendation's assessments."""
        rows: dict[str, Row] = {}
        for recommendation in reading.each_recommendation():
            _read(reading, recommendation, rows)
        reading.parts[self.name] = rows

    def plan(self, load: Load) -> None:
        """Decide about every assessment."""
        every: dict[str, Row] = load.reading.parts[self.name]
        rows = {key: row for key, row in every.items() if key.partition(" ")[0] not in load.absent}
        plan = Plan(rows)
        standing: dict[str, Said] = {}

        def compare(keys: set[str]) -> dict[str, str]:
            if load.document is None:
                return {}
            for assessment_id, key, said in _stored(
                load.document.pk, {key.partition(" ")[0] for key in keys}
            ):
                if key in keys:
                    standing[key], plan.ids[key] = said, assessment_id
            return hashes(standing.items())

        def present(keys: set[str]) -> dict[str, str]:
            found = _stored(load.document.pk, None) if load.document else ()
            return {key: "" for _id, key, _said in found if key in keys}

        plan.decision = load.decide(KIND, {key: row.sha256 for key, row in rows.items()}, compare, present)
        tell_left(load, plan.decision, rows, standing)
        load.plans[self.name] = plan

    def apply(self, load: Load) -> None:
        """Retract what changed, publish successors and new ones, at the load's moment."""
        plan: Plan = load.plans[self.name]
        changed = (*plan.decision.update, *plan.decision.add)
        if not changed:
            return
        _retract(load, [plan.ids[key] for key in plan.decision.update])
        new = dict(zip(changed, bulk.new_ids(Assessment, len(changed)), strict=True))
        _publish(load, plan, new)
        touched = {load.recommendation_ids[key.partition(" ")[0]] for key in changed}
        signals.assessed.send(sender=Assessment, recommendation_ids=touched)

    def gather(self, dump: Dump) -> None:
        """Read the live assessments; they need their judges, sources and what they cite."""
        found = _stored(dump.document.pk, None)
        dump.parts[self.name] = found
        for _id, _key, said in found:
            dump.actor_keys.update([said["judge"]] if "judge" in said else [])
            dump.source_urls.update([said["source"]] if "source" in said else [])
        dump.development_ids |= _cited_ids(assessment_id for assessment_id, _key, _said in found)

    def write(self, dump: Dump) -> None:
        """Give each recommendation its assessments, by day and judge."""
        for _id, key, said in dump.parts[self.name]:
            recommendation = key.partition(" ")[0]
            ordered = {name: said[name] for name in _FIELDS if name in said}
            dump.fields.setdefault((recommendation, "assessments"), []).append(dump.with_source(ordered))


def _key(recommendation: str, said: Said) -> str:
    return f"{recommendation} {said.get('judge', '')} {said.get('date', '')}"


def _read(reading: Reading, recommendation: RecommendationSaid, rows: dict[str, Row]) -> None:
    developments = reading.parts["developments"].developments
    naming: list[tuple[Fields, Said]] = []
    for fields in recommendation.fields.each("assessments", _FIELDS):
        source = fields.source()
        if fields.has("judge") and not fields.has("source"):
            fields.note("judge", "Somebody else's verdict needs its source; add `source`.")
        said = without_empty(
            {
                "date": fields.day("date", required=True),
                "status": fields.choice("status", Status.values, required=True),
                "rationale": fields.text("rationale", required=True),
                "confidence": fields.choice("confidence", Confidence.values),
                "cites": fields.keys_of("cites", developments, "development"),
                "settles": fields.list_of("settles", values.day),
                "judge": fields.known_key("judge", reading.actors, "actor"),
                "source": reading.give_source(source) if source else "",
            }
        )
        if "settles" in said:
            naming.append((fields, said))
        if reading.document is not None:
            _check_day(fields, said, reading.document.said.get("published_on", ""))
        key = _key(recommendation.row.key, said)
        if key in rows:
            fields.note(
                "date", f"This judge has another assessment of that day; it is on line {rows[key].line}."
            )
        elif said.get("date"):
            rows[key] = Row(key, said, fields.line)
    for fields, said in naming:
        _check_settles(recommendation, fields, said, rows)


def _check_day(fields: Fields, said: Said, published_on: str) -> None:
    """Note a judgement of a day on which there was nothing to judge yet."""
    if said.get("date") and published_on and said["date"] < published_on:
        day = day_words(dt.date.fromisoformat(published_on))
        fields.note("date", f"The document came out on {day}; a judgement of it is of that day or later.")


def _check_settles(
    recommendation: RecommendationSaid, fields: Fields, said: Said, rows: dict[str, Row]
) -> None:
    """Note days on which the team judged nothing, or not before this one."""
    if "judge" in said:
        fields.note("settles", "Only the team's own assessment settles others of the team.")
    for day in said["settles"]:
        if _key(recommendation.row.key, {"date": day}) not in rows:
            fields.note("settles", f"The team has no assessment of {day} here.")
        elif day >= said.get("date", ""):
            fields.note("settles", f"The assessment of {day} is not of an earlier day than this one.")


_STORED = """
SELECT s.id, r.key, s.date, s.status, s.rationale, s.confidence, j.key, c.canonical_url,
    ARRAY(SELECT d.key FROM progress_citation x JOIN developments_development d ON d.id = x.development_id
          WHERE x.assessment_id = s.id AND d.state = %s ORDER BY x.position, x.id),
    ARRAY(SELECT n.date::text FROM progress_settlement x JOIN progress_assessment n ON n.id = x.named_id
          WHERE x.assessment_id = s.id AND EXISTS (
              SELECT FROM progress_assessment o
              WHERE o.recommendation_id = s.recommendation_id AND o.judge_id IS NULL AND o.date = n.date
                AND o.date < s.date AND o.published_at IS NOT NULL AND o.retracted_at IS NULL)
          GROUP BY n.date ORDER BY min(x.position), n.date)
FROM progress_assessment s
JOIN documents_recommendation r ON r.id = s.recommendation_id
LEFT JOIN documents_actor j ON j.id = s.judge_id
LEFT JOIN documents_source c ON c.id = s.source_id
WHERE r.document_id = %s AND s.published_at IS NOT NULL AND s.retracted_at IS NULL
"""
_ORDER = "ORDER BY s.date, COALESCE(j.key, '') COLLATE \"C\", s.id"


def _stored(document_id: int, recommendations: set[str] | None) -> list[tuple[int, str, Said]]:
    """Return live assessments with their ids and keys, by day and judge (one query)."""
    sql = _STORED
    parameters: list[Any] = [State.PUBLISHED.value, document_id]
    if recommendations is not None:
        sql, parameters = f"{sql} AND r.key = ANY(%s)", [*parameters, list(recommendations)]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} {_ORDER}", parameters)
        rows = cursor.fetchall()
    found = []
    for assessment_id, recommendation, date, status, rationale, confidence, judge, source, *lists in rows:
        cites, settles = lists
        said = without_empty(
            {
                "date": date.isoformat(),
                "status": status,
                "rationale": clean(rationale),
                "confidence": confidence,
                "cites": cites,
                "settles": settles,
                "judge": judge,
                "source": source,
            }
        )
        found.append((assessment_id, _key(recommendation, said), said))
    return found


def _cited_ids(assessment_ids: Iterable[int]) -> set[int]:
    rows = Citation.objects.filter(assessment_id__in=bulk.any_id(assessment_ids))
    return set(rows.values_list("development_id", flat=True))


def _retract(load: Load, ids: list[int]) -> None:
    Assessment.objects.filter(pk__in=bulk.any_id(ids), retracted_at__isnull=True).update(
        retracted_at=load.moment, retracted_by=load.user
    )


def _publish(load: Load, plan: Plan, new: dict[str, int]) -> None:
    developments: dict[str, int] = load.plans["development_ids"]

    def row(key: str) -> tuple[Any, ...]:
        said = plan.rows[key].said
        return (
            new[key],
            load.recommendation_ids[key.partition(" ")[0]],
            said["date"],
            said["status"],
            said.get("confidence", ""),
            said["rationale"],
            load.actor_ids.get(said.get("judge", "")),
            load.source_ids.get(said.get("source", "")),
            load.moment,
            plan.ids.get(key),
            "",
            1,
        )

    columns = [
        "id", "recommendation_id", "date", "status", "confidence", "rationale", "judge_id", "source_id",
        "published_at", "succeeds_id", "reason", "version",
    ]  # fmt: skip
    # What a published assessment cites and names can only be written before it (a trigger holds it).
    bulk.copy_in(
        Citation,
        ["assessment_id", "development_id", "position"],
        (
            (pk, developments[cited], position)
            for key, pk in new.items()
            for position, cited in enumerate(plan.rows[key].said.get("cites", []))
        ),
    )
    bulk.copy_in(Settlement, ["assessment_id", "named_id", "position"], _settlements(load, plan, new))
    bulk.copy_in(Assessment, columns, map(row, new))


def _settlements(load: Load, plan: Plan, new: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    """Yield what each new assessment names: the team's of these days, as they stand after the load."""
    naming = {key: plan.rows[key].said["settles"] for key in new if "settles" in plan.rows[key].said}
    recommendations = {key.partition(" ")[0] for key in naming}
    standing = dict[str, int]()
    if naming and load.document is not None:
        standing = {key: pk for pk, key, _said in _stored(load.document.pk, recommendations)}
    for key, days in naming.items():
        named = [_key(key.partition(" ")[0], {"date": day}) for day in days]
        ids = [new.get(each) or standing.get(each) for each in named]
        yield from ((new[key], pk, position) for position, pk in enumerate(ids) if pk is not None)
