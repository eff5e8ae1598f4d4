"""Split a run of characters once: reading a place of a long text counts its characters from the first."""

from __future__ import annotations

from django.db import migrations

#: As in 0005.
CJK = (
    r"\u1100-\u11FF\u3005-\u3007\u3041-\u30FF\u3130-\u318F\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF"
    r"\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\U00020000-\U0003134F"
)

TERMS = r"""
CREATE OR REPLACE FUNCTION tracker_search_terms(body text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('english'::regconfig, regexp_replace(body, '[CHARACTERS]+', ' ', 'g'))
        || array_to_tsvector(ARRAY(
            SELECT DISTINCT pair
            FROM regexp_matches(body, '[CHARACTERS]+', 'g') AS found(run),
            LATERAL (
                SELECT letter || coalesce(lead(letter) OVER (ORDER BY place), '')
                FROM unnest(string_to_array(run[1], NULL)) WITH ORDINALITY AS letters(letter, place)
            ) AS pairs(pair)
        ))
$$;
""".replace("CHARACTERS", CJK)


class Migration(migrations.Migration):
    """The same terms of the same text, in time that grows with its length and no faster."""

    dependencies = [("developments", "0007_link_reported")]

    operations = [migrations.RunSQL(TERMS, migrations.RunSQL.noop)]
