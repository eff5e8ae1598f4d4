"""What a published assessment cites and names is never changed: such rows are written before it is.

A row may be added, changed or deleted while its assessment is a draft, or not there yet; foreign
keys are checked at the end of a transaction, so that bulk loads write these rows first.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION tracker_guard_of_published_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP <> 'INSERT' AND EXISTS (
            SELECT FROM progress_assessment s
            WHERE s.id = OLD.assessment_id AND s.published_at IS NOT NULL))
       OR (TG_OP <> 'DELETE' AND EXISTS (
            SELECT FROM progress_assessment s
            WHERE s.id = NEW.assessment_id AND s.published_at IS NOT NULL)) THEN
        RAISE EXCEPTION 'What a published assessment has in % is never changed; publish its successor.',
            TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""

ATTACH = """
CREATE TRIGGER guard_published BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION tracker_guard_of_published_assessment();
"""


class Migration(migrations.Migration):
    dependencies = [("progress", "0003_drafts_and_settlements")]

    operations = [
        migrations.RunSQL(GUARD, "DROP FUNCTION tracker_guard_of_published_assessment() CASCADE"),
        migrations.RunSQL(ATTACH.format(table="progress_citation"), migrations.RunSQL.noop),
        migrations.RunSQL(ATTACH.format(table="progress_settlement"), migrations.RunSQL.noop),
    ]
