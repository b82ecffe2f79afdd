"""The index by which a number of a reminder is found to be free, however many reminders there are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0049_notification_happening'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(fields=['tenant_id', 'entity_id', 'number'], name='reminder_number'),
        ),
    ]
