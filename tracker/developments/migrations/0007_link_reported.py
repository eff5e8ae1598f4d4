"""An index of reported links: they are few, and figures count them apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("developments", "0006_link_looked")]

    operations = [
        migrations.AddIndex(
            model_name="link",
            index=models.Index(
                condition=models.Q(("standing", "reported")),
                fields=["recommendation", "latest"],
                include=("published_at", "retracted_at"),
                name="link_reported",
            ),
        ),
    ]
