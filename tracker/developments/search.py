"""Keep the search table: a development's words at once when somebody saves it, a package's soon after."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from tracker.developments.search_words import Sought

#: Fewer marks than this are read within the load that made them (about a second).
SOON = 5_000
BATCH = 1_000

_FORGET = """
DELETE FROM developments_searchmark WHERE id IN (
    SELECT id FROM developments_searchmark WHERE development_id = ANY(%s) FOR UPDATE SKIP LOCKED)
"""
#: All marks of the developments marked longest, so that none is read once for each of its rows.
_TAKE = """
DELETE FROM developments_searchmark WHERE id IN (
    SELECT id FROM developments_searchmark WHERE development_id IN (
        SELECT development_id FROM developments_searchmark ORDER BY id LIMIT %s)
    FOR UPDATE SKIP LOCKED)
RETURNING development_id
"""
#: Whoever saves a development holds its row: the words are read before or after, never between.
_HOLD = "SELECT 1 FROM developments_development WHERE id = ANY(%s) ORDER BY id FOR SHARE"
_WRITE = """
INSERT INTO developments_searchtext (development_id, text, terms)
SELECT id, body, tracker_search_terms(body)
FROM (
    SELECT d.id, lower(normalize(left(concat_ws(E'\\n', d.title, d.summary, s.words, a.words), 60000), NFKC))
        AS body
    FROM developments_development d
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(E'\\n', o.title, o.publisher), E'\\n' ORDER BY r.position) AS words
        FROM developments_developmentsource r JOIN documents_source o ON o.id = r.source_id
        WHERE r.development_id = d.id) s
    CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(E'\\n', o.name, o.own_name), E'\\n' ORDER BY r.position) AS words
        FROM developments_developmentactor r JOIN documents_actor o ON o.id = r.actor_id
        WHERE r.development_id = d.id) a
    WHERE d.id = ANY(%s) ORDER BY d.id
) AS present
ON CONFLICT (development_id) DO UPDATE SET text = excluded.text, terms = excluded.terms
WHERE developments_searchtext.text IS DISTINCT FROM excluded.text
"""


def index(development_ids: Iterable[int]) -> None:
    """Write the words of developments whose rows this transaction holds (two statements).

    Marks go first, so that what somebody else changes from here on is read later.
    """
    ids = list(development_ids)
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [ids])
        cursor.execute(_WRITE, [ids])


@transaction.atomic
def index_batch(size: int = BATCH) -> int:
    """Write the words of some marked developments; return how many marks were taken (three statements)."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [size])
        taken = [row[0] for row in cursor.fetchall()]
        if taken:
            ids = sorted(set(taken))
            cursor.execute(_HOLD, [ids])
            cursor.execute(_WRITE, [ids])
    return len(taken)


def index_marked() -> int:
    """Write the words of all marked developments, a transaction a batch; return how many marks there were."""
    done = 0
    while taken := index_batch():
        done += taken
    return done


def behind() -> int:
    """Return how many developments search does not know, or not as they stand now (one query)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT development_id) FROM developments_searchmark")
        count: int = cursor.fetchone()[0]
    return count


def marks() -> int:
    """Return how many marks this transaction sees (one query)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM developments_searchmark")
        count: int = cursor.fetchone()[0]
    return count


def matching(what: Sought) -> RawSQL:
    """Return the ids of developments that hold all that is sought, as a subquery (one index).

    Pairs of neighbours may stand apart, so longer runs are looked for in the text of what the index found.
    """
    conditions, values = [], []
    if what.english:
        conditions.append("terms @@ plainto_tsquery('english', %s)")
        values.append(what.english)
    if what.runs:
        conditions.append("terms @@ %s::tsquery")
        values.append(what.pairs)
    for run in what.long_runs:
        conditions.append("text LIKE %s")
        values.append(f"%{run}%")
    where = " AND ".join(conditions) or "false"
    return RawSQL(f"SELECT development_id FROM developments_searchtext WHERE {where}", values)  # noqa: S608, S611


def stems(words: Iterable[str]) -> dict[str, str]:
    """Return each word's English stem; words that search passes over have none (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('english_stem', word))[1] FROM unnest(%s::text[]) AS given(word)",
            [sorted(set(words))],
        )
        return {word: stem for word, stem in cursor.fetchall() if stem}
