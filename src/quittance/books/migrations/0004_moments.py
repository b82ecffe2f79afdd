"""The moments of entries in their order: each entry takes one after the last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0003_banking")]

    operations = [
        migrations.AddIndex("entry", models.Index(fields=["tenant_id", "recorded_at"], name="entry_moment")),
    ]
