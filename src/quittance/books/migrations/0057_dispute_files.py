"""Files hang on disputes, too: what there is to show."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0056_our_senior'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='dispute_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(condition=models.Q(('dispute_id__isnull', False)), fields=('tenant_id', 'dispute_id', 'name'), name='attachment_dispute_name'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=quittance.books.keys.ScopedForeignKey(column='dispute_id', name='attachment_dispute_id_fk', target='dispute'),
        ),
    ]
