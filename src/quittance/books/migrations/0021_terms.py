"""Terms granted to customers, holidays, and what an early-payment discount needs."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', "0020_cash_calibration"),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='goods_on',
            field=models.DateField(help_text='when the goods were received', null=True),
        ),
        migrations.CreateModel(
            name='DiscountPolicy',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('part_payments', models.BooleanField(help_text='whether a part earns its share of the discount')),
                ('tax', models.CharField(blank=True, default='', max_length=16)),
            ],
            options={
                'db_table': 'discount_policy',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id'), name='discount_policy_entity'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='discount_policy_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='discount_policy_entity_id_fk', target='entity')],
            },
        ),
        migrations.CreateModel(
            name='GrantedTerms',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('customer_id', models.BigIntegerField()),
                ('valid_from', models.DateField()),
                ('terms', models.CharField(max_length=200)),
                ('reference', models.CharField(blank=True, default='', help_text='the contract they come from', max_length=128)),
                ('reason', models.CharField(blank=True, default='', max_length=300)),
                ('actor_name', models.CharField(max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'granted_terms',
                'indexes': [models.Index(fields=['tenant_id', 'customer_id', 'valid_from'], name='granted_terms_customer')],
                'constraints': [quittance.books.keys.ScopedForeignKey(column='tenant_id', name='granted_terms_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='granted_terms_customer_id_fk', target='customer')],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('on', models.DateField(db_column='on_day')),
                ('name', models.CharField(blank=True, default='', max_length=100)),
            ],
            options={
                'db_table': 'holiday',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id', 'on'), name='holiday_day'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='holiday_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='holiday_entity_id_fk', target='entity')],
            },
        ),
    ]
