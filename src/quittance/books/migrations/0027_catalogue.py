"""The catalogue: items, their prices and their stock; items and units on lines."""

import quittance.books.keys
from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Tables that were made anew have lost what SQLite's planner was told of them."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0026_dunning_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='line',
            name='item',
            field=models.CharField(blank=True, db_default='', default='', help_text='of the catalogue', max_length=64),
        ),
        migrations.AddField(
            model_name='line',
            name='unit',
            field=models.CharField(blank=True, db_default='', default='', help_text='UN/ECE code', max_length=8),
        ),
        migrations.CreateModel(
            name='CatalogueItem',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('number', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=300)),
                ('texts', models.TextField(default='{}', help_text='language -> name, as JSON')),
                ('unit', models.CharField(blank=True, default='', help_text='code of UN/ECE Recommendation 20 or 21', max_length=8)),
                ('tax_category', models.CharField(max_length=16)),
                ('tax_rate_e4', models.IntegerField(help_text='ten-thousandths of a percent')),
                ('tax_reason', models.CharField(blank=True, default='', max_length=300)),
                ('stocked', models.BooleanField(default=False)),
                ('on_hand_e6', models.BigIntegerField(default=0, help_text='millionths')),
                ('low_at_e6', models.BigIntegerField(default=0, help_text='millionths; warn at or below')),
                ('blocks', models.BooleanField(default=False, help_text='an invoice may not take more than there is')),
                ('retired', models.BooleanField(default=False)),
                ('search', models.CharField(default='', help_text='case-folded number and names', max_length=500)),
                ('version', models.IntegerField(default=1)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'catalogue_item',
                'indexes': [models.Index(fields=['tenant_id', 'entity_id', 'search'], name='catalogue_item_search')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id', 'number'), name='catalogue_item_number'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='catalogue_item_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='catalogue_item_entity_id_fk', target='entity'), quittance.books.keys.WholeNumbers(columns=['on_hand_e6', 'low_at_e6'], name='catalogue_item_whole')],
            },
        ),
        migrations.CreateModel(
            name='ItemPrice',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('item_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField(null=True)),
                ('currency', models.CharField(max_length=3)),
                ('valid_from', models.DateField()),
                ('from_quantity_e6', models.BigIntegerField(help_text='millionths')),
                ('price_e6', models.BigIntegerField(help_text='millionths of the major unit, without tax', null=True)),
                ('actor_name', models.CharField(max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'item_price',
                'indexes': [models.Index(fields=['tenant_id', 'item_id', 'customer_id'], name='item_price_item')],
                'constraints': [quittance.books.keys.ScopedForeignKey(column='tenant_id', name='item_price_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='item_id', name='item_price_item_id_fk', target='catalogue_item'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='item_price_customer_id_fk', target='customer'), quittance.books.keys.WholeNumbers(columns=['from_quantity_e6'], name='item_price_whole')],
            },
        ),
        migrations.CreateModel(
            name='StockMove',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('item_id', models.BigIntegerField()),
                ('document_id', models.BigIntegerField(null=True)),
                ('kind', models.CharField(help_text='receive, adjust, issue or return', max_length=16)),
                ('quantity_e6', models.BigIntegerField(help_text='millionths, below zero for what went')),
                ('on', models.DateField(db_column='on_day')),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('actor_name', models.CharField(max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'stock_move',
                'indexes': [models.Index(fields=['tenant_id', 'item_id', 'id'], name='stock_move_item'), models.Index(fields=['tenant_id', 'document_id'], name='stock_move_document')],
                'constraints': [quittance.books.keys.ScopedForeignKey(column='tenant_id', name='stock_move_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='item_id', name='stock_move_item_id_fk', target='catalogue_item'), quittance.books.keys.ScopedForeignKey(column='document_id', name='stock_move_document_id_fk', target='document'), quittance.books.keys.WholeNumbers(columns=['quantity_e6'], name='stock_move_whole')],
            },
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
