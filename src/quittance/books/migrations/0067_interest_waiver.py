"""Late interest that is given up is kept: who proposed it, who gave it, and through which day."""

import quittance.books.keys
from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0066_reminder_rule'),
    ]

    operations = [
        migrations.CreateModel(
            name='InterestWaiver',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('item_id', models.BigIntegerField()),
                ('asked_through_on', models.DateField()),
                ('through_on', models.DateField(help_text='the last day of it, which is that of the payment where it was paid')),
                ('interest', models.BigIntegerField()),
                ('compensation', models.BigIntegerField()),
                ('state', models.CharField(max_length=16)),
                ('reason', models.CharField(max_length=300)),
                ('ended', models.CharField(blank=True, default='', max_length=300)),
                ('made_on', models.DateField()),
                ('made_by', models.CharField(max_length=64)),
                ('actor_name', models.CharField(max_length=200)),
                ('approved_by', models.CharField(blank=True, default='', max_length=200)),
                ('decided_on', models.DateField(null=True)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'interest_waiver',
                'indexes': [models.Index(fields=['tenant_id', 'item_id', 'state'], name='interest_waiver_item'), models.Index(fields=['tenant_id', 'entity_id', 'state'], name='interest_waiver_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('tenant_id', 'item_id'), name='interest_waiver_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='interest_waiver_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='interest_waiver_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='interest_waiver_customer_id_fk', target='customer'), quittance.books.keys.ScopedForeignKey(column='item_id', name='interest_waiver_item_id_fk', target='open_item'), quittance.books.keys.WholeNumbers(columns=['interest', 'compensation'], name='interest_waiver_whole')],
            },
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
