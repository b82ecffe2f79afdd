"""Deposits, what is drawn on them, and what notes correct."""

import quittance.books.keys
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from quittance.books.keys import new_id

OPEN = """
    INSERT INTO account (tenant_id, id, entity_id, code, name, kind)
    SELECT e.tenant_id, {first} + ROW_NUMBER() OVER (ORDER BY e.tenant_id, e.id), e.id,
           CASE WHEN EXISTS (SELECT 1 FROM account b WHERE b.tenant_id = e.tenant_id AND b.entity_id = e.id
                             AND b.code = '2100') THEN '2100-deposits' ELSE '2100' END,
           'Deposits of customers', 'deposit'
    FROM entity e WHERE e.tenant_id IN (SELECT id FROM tenant) AND NOT EXISTS
        (SELECT 1 FROM account a WHERE a.tenant_id = e.tenant_id AND a.entity_id = e.id AND a.kind = 'deposit')
"""


def open_accounts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing in a fresh database."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OPEN.format(first=new_id()))


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0045_former_letterhead'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('document_id', models.BigIntegerField()),
                ('corrects_id', models.BigIntegerField()),
            ],
            options={
                'db_table': 'correction',
                'indexes': [models.Index(fields=['tenant_id', 'corrects_id'], name='correction_of')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'document_id', 'corrects_id'), name='correction_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='correction_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='correction_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='document_id', name='correction_document_id_fk', target='document'), quittance.books.keys.ScopedForeignKey(column='corrects_id', name='correction_corrects_id_fk', target='document')],
            },
        ),
        migrations.CreateModel(
            name='Deposit',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('document_id', models.BigIntegerField()),
            ],
            options={
                'db_table': 'deposit',
                'indexes': [models.Index(fields=['tenant_id', 'customer_id', 'id'], name='deposit_customer')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'document_id'), name='deposit_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='deposit_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='deposit_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='deposit_customer_id_fk', target='customer'), quittance.books.keys.ScopedForeignKey(column='document_id', name='deposit_document_id_fk', target='document')],
            },
        ),
        migrations.CreateModel(
            name='DepositDraw',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('deposit_id', models.BigIntegerField(help_text='the document of the deposit')),
                ('document_id', models.BigIntegerField()),
                ('item_id', models.BigIntegerField()),
                ('amount', models.BigIntegerField()),
                ('tax', models.BigIntegerField()),
                ('base_amount', models.BigIntegerField()),
            ],
            options={
                'db_table': 'deposit_draw',
                'indexes': [models.Index(fields=['tenant_id', 'deposit_id', 'document_id'], name='deposit_draw_deposit')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'document_id', 'deposit_id'), name='deposit_draw_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='deposit_draw_positive'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='deposit_draw_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='deposit_draw_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='deposit_id', name='deposit_draw_deposit_id_fk', target='document'), quittance.books.keys.ScopedForeignKey(column='document_id', name='deposit_draw_document_id_fk', target='document'), quittance.books.keys.ScopedForeignKey(column='item_id', name='deposit_draw_item_id_fk', target='open_item'), quittance.books.keys.WholeNumbers(columns=['amount', 'tax', 'base_amount'], name='deposit_draw_whole')],
            },
        ),
        migrations.RunPython(open_accounts, migrations.RunPython.noop),
    ]
