"""What stands of developments, links, meetings and checks, as a load compares and a dump writes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tracker.core import dates
from tracker.developments.choices import EFFECT_SLUGS, Strength
from tracker.developments.package.rows import CheckSaid, DevelopmentSaid, LinkSaid
from tracker.documents.package.stored import one_line
from tracker.documents.package.values import clean

_DEVELOPMENTS = """
SELECT d.id, d.key, d.date, d.title, d.summary, d.kind, d.standing,
    ARRAY(SELECT a.key FROM developments_developmentactor x JOIN documents_actor a ON a.id = x.actor_id
          WHERE x.development_id = d.id ORDER BY x.position, x.id),
    ARRAY(SELECT s.canonical_url FROM developments_developmentsource x
          JOIN documents_source s ON s.id = x.source_id
          WHERE x.development_id = d.id ORDER BY x.position, x.id)
FROM developments_development d WHERE d.id = ANY(%s) AND d.state = 'published'
"""
_LINKS = """
SELECT d.key, r.key, l.effect, l.weight, l.attribution, l.rationale,
    ARRAY(SELECT m.key FROM developments_meeting x JOIN documents_milestone m ON m.id = x.milestone_id
          WHERE x.development_id = l.development_id AND m.recommendation_id = l.recommendation_id
          AND x.met AND x.published_at IS NOT NULL AND x.retracted_at IS NULL ORDER BY m.position, m.id),
    ARRAY(SELECT m.key FROM developments_meeting x JOIN documents_milestone m ON m.id = x.milestone_id
          WHERE x.development_id = l.development_id AND m.recommendation_id = l.recommendation_id
          AND NOT x.met AND x.published_at IS NOT NULL AND x.retracted_at IS NULL ORDER BY m.position, m.id)
FROM developments_link l
JOIN documents_recommendation r ON r.id = l.recommendation_id
JOIN developments_development d ON d.id = l.development_id
WHERE r.document_id = %s AND l.published_at IS NOT NULL AND l.retracted_at IS NULL
"""
_CHECKS = """
SELECT r.key, c."on", c."where", COALESCE(NULLIF(c.by_name, ''), NULLIF(TRIM(u.first_name || ' ' || u.last_name), ''),
    u.username, '')
FROM developments_check c
JOIN documents_recommendation r ON r.id = c.recommendation_id
LEFT JOIN accounts_user u ON u.id = c.user_id
WHERE r.document_id = %s ORDER BY c."on", c.id
"""  # fmt: skip  # noqa: E501


@dataclass(frozen=True, slots=True)
class Known:
    """A development that stands, as far as links need it."""

    id: int
    state: str
    earliest: Any
    latest: Any
    standing: str


def _rows(sql: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        yield from cursor.fetchall()


def known(keys: Collection[str]) -> dict[str, Known]:
    """Return the developments that stand, of whatever state, by key (one query)."""
    sql = (
        "SELECT key, id, state, earliest, latest, standing FROM developments_development WHERE key = ANY(%s)"
    )
    return {key: Known(*rest) for key, *rest in _rows(sql, [list(keys)])}


def lock(ids: Collection[int]) -> None:
    """Lock developments whose rows, links or meetings will change, in the order of their ids."""
    if ids:
        sql = "SELECT id FROM developments_development WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
        list(_rows(sql, [list(ids)]))


def developments(ids: Collection[int]) -> dict[str, DevelopmentSaid]:
    """Return those that are published in their canonical form by key (one query)."""
    found = {}
    for _id, key, date, title, summary, kind, standing, actors, sources in _rows(_DEVELOPMENTS, [list(ids)]):
        found[key] = DevelopmentSaid(
            key,
            0,
            dates.parse(date),
            one_line(title),
            clean(summary),
            tuple(actors),
            kind,
            standing,
            list(sources),
        )
    return found


def links(document_id: int, development_ids: Collection[int] | None = None) -> dict[str, LinkSaid]:
    """Return a document's live links in their canonical form by pair (one query)."""
    sql, parameters = _LINKS, [document_id]
    if development_ids is not None:
        sql, parameters = f"{_LINKS} AND l.development_id = ANY(%s)", [document_id, list(development_ids)]  # type: ignore[list-item]
    found = {}
    for dev, rec, effect, weight, attribution, rationale, meets, unmeets in _rows(sql, parameters):
        link = LinkSaid(dev, rec, EFFECT_SLUGS[effect], Strength(weight).slug, attribution)
        link.meets, link.unmeets, link.rationale = tuple(meets), tuple(unmeets), clean(rationale)
        found[link.key] = link
    return found


def checks(document_id: int) -> dict[str, CheckSaid]:
    """Return a document's checks by what they say, in order (one query)."""
    found = {}
    for recommendation, on, where, by in _rows(_CHECKS, [document_id]):
        check = CheckSaid(recommendation, on.isoformat(), clean(where), one_line(by))
        found[check.key] = check
    return found
