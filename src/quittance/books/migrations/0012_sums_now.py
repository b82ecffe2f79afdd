"""Sums that are not zero in an index of their own."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from quittance.books import statistics


def teach(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite's planner is told of the new index."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("books", "0011_bank_profile")]

    operations = [
        migrations.AddIndex(
            model_name="opensum",
            index=models.Index(
                condition=models.Q(("credit", 0), ("credit_base", 0), ("debit", 0), ("debit_base", 0), _negated=True),
                fields=[
                    "tenant_id",
                    "entity_id",
                    "whose",
                    "due_on",
                    "currency",
                    "debit",
                    "credit",
                    "debit_base",
                    "credit_base",
                ],
                name="open_sum_now",
            ),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
