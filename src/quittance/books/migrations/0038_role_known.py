"""Roles say which permissions there were when they were given some last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0037_inbox")]

    operations = [
        migrations.AddField(
            "role",
            "known",
            models.TextField(
                db_default="[]", default="[]", help_text="permissions there were when it got some last"
            ),
        ),
    ]
