"""What schedules say from a day on, by edits."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0042_reviews'),
    ]

    operations = [
        migrations.AddField(
            model_name='schedule',
            name='version',
            field=models.IntegerField(db_default=1, default=1, help_text='counts its edits'),
        ),
        migrations.CreateModel(
            name='ScheduleContent',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('schedule_id', models.BigIntegerField()),
                ('version', models.IntegerField()),
                ('from_on', models.DateField()),
                ('total', models.BigIntegerField()),
                ('content', models.TextField()),
                ('made_by', models.CharField(max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'schedule_content',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'schedule_id', 'version'), name='schedule_content_version'), models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='schedule_content_positive'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='schedule_content_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='schedule_content_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='schedule_id', name='schedule_content_schedule_id_fk', target='schedule'), quittance.books.keys.WholeNumbers(columns=['total', 'version'], name='schedule_content_whole')],
            },
        ),
    ]
