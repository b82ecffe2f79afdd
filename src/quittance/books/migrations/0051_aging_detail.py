"""The index of what is open holds all that the detail of aging asks of an item."""

import datetime

from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0050_reminder_number'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='openitem',
            name='open_item_now',
        ),
        migrations.AddIndex(
            model_name='openitem',
            index=models.Index(condition=models.Q(('closed_on', datetime.date(9999, 12, 31))), fields=['tenant_id', 'entity_id', 'customer_id', 'due_on', 'id', 'side', 'currency', 'amount', 'allocated', 'base_amount', 'allocated_base', 'effective_on', 'touched_on', 'closed_on', 'kind', 'document_id', 'payment_id'], name='open_item_now'),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
