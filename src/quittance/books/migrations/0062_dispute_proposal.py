"""A dispute may bear a proposal of how it should end."""

import quittance.books.keys
from django.db import migrations, models


from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0061_interest_run'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='dispute',
            name='dispute_whole',
        ),
        migrations.AddField(
            model_name='dispute',
            name='proposal',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
        migrations.AddField(
            model_name='dispute',
            name='proposed_amount',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='dispute',
            name='proposed_way',
            field=models.CharField(blank=True, db_default='', default='', max_length=16),
        ),
        migrations.AddField(
            model_name='dispute',
            name='proposer',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=quittance.books.keys.WholeNumbers(columns=['amount', 'proposed_amount'], name='dispute_whole'),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
