"""A run of reminders may be stopped: how many of it stayed unsent."""

from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0068_interest_kept'),
    ]

    operations = [
        migrations.AddField(
            model_name='dunningrun',
            name='unsent',
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
