"""Payers' grades, kept for the day of which they are: none of any day to begin with."""

import quittance.books.keys
from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0054_absence'),
    ]

    operations = [
        migrations.CreateModel(
            name='Grading',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('graded_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'grading',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id'), name='grading_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='grading_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='grading_entity_id_fk', target='entity')],
            },
        ),
        migrations.CreateModel(
            name='PayerGrade',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('grade', models.CharField(blank=True, default='', max_length=1)),
                ('days_late', models.IntegerField(help_text='mean of a year by amount, below zero for early', null=True)),
                ('broken', models.IntegerField(default=0, help_text='1 when a promise was broken lately and nobody has talked since')),
                ('since_on', models.DateField()),
            ],
            options={
                'db_table': 'payer_grade',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id', 'customer_id'), name='payer_grade_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='payer_grade_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='payer_grade_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='payer_grade_customer_id_fk', target='customer')],
            },
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
