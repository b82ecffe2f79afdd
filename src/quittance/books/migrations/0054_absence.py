"""Who is away, and who stands in for them."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0053_dossier_collected'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('member_id', models.BigIntegerField()),
                ('stand_in_id', models.BigIntegerField()),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('actor_name', models.CharField(default='', max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'absence',
                'indexes': [models.Index(fields=['tenant_id', 'until_on'], name='absence_until')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='absence_days'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='absence_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='member_id', name='absence_member_id_fk', target='member'), quittance.books.keys.ScopedForeignKey(column='stand_in_id', name='absence_stand_in_id_fk', target='member')],
            },
        ),
    ]
