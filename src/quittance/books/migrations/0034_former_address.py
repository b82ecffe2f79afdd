"""What papers said of customers before they moved."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0033_batches'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('customer_id', models.BigIntegerField()),
                ('until', models.BigIntegerField(help_text='microseconds since 1970, UTC: papers recorded before it')),
                ('name', models.CharField(max_length=300)),
                ('vat_id', models.CharField(blank=True, default='', max_length=32)),
                ('language', models.CharField(max_length=8)),
                ('street', models.CharField(blank=True, default='', max_length=300)),
                ('postcode', models.CharField(blank=True, default='', max_length=20)),
                ('city', models.CharField(blank=True, default='', max_length=100)),
                ('region', models.CharField(blank=True, default='', max_length=100)),
                ('country', models.CharField(blank=True, default='', max_length=2)),
            ],
            options={
                'db_table': 'former_address',
                'indexes': [models.Index(fields=['tenant_id', 'customer_id', 'until'], name='former_address_customer')],
                'constraints': [quittance.books.keys.ScopedForeignKey(column='tenant_id', name='former_address_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='former_address_customer_id_fk', target='customer')],
            },
        ),
    ]
