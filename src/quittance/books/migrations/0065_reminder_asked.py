"""What a reminder asked for and left out, line by line, as it was when it went."""

import quittance.books.keys
from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0064_interest_fixing'),
    ]

    operations = [
        migrations.AddField(
            model_name='reminder',
            name='interest',
            field=models.TextField(db_default='[]', default='[]', help_text='named in it: currency, all of it and its fixed sum, JSON'),
        ),
        migrations.CreateModel(
            name='ReminderAsked',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('reminder_id', models.BigIntegerField()),
                ('item_id', models.BigIntegerField()),
                ('due_on', models.DateField()),
                ('open', models.BigIntegerField()),
                ('amount', models.BigIntegerField()),
            ],
            options={
                'db_table': 'reminder_asked',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'reminder_id', 'item_id'), name='reminder_asked_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='reminder_asked_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='reminder_id', name='reminder_asked_reminder_id_fk', target='reminder'), quittance.books.keys.ScopedForeignKey(column='item_id', name='reminder_asked_item_id_fk', target='open_item'), quittance.books.keys.WholeNumbers(columns=['open', 'amount'], name='reminder_asked_whole')],
            },
        ),
        migrations.CreateModel(
            name='ReminderLeft',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('reminder_id', models.BigIntegerField()),
                ('item_id', models.BigIntegerField()),
                ('rule', models.CharField(help_text='a word of rules.dunning.ITEM_RULES', max_length=16)),
                ('amount', models.BigIntegerField()),
            ],
            options={
                'db_table': 'reminder_left',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'reminder_id', 'item_id', 'rule'), name='reminder_left_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='reminder_left_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='reminder_id', name='reminder_left_reminder_id_fk', target='reminder'), quittance.books.keys.ScopedForeignKey(column='item_id', name='reminder_left_item_id_fk', target='open_item'), quittance.books.keys.WholeNumbers(columns=['amount'], name='reminder_left_whole')],
            },
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
