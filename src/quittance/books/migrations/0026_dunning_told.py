"""SQLite's planner is told of the tables of dunning, once their indexes are there."""

from django.db import migrations

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("books", "0025_dunning")]

    operations = [migrations.RunPython(teach, migrations.RunPython.noop)]
