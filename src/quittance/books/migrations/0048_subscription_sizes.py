"""What SQLite's planner is told of the tables of subscriptions, once all their indexes are there."""

from django.db import migrations

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0047_subscriptions'),
    ]

    operations = [
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
