"""Published assessments are never changed but by being retracted, once, and never deleted."""

from django.db import migrations

ATTACH = """
CREATE TRIGGER guard_published BEFORE UPDATE OR DELETE ON progress_assessment
    FOR EACH ROW EXECUTE FUNCTION tracker_guard_published();
"""


class Migration(migrations.Migration):
    dependencies = [("progress", "0001_initial"), ("developments", "0003_guard_published_rows")]

    operations = [
        migrations.RunSQL(ATTACH, "DROP TRIGGER guard_published ON progress_assessment"),
    ]
