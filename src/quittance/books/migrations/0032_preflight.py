"""What is looked at before an invoice leaves."""

import quittance.books.keys
from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Tables that were made anew have lost what SQLite's planner was told of them."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0031_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='order_required',
            field=models.BooleanField(db_default=False, default=False, help_text='invoices need their order'),
        ),
        migrations.CreateModel(
            name='PreflightLevel',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('check_name', models.CharField(max_length=16)),
                ('level', models.CharField(max_length=8)),
            ],
            options={
                'db_table': 'preflight_level',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id', 'check_name'), name='preflight_level_check'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='preflight_level_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='preflight_level_entity_id_fk', target='entity')],
            },
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
