"""The index of reminders' numbers holds those that have one: PostgreSQL took all that wait without one for equal."""

from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0051_aging_detail'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='reminder', name='reminder_number'),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(
                fields=['tenant_id', 'entity_id', 'number'],
                name='reminder_numbered',
                condition=models.Q(number__gt=''),
            ),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
