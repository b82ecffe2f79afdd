"""The word of a rule may be longer: no_postal_address is."""

from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0065_reminder_asked'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reminder',
            name='rule',
            field=models.CharField(blank=True, default='', help_text='why it was held', max_length=24),
        ),
        migrations.AlterField(
            model_name='reminderheld',
            name='rule',
            field=models.CharField(help_text='a word of rules.dunning.RULES', max_length=24),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
