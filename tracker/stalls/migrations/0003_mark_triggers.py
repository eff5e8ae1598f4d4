"""What a change touched is marked in its own transaction, whoever makes it and by whatever way."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION stalls_mark_by_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The moment of the change, so that the scan finds which rows made it.
    INSERT INTO stalls_mark (area_id, recommendation_id, why, marked_at)
    SELECT r.area_id, r.id, TG_ARGV[0], min(coalesce(c.retracted_at, c.published_at))
    FROM changed c JOIN documents_recommendation r ON r.id = c.recommendation_id
    WHERE c.published_at IS NOT NULL
    GROUP BY r.area_id, r.id;
    RETURN NULL;
END $$;

CREATE FUNCTION stalls_mark_by_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stalls_mark (area_id, recommendation_id, why, marked_at)
    SELECT r.area_id, r.id, TG_ARGV[0], min(coalesce(c.retracted_at, c.published_at))
    FROM changed c JOIN documents_milestone m ON m.id = c.milestone_id
    JOIN documents_recommendation r ON r.id = m.recommendation_id
    WHERE c.published_at IS NOT NULL
    GROUP BY r.area_id, r.id;
    RETURN NULL;
END $$;

CREATE FUNCTION stalls_mark_by_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stalls_mark (area_id, recommendation_id, why, marked_at)
    SELECT DISTINCT r.area_id, r.id, TG_ARGV[0], now()
    FROM changed c JOIN documents_recommendation r ON r.id = c.recommendation_id;
    RETURN NULL;
END $$;

CREATE FUNCTION stalls_mark_by_due_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stalls_mark (area_id, recommendation_id, why, marked_at)
    SELECT DISTINCT r.area_id, r.id, TG_ARGV[0], now()
    FROM changed c JOIN documents_milestone m ON m.id = c.milestone_id
    JOIN documents_recommendation r ON r.id = m.recommendation_id;
    RETURN NULL;
END $$;

CREATE FUNCTION stalls_mark_by_area() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stalls_mark (area_id, why, marked_at)
    SELECT DISTINCT c.area_id, TG_ARGV[0], now() FROM changed c;
    RETURN NULL;
END $$;

CREATE FUNCTION stalls_mark_by_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stalls_mark (area_id, why, marked_at)
    SELECT DISTINCT r.area_id, TG_ARGV[0], now()
    FROM changed c JOIN documents_recommendation r ON r.document_id = c.id;
    RETURN NULL;
END $$;

CREATE FUNCTION stalls_mark_by_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stalls_mark (area_id, why, marked_at)
    SELECT DISTINCT r.area_id, TG_ARGV[0], now()
    FROM changed c JOIN documents_recommendation r
      ON r.id = c.recommendation_id OR r.area_id = c.area_id
      OR (c.recommendation_id IS NULL AND c.area_id IS NULL);
    RETURN NULL;
END $$;
"""

#: table, function, reason, statements
MARKED = (
    ("developments_link", "recommendation", "evidence", "INSERT UPDATE"),
    ("developments_meeting", "meeting", "evidence", "INSERT UPDATE"),
    ("progress_assessment", "recommendation", "assessment", "INSERT UPDATE"),
    ("developments_check", "part", "check", "INSERT UPDATE DELETE"),
    ("documents_milestone", "part", "definition", "INSERT UPDATE DELETE"),
    ("documents_duemove", "due_move", "definition", "INSERT UPDATE DELETE"),
    ("documents_recommendation", "area", "definition", "INSERT UPDATE MOVED DELETE"),
    ("documents_document", "document", "definition", "UPDATE"),
    ("stalls_stallpolicy", "policy", "policy", "INSERT UPDATE DELETE"),
)


def triggers():
    """Yield each trigger's statement; MOVED is what an update left behind."""
    for table, function, why, statements in MARKED:
        for statement in statements.split():
            event = "UPDATE" if statement == "MOVED" else statement
            rows = "OLD" if statement in {"MOVED", "DELETE"} else "NEW"
            yield (
                f"CREATE TRIGGER stalls_mark_{statement.lower()} AFTER {event} ON {table} "
                f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT "
                f"EXECUTE FUNCTION stalls_mark_by_{function}('{why}');"
            )


def names():
    return [f"stalls_mark_by_{name}()" for name in sorted({function for _, function, _, _ in MARKED})]


class Migration(migrations.Migration):
    dependencies = [
        ("stalls", "0002_marks_without_keys"),
        ("developments", "0002_initial"),
        ("progress", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, f"DROP FUNCTION {', '.join(names())} CASCADE"),
        migrations.RunSQL("\n".join(triggers()), migrations.RunSQL.noop),
    ]
