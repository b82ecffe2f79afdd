"""Mobile numbers for text messages, and what became of each."""

from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0034_former_address'),
    ]

    operations = [
        migrations.AddField(
            model_name='dunningcustomer',
            name='mobile',
            field=models.CharField(blank=True, db_default='', default='', help_text='for texts, E.164', max_length=16),
        ),
        migrations.AddField(
            model_name='dunningcustomer',
            name='unreachable',
            field=models.CharField(blank=True, db_default='', default='', help_text='number that no text could reach', max_length=16),
        ),
        migrations.AddField(
            model_name='reminder',
            name='arrived',
            field=models.CharField(blank=True, db_default='', default='', help_text='delivered, read or undelivered, as reported', max_length=16),
        ),
        migrations.AddField(
            model_name='reminder',
            name='parts',
            field=models.IntegerField(db_default=0, default=0, help_text='SMS that a text takes'),
        ),
        migrations.AddIndex(
            model_name='dunningcustomer',
            index=models.Index(condition=models.Q(('mobile', ''), _negated=True), fields=['tenant_id', 'entity_id', 'mobile'], name='dunning_customer_mobile'),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
