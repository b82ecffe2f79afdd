"""The log of registered post."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0043_schedule_content'),
    ]

    operations = [
        migrations.CreateModel(
            name='PostedLetter',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('reminder_id', models.BigIntegerField()),
                ('carrier', models.CharField(blank=True, default='', max_length=100)),
                ('tracking', models.CharField(max_length=100)),
                ('posted_on', models.DateField()),
                ('state', models.CharField(max_length=16)),
                ('ended_on', models.DateField(null=True)),
                ('proof', models.CharField(blank=True, default='', help_text='who signed, or where the receipt is', max_length=300)),
                ('actor_name', models.CharField(default='', max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'posted_letter',
                'indexes': [models.Index(fields=['tenant_id', 'entity_id', 'id'], name='posted_letter_log'), models.Index(fields=['tenant_id', 'customer_id', 'id'], name='posted_letter_customer')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'reminder_id'), name='posted_letter_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='posted_letter_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='posted_letter_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='posted_letter_customer_id_fk', target='customer'), quittance.books.keys.ScopedForeignKey(column='reminder_id', name='posted_letter_reminder_id_fk', target='reminder')],
            },
        ),
    ]
