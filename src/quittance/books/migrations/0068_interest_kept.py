"""What everybody owes in interest, kept through the day of the last night: nothing to begin with."""

import quittance.books.keys
from django.db import migrations, models


from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0067_interest_waiver'),
    ]

    operations = [
        migrations.CreateModel(
            name='InterestKept',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('through_on', models.DateField(null=True)),
                ('since', models.BigIntegerField(default=0)),
                ('terms', models.CharField(blank=True, default='', help_text='digest of the terms and rates', max_length=64)),
            ],
            options={
                'db_table': 'interest_kept',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id'), name='interest_kept_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='interest_kept_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='interest_kept_entity_id_fk', target='entity')],
            },
        ),
        migrations.CreateModel(
            name='InterestSum',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('debts', models.IntegerField()),
                ('interest', models.BigIntegerField()),
                ('compensation', models.BigIntegerField()),
                ('elsewhere', models.BigIntegerField()),
                ('provisional', models.BooleanField()),
                ('disputed', models.BigIntegerField()),
            ],
            options={
                'db_table': 'interest_sum',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id', 'customer_id', 'currency'), name='interest_sum_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='interest_sum_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='interest_sum_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='interest_sum_customer_id_fk', target='customer'), quittance.books.keys.WholeNumbers(columns=['interest', 'compensation', 'elsewhere', 'disputed'], name='interest_sum_whole')],
            },
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
