"""Published rows are never changed but by being retracted, once, and never deleted."""

from django.db import migrations

GUARD = """
CREATE FUNCTION tracker_guard_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    people text[] := ARRAY['published_by_id', 'retracted_by_id', 'author_id'];
    person text;
    before jsonb;
    after jsonb;
BEGIN
    IF OLD.published_at IS NULL THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A published row of % is never deleted; retract it.', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    before := to_jsonb(OLD) - 'retracted_at';
    after := to_jsonb(NEW) - 'retracted_at';
    IF OLD.retracted_at IS NULL AND NEW.retracted_at IS NOT NULL THEN
        before := before - 'retracted_by_id';
        after := after - 'retracted_by_id';
    ELSIF OLD.retracted_at IS DISTINCT FROM NEW.retracted_at THEN
        RAISE EXCEPTION 'A row of % is retracted once and for good.', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- A person's account may go; who it was then stands in the history.
    FOREACH person IN ARRAY people LOOP
        IF after -> person = 'null'::jsonb THEN
            before := before - person;
            after := after - person;
        END IF;
    END LOOP;
    IF before IS DISTINCT FROM after THEN
        RAISE EXCEPTION 'A published row of % is never changed; retract it and publish its successor.',
            TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

ATTACH = """
CREATE TRIGGER guard_published BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION tracker_guard_published();
"""

VACUUM = """
ALTER TABLE developments_link SET
    (autovacuum_vacuum_scale_factor = 0.002, autovacuum_vacuum_insert_scale_factor = 0.01);
"""


class Migration(migrations.Migration):
    dependencies = [("developments", "0002_initial")]

    operations = [
        migrations.RunSQL(GUARD, "DROP FUNCTION tracker_guard_published() CASCADE"),
        migrations.RunSQL(ATTACH.format(table="developments_link"), migrations.RunSQL.noop),
        migrations.RunSQL(ATTACH.format(table="developments_meeting"), migrations.RunSQL.noop),
        migrations.RunSQL(VACUUM, migrations.RunSQL.noop),
    ]
