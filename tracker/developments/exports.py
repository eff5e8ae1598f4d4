"""CSV by the database's own COPY, handed on in blocks.

Texts stand exactly as they were entered; a spreadsheet that runs what begins with “=” must be told to
read them as text.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from tracker.developments.models import Development, Link

Stream = Iterator[bytes]
_BLOCK = 64 * 1024
_IN_MEMORY = 4 * 1024 * 1024

_DEVELOPMENTS = """
SELECT d.key, CASE WHEN (c.earliest, c.latest) IS DISTINCT FROM (d.earliest, d.latest)
        THEN concat_ws('/', c.earliest, nullif(c.latest, c.earliest)) ELSE d.date END AS date,
    c.earliest, c.latest, d.title, nullif(d.summary, '') AS summary, d.kind, c.standing, d.state,
    (SELECT string_agg(a.key, ';' ORDER BY r.position, r.id) FROM developments_developmentactor r
     JOIN documents_actor a ON a.id = r.actor_id WHERE r.development_id = d.id) AS actors,
    (SELECT string_agg(s.url, ' ' ORDER BY r.position, r.id) FROM developments_developmentsource r
     JOIN documents_source s ON s.id = r.source_id WHERE r.development_id = d.id) AS sources,
    (SELECT string_agg(concat_ws(':', doc.key || '/' || rec.key,
         CASE l.effect WHEN 1 THEN 'advances' WHEN -1 THEN 'sets-back' WHEN 0 THEN 'context' END,
         CASE l.weight WHEN 1 THEN 'minor' WHEN 2 THEN 'moderate' WHEN 4 THEN 'major' END,
         nullif(l.attribution, 'unknown')), ';' ORDER BY doc.key, rec.code_order)
     FROM developments_link l JOIN documents_recommendation rec ON rec.id = l.recommendation_id
     JOIN documents_document doc ON doc.id = rec.document_id
     WHERE l.development_id = d.id AND l.id IN (SELECT id FROM shown)) AS links,
    author.username AS logged_by, {published_at}, {retracted_at},
    nullif(d.retract_reason, '') AS retract_reason, d.version
FROM developments_development d LEFT JOIN accounts_user author ON author.id = d.author_id
CROSS JOIN LATERAL (
    SELECT coalesce(max(l.earliest), d.earliest) AS earliest, coalesce(max(l.latest), d.latest) AS latest,
        coalesce(max(l.standing), d.standing) AS standing
    FROM developments_link l WHERE l.development_id = d.id AND l.id IN (SELECT id FROM shown)
) c
"""
_LINKS = """
SELECT l.id, l.succeeds_id AS succeeds, d.key AS development, doc.key || '/' || rec.key AS recommendation,
    rec.code, CASE l.effect WHEN 1 THEN 'advances' WHEN -1 THEN 'sets-back' ELSE 'context' END AS effect,
    CASE l.weight WHEN 1 THEN 'minor' WHEN 2 THEN 'moderate' ELSE 'major' END AS strength,
    l.attribution, nullif(l.rationale, '') AS rationale, l.earliest, l.latest, l.standing,
    (SELECT string_agg(CASE WHEN g.met THEN m.key END, ';' ORDER BY m.position) AS meets
     FROM developments_meeting g JOIN documents_milestone m ON m.id = g.milestone_id
     WHERE {meetings}) AS meets,
    (SELECT string_agg(CASE WHEN NOT g.met THEN m.key END, ';' ORDER BY m.position)
     FROM developments_meeting g JOIN documents_milestone m ON m.id = g.milestone_id
     WHERE {meetings}) AS unmeets,
    {published_at}, published.username AS published_by,
    CASE WHEN l.looked THEN 'true' ELSE 'false' END AS looked,
    {retracted_at}, retracted.username AS retracted_by, nullif(l.reason, '') AS reason
FROM developments_link l
JOIN developments_development d ON d.id = l.development_id
JOIN documents_recommendation rec ON rec.id = l.recommendation_id
JOIN documents_document doc ON doc.id = rec.document_id
LEFT JOIN accounts_user published ON published.id = l.published_by_id
LEFT JOIN accounts_user retracted ON retracted.id = l.retracted_by_id
WHERE l.id IN ({versions})
ORDER BY doc.key, rec.code_order, l.latest, l.earliest, d.key, l.published_at, l.id
"""
#: A meeting stood beside a version of a link if it was known at some moment while the version was.
_MEETINGS = """g.development_id = l.development_id AND m.recommendation_id = l.recommendation_id
    AND g.published_at < coalesce(l.retracted_at, 'infinity')
    AND coalesce(g.retracted_at, 'infinity') > l.published_at"""


def _moment(row: str, name: str) -> str:
    """Return a moment as ISO 8601 writes it, in UTC."""
    return f"""to_char({row}.{name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS {name}"""


def _moments(row: str) -> dict[str, str]:
    return {name: _moment(row, name) for name in ("published_at", "retracted_at")}


def developments(found: QuerySet[Development], links: QuerySet[Link]) -> Stream:
    """Return the developments found as CSV, newest first, each with those of ``links`` that are its own.

    Days and standing are what the links carry, as they do on the list.
    """
    shown, given = links.order_by().values("pk").query.sql_with_params()
    columns = f"WITH shown(id) AS MATERIALIZED ({shown}) {_DEVELOPMENTS.format(**_moments('d'))}"
    try:
        ids, values = found.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        ids, values = "NULL", ()
    statement = f"{columns} WHERE d.id IN ({ids}) ORDER BY c.latest DESC, c.earliest DESC, d.key DESC"
    return copied(statement, (*given, *values))


def link_versions(versions: QuerySet[Link]) -> Stream:
    """Return versions of links as CSV."""
    ids, values = versions.order_by().values("pk").query.sql_with_params()
    return copied(_LINKS.format(meetings=_MEETINGS, versions=ids, **_moments("l")), values)


def copied(statement: str, values: Any) -> Stream:
    """Return the statement's rows as CSV with a header, in blocks.

    The database writes into a file that leaves memory where it grows, so that a failure is an error
    page and never half a file, and a slow reader holds no connection.
    """
    spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - handed on, closed when read
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY ({cursor.mogrify(statement, values).decode()}) TO STDOUT WITH (FORMAT csv, HEADER)", spool
        )
    spool.seek(0)
    return _blocks(spool)


def _blocks(spool: IO[bytes]) -> Stream:
    with spool:
        while block := spool.read(_BLOCK):
            yield block
