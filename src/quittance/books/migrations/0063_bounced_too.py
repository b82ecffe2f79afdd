"""Two addresses that mail came back from are known, so that the next goes to neither."""

from django.db import migrations, models


from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0062_dispute_proposal'),
    ]

    operations = [
        migrations.AddField(
            model_name='dunningcustomer',
            name='bounced_too',
            field=models.CharField(blank=True, db_default='', default='', help_text='another one that it came back from before', max_length=254),
        ),
        migrations.AlterField(
            model_name='dunningcustomer',
            name='bounced',
            field=models.CharField(blank=True, default='', help_text='address mail came back from last', max_length=254),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
