"""The rows of the dashboard's pages as CSV, as of the day and as known at the moment asked."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.core.asof import AsOf
from tracker.core.csv_files import as_csv
from tracker.dashboard.asked import EFFECTS, PageChoice, read_range
from tracker.developments.exports import copied
from tracker.documents.models import Recommendation
from tracker.progress import sql
from tracker.progress.queries import EVERYTHING, parameters
from tracker.progress.single import Asked
from tracker.stalls.queries import looked_at
from tracker.stalls.rules import Stall
from tracker.stalls.sentences import reason

_STANDING = (
    "document", "key", "code", "title", "area", "status", "confidence", "assessed_on", "advances", "setbacks",
    "context", "balance", "momentum", "milestones_met", "milestones_total", "last_development",
    "days_since_development", "last_advance", "days_since_advance", "last_checked", "look_due", "findings",
    "reasons",
)  # fmt: skip


def standing(stalls: Iterable[Stall]) -> Iterator[bytes]:
    """Return where each recommendation stands as CSV, a row each in the order given."""
    return as_csv(_STANDING, (_standing(stall) for stall in stalls))


def _standing(stall: Stall) -> tuple[object, ...]:
    one = stall.figures
    said = (reason(each, one.day, looked_at(one)) for each in stall.findings)
    return (
        one.document_key, one.key, one.code, one.title, one.area_key, one.status, one.confidence,
        one.assessed_on, one.advances, one.setbacks, one.context, one.balance, f"{one.momentum + 0.0:.4f}",
        one.milestones_met, one.milestones_total, one.last_development, one.days_since_development,
        one.last_advance, one.days_since_advance, one.last_checked, one.looking.due,
        ";".join(each.rule for each in stall.findings), " ".join(said),
    )  # fmt: skip


_MEETINGS = f"""
(SELECT string_agg(m.key, ';' ORDER BY m.position, m.id)
 FROM developments_meeting g JOIN documents_milestone m ON m.id = g.milestone_id
 JOIN documents_recommendation r ON r.id = m.recommendation_id
 JOIN documents_document d ON d.id = r.document_id
 WHERE g.development_id = dev.id AND r.id = %(id)s AND {sql.known("g")} AND g.met IS {{met}})
"""
_LEDGER = f"""
WITH linked AS MATERIALIZED (
    SELECT l.*, l.standing = 'reported' AS reported, l.latest < d.published_on AS before,
           d.half_life::float8 AS half_life,
           CASE WHEN l.standing = 'confirmed' AND l.latest >= d.published_on
                THEN l.effect * l.weight END AS value
    FROM documents_recommendation r
    JOIN documents_document d ON d.id = r.document_id
    JOIN developments_link l ON l.recommendation_id = r.id
    WHERE r.id = %(id)s AND {sql.known("l")} AND l.latest <= %(day)s
), ordered AS (
    SELECT x.*, dev.key COLLATE "C" AS key,
           sum(coalesce(x.value, 0)) OVER (
               ORDER BY x.latest, x.earliest, dev.key COLLATE "C" ROWS UNBOUNDED PRECEDING) AS balance
    FROM linked x JOIN developments_development dev ON dev.id = x.development_id
), chosen AS (
    SELECT * FROM ordered WHERE {{where}}
)
SELECT dev.key AS development, x.earliest, x.latest, dev.title, dev.kind,
    CASE x.effect WHEN 1 THEN 'advances' WHEN -1 THEN 'sets-back' ELSE 'context' END AS effect,
    CASE x.weight WHEN 1 THEN 'minor' WHEN 2 THEN 'moderate' ELSE 'major' END AS strength,
    x.attribution, x.standing, nullif(x.rationale, '') AS rationale,
    {_MEETINGS.format(met="true")} AS meets, {_MEETINGS.format(met="false")} AS unmeets,
    x.value AS weight, CASE WHEN x.value IS NOT NULL THEN x.balance END AS balance,
    round((x.value * power(2::float8, greatest((x.latest - %(day)s) / x.half_life, -1000)))::numeric, 4)
        AS momentum,
    (SELECT string_agg(s.url, ' ' ORDER BY ds.position, ds.id)
     FROM developments_developmentsource ds JOIN documents_source s ON s.id = ds.source_id
     WHERE ds.development_id = dev.id) AS sources
FROM chosen x JOIN developments_development dev ON dev.id = x.development_id
ORDER BY x.before, x.latest DESC, x.earliest DESC, x.key DESC
"""


def ledger(found: Recommendation, asof: AsOf, choice: PageChoice) -> Iterator[bytes]:
    """Return the ledger's rows as CSV, newest first: all pages of those that the page's choice leaves."""
    chosen = read_range(choice, asof.day)
    effect = EFFECTS[choice.effect] if choice.effect else None
    asked = Asked(chosen.since, chosen.until, choice.rows, effect, choice.attribution)
    given = {**parameters(asof, EVERYTHING), **asked.parameters(), "id": found.pk}
    return copied(_LEDGER.format(where=asked.where()), given)
