"""Interest terms say whether a new half-year's reference rate counts for what is late already."""

from django.db import migrations, models


from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0063_bounced_too'),
    ]

    operations = [
        migrations.AddField(
            model_name='interestterms',
            name='fixing',
            field=models.CharField(db_default='law', default='law', max_length=8),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
