"""What is open by due day, and what SQLite's planner is told of the large tables."""

import datetime

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from quittance.books import statistics

NEVER = datetime.date(9999, 12, 31)


def teach(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The figures go in with the last index; a later migration that adds one repeats this."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("books", "0005_cash")]

    operations = [
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["tenant_id", "entity_id", "due_on", "id"],
                condition=models.Q(closed_on=NEVER),
                name="open_item_due",
            ),
        ),
        migrations.RemoveIndex("openitem", "open_item_part"),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["tenant_id", "entity_id", "due_on", "id"],
                condition=models.Q(allocated__gt=0, closed_on=NEVER),
                name="open_item_part",
            ),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
