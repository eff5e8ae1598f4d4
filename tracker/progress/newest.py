"""Links in figures, newest first, a page at a time: for recommendations that have very many."""
# ruff: noqa: S608 - statements are composed of named parts; every value is a parameter

from __future__ import annotations

from tracker.core.asof import AsOf
from tracker.progress import sql
from tracker.progress.evidence import LinkRow, link_of, links_statement
from tracker.progress.queries import Scope, parameters, rows

_MATCHING = f"""
SELECT l.id, l.latest, l.earliest
FROM documents_recommendation r
JOIN documents_document d ON d.id = r.document_id
JOIN developments_link l ON l.recommendation_id = r.id
WHERE {{where}} AND {sql.links("l")} AND (%(attribution)s = '' OR l.attribution = %(attribution)s)
"""
#: It begins with SELECT: one that began with WITH would be taken for a statement that may write.
_PAGE = """
SELECT * FROM (
WITH matching AS MATERIALIZED ({matching}),
     page AS (SELECT id FROM matching ORDER BY latest DESC, earliest DESC, id DESC
              OFFSET %(first)s LIMIT %(count)s),
     found AS ({found})
SELECT (SELECT count(*) FROM matching), found.*
FROM (SELECT) one LEFT JOIN found ON true
ORDER BY found.c7 DESC, found.c6 DESC, found.c0 DESC) newest
"""


def newest_links(
    scope: Scope, asof: AsOf, *, attribution: str = "", first: int = 0, count: int = 100
) -> tuple[list[LinkRow], int]:
    """Return one page of the links in a scope's figures, and how many there are; one query."""
    columns = ", ".join(f"c{number}" for number in range(18))
    found = f"SELECT * FROM ({links_statement(scope, 'l.id IN (SELECT id FROM page)')}) t({columns})"
    statement = _PAGE.format(matching=_MATCHING.format(where=scope.where()), found=found)
    given = {**parameters(asof, scope), "attribution": attribution, "first": first, "count": count}
    read = list(rows(statement, given))
    total = read[0][0] if read else 0
    return [link_of(row[1:]) for row in read if row[1] is not None], total
