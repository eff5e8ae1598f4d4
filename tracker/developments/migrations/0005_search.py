"""What search reads, the function that makes its terms, and the triggers that mark what changed."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

#: Hangul, kana, Chinese characters and the signs that stand for them; the same as ``search_words.CJK``.
CJK = (
    r"\u1100-\u11FF\u3005-\u3007\u3041-\u30FF\u3130-\u318F\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF"
    r"\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\U00020000-\U0003134F"
)

#: A run of n characters gives its n-1 pairs of neighbours, and its last character alone, so that one
#: character is found as the beginning of a pair wherever it stands.
TERMS = r"""
CREATE FUNCTION tracker_search_terms(body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('english'::regconfig, regexp_replace(body, '[CHARACTERS]+', ' ', 'g'))
        || array_to_tsvector(ARRAY(
            SELECT DISTINCT pair
            FROM regexp_matches(body, '[CHARACTERS]+', 'g') AS found(run),
            LATERAL (
                SELECT substr(run[1], place, 2)
                FROM generate_series(1, greatest(length(run[1]) - 1, 1)) AS place
                UNION SELECT right(run[1], 1)
            ) AS pairs(pair)
        ))
$$;
""".replace("CHARACTERS", CJK)

MARK = """
CREATE FUNCTION tracker_mark_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'developments_development' THEN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO developments_searchmark (development_id) SELECT id FROM new_rows;
        ELSE
            INSERT INTO developments_searchmark (development_id)
            SELECT id FROM new_rows n JOIN old_rows o USING (id)
            WHERE (n.title, n.summary) IS DISTINCT FROM (o.title, o.summary);
        END IF;
    ELSIF TG_TABLE_NAME = 'documents_source' THEN
        INSERT INTO developments_searchmark (development_id)
        SELECT r.development_id FROM new_rows n JOIN old_rows o USING (id)
        JOIN developments_developmentsource r ON r.source_id = n.id
        WHERE (n.title, n.publisher) IS DISTINCT FROM (o.title, o.publisher);
    ELSIF TG_TABLE_NAME = 'documents_actor' THEN
        INSERT INTO developments_searchmark (development_id)
        SELECT r.development_id FROM new_rows n JOIN old_rows o USING (id)
        JOIN developments_developmentactor r ON r.actor_id = n.id
        WHERE (n.name, n.own_name) IS DISTINCT FROM (o.name, o.own_name);
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO developments_searchmark (development_id) SELECT DISTINCT development_id FROM new_rows;
    ELSE
        INSERT INTO developments_searchmark (development_id) SELECT DISTINCT development_id FROM old_rows;
    END IF;
    RETURN NULL;
END $$;
"""

ON_INSERT = """
CREATE TRIGGER mark_search_insert AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tracker_mark_search();
"""
ON_UPDATE = """
CREATE TRIGGER mark_search_update AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tracker_mark_search();
"""
ON_DELETE = """
CREATE TRIGGER mark_search_delete AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION tracker_mark_search();
"""
TRIGGERS = [
    (ON_INSERT, "developments_development"),
    (ON_UPDATE, "developments_development"),
    (ON_INSERT, "developments_developmentactor"),
    (ON_DELETE, "developments_developmentactor"),
    (ON_INSERT, "developments_developmentsource"),
    (ON_DELETE, "developments_developmentsource"),
    (ON_UPDATE, "documents_source"),
    (ON_UPDATE, "documents_actor"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("developments", "0004_drafts_may_lack_things"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("development_id", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "development",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="developments.development",
                    ),
                ),
                ("text", models.TextField()),
                ("terms", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.AddIndex(
            model_name="searchtext",
            index=django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="search_terms"),
        ),
        migrations.RunSQL(TERMS, "DROP FUNCTION tracker_search_terms(text)"),
        migrations.RunSQL(MARK, "DROP FUNCTION tracker_mark_search() CASCADE"),
        *(
            migrations.RunSQL(statement.format(table=table), migrations.RunSQL.noop)
            for statement, table in TRIGGERS
        ),
        migrations.RunSQL(
            "INSERT INTO developments_searchmark (development_id) SELECT id FROM developments_development",
            migrations.RunSQL.noop,
        ),
    ]
