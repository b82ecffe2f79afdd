"""When statements go out, and each one that did or was held back."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0038_role_known'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatementPlan',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField(null=True)),
                ('every', models.CharField(help_text='week, month, quarter or never', max_length=8)),
                ('on_day', models.IntegerField()),
                ('kind', models.CharField(help_text='open_item or activity', max_length=16)),
                ('whole_group', models.BooleanField(default=False, help_text='one paper for the customer and all below it')),
                ('since_on', models.DateField(help_text='no day before it is owed a statement')),
                ('looked_on', models.DateField(help_text='through it everybody has had what they were due', null=True)),
                ('made_by', models.CharField(max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'statement_plan',
            },
        ),
        migrations.CreateModel(
            name='StatementSent',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('kind', models.CharField(help_text='open_item or activity', max_length=16)),
                ('whole_group', models.BooleanField(default=False)),
                ('since_on', models.DateField(help_text='of an activity', null=True)),
                ('until_on', models.DateField()),
                ('period_on', models.DateField(help_text='the day of the plan, none for one that a person sent', null=True)),
                ('rule', models.CharField(blank=True, default='', help_text='why it was not sent', max_length=16)),
                ('actor_name', models.CharField(default='', max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'statement_sent',
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='statement_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='state',
            field=models.CharField(default='queued', help_text='queued, sending, sent, held, failed, bounced or doubtful', max_length=16),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(condition=models.Q(('statement_id__isnull', False)), fields=('tenant_id', 'statement_id'), name='delivery_statement'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=quittance.books.keys.ScopedForeignKey(column='statement_id', name='delivery_statement_id_fk', target='statement_sent'),
        ),
        migrations.AddConstraint(
            model_name='statementplan',
            constraint=models.UniqueConstraint(condition=models.Q(('customer_id__isnull', False)), fields=('tenant_id', 'entity_id', 'customer_id'), name='statement_plan_customer'),
        ),
        migrations.AddConstraint(
            model_name='statementplan',
            constraint=models.UniqueConstraint(condition=models.Q(('customer_id__isnull', True)), fields=('tenant_id', 'entity_id'), name='statement_plan_company'),
        ),
        migrations.AddConstraint(
            model_name='statementplan',
            constraint=quittance.books.keys.ScopedForeignKey(column='tenant_id', name='statement_plan_tenant_fk', target='tenant'),
        ),
        migrations.AddConstraint(
            model_name='statementplan',
            constraint=quittance.books.keys.ScopedForeignKey(column='entity_id', name='statement_plan_entity_id_fk', target='entity'),
        ),
        migrations.AddConstraint(
            model_name='statementplan',
            constraint=quittance.books.keys.ScopedForeignKey(column='customer_id', name='statement_plan_customer_id_fk', target='customer'),
        ),
        migrations.AddIndex(
            model_name='statementsent',
            index=models.Index(fields=['tenant_id', 'entity_id', 'id'], name='statement_sent_latest'),
        ),
        migrations.AddIndex(
            model_name='statementsent',
            index=models.Index(fields=['tenant_id', 'customer_id', 'id'], name='statement_sent_customer'),
        ),
        migrations.AddIndex(
            model_name='statementsent',
            index=models.Index(fields=['tenant_id', 'entity_id', 'period_on'], name='statement_sent_day'),
        ),
        migrations.AddConstraint(
            model_name='statementsent',
            constraint=models.UniqueConstraint(condition=models.Q(('period_on__isnull', False)), fields=('tenant_id', 'entity_id', 'customer_id', 'period_on'), name='statement_sent_period'),
        ),
        migrations.AddConstraint(
            model_name='statementsent',
            constraint=quittance.books.keys.ScopedForeignKey(column='tenant_id', name='statement_sent_tenant_fk', target='tenant'),
        ),
        migrations.AddConstraint(
            model_name='statementsent',
            constraint=quittance.books.keys.ScopedForeignKey(column='entity_id', name='statement_sent_entity_id_fk', target='entity'),
        ),
        migrations.AddConstraint(
            model_name='statementsent',
            constraint=quittance.books.keys.ScopedForeignKey(column='customer_id', name='statement_sent_customer_id_fk', target='customer'),
        ),
    ]
