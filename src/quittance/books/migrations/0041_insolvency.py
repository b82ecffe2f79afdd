"""Insolvencies; who was only noted as insolvent is held as everybody else is, until somebody records the case."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import quittance.books.keys
from quittance.books import statistics
from quittance.books.keys import new_id

MOVE = """
    INSERT INTO hold (tenant_id, id, entity_id, customer_id, item_id, reason, until_on, placed_on, lifted_on,
                      actor_name, recorded_at)
    SELECT k.tenant_id, {first} + ROW_NUMBER() OVER (ORDER BY k.tenant_id, k.id), k.entity_id, k.customer_id, NULL,
           'Insolvent, as noted under Reminders', NULL, CURRENT_DATE, NULL, '', 0
    FROM dunning_customer k WHERE k.tenant_id IN (SELECT id FROM tenant) AND k.insolvent
"""


def move(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing in a fresh database."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MOVE.format(first=new_id()))


def teach(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A table that was made anew has lost what SQLite's planner was told of it."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0040_attachments'),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='dunningcustomer',
            name='insolvent',
        ),
        migrations.CreateModel(
            name='Insolvency',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('number', models.CharField(max_length=64)),
                ('opened_on', models.DateField()),
                ('court', models.CharField(max_length=200)),
                ('reference', models.CharField(help_text="the court's number of the case", max_length=100)),
                ('administrator', models.CharField(blank=True, default='', max_length=200)),
                ('file_by', models.DateField(help_text='last day for filing claims', null=True)),
                ('percent_e4', models.IntegerField(help_text='marked for a specific provision, ten-thousandths of a percent')),
                ('hold_id', models.BigIntegerField()),
                ('filed_on', models.DateField(null=True)),
                ('filer', models.CharField(blank=True, default='', max_length=200)),
                ('content', models.BinaryField(null=True)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('ended_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, default='', help_text='how the proceedings ended', max_length=300)),
                ('actor_name', models.CharField(default='', max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'insolvency',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id', 'number'), name='insolvency_number'), models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('tenant_id', 'entity_id', 'customer_id'), name='insolvency_now'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='insolvency_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='insolvency_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='insolvency_customer_id_fk', target='customer'), quittance.books.keys.ScopedForeignKey(column='hold_id', name='insolvency_hold_id_fk', target='hold')],
            },
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
