"""Reviews of finished work."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0041_insolvency'),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('event_id', models.BigIntegerField()),
                ('person_id', models.BigIntegerField(help_text='whose work it is')),
                ('person_name', models.CharField(max_length=200)),
                ('week_on', models.DateField(help_text='the Monday of the week that it was drawn from')),
                ('kind', models.CharField(max_length=16)),
                ('marks', models.TextField(help_text='question -> yes, no or none, JSON; questions of rules.reviews')),
                ('score', models.IntegerField(help_text='percent')),
                ('note', models.CharField(blank=True, default='', max_length=1000)),
                ('reviewer_name', models.CharField(default='', max_length=200)),
                ('reviewed_on', models.DateField()),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'review',
                'indexes': [models.Index(fields=['tenant_id', 'entity_id', 'week_on'], name='review_week')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'event_id'), name='review_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='review_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='review_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='event_id', name='review_event_id_fk', target='event'), quittance.books.keys.ScopedForeignKey(column='person_id', name='review_person_id_fk', target='member'), quittance.books.keys.WholeNumbers(columns=['score'], name='review_whole')],
            },
        ),
    ]
