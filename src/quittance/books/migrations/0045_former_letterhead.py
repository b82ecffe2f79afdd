"""Who the company was on papers before it changed its name, address or numbers."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0044_posted_letter'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerLetterhead',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('until', models.BigIntegerField(help_text='microseconds since 1970, UTC: papers recorded before it')),
                ('name', models.CharField(max_length=200)),
                ('country', models.CharField(blank=True, default='', max_length=2)),
                ('legal_name', models.CharField(blank=True, default='', max_length=200)),
                ('street', models.CharField(blank=True, default='', max_length=300)),
                ('postcode', models.CharField(blank=True, default='', max_length=20)),
                ('city', models.CharField(blank=True, default='', max_length=100)),
                ('region', models.CharField(blank=True, default='', max_length=100)),
                ('vat_id', models.CharField(blank=True, default='', max_length=32)),
                ('tax_number', models.CharField(blank=True, default='', max_length=40)),
                ('registration', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'db_table': 'former_letterhead',
                'indexes': [models.Index(fields=['tenant_id', 'entity_id', 'until'], name='former_letterhead_entity')],
                'constraints': [quittance.books.keys.ScopedForeignKey(column='tenant_id', name='former_letterhead_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='former_letterhead_entity_id_fk', target='entity')],
            },
        ),
    ]
