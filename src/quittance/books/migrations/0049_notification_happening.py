"""The index by which a happening is found to be told of by nobody any more, so that old ones can go."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0048_subscription_sizes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['tenant_id', 'happening_id'], name='notification_happening'),
        ),
    ]
