"""Seniors of the company's own: who a customer's account is escalated to, and whom a step inside has given it to.

What is inside stands in no message's way, so the two are told apart where one of a customer is under way. Whoever
looks after a customer is told of an escalation, as of the other things that need no setting up.
"""

from django.db import migrations, models

import quittance.books.keys
from quittance.books import statistics
from quittance.books.keys import new_ids

UNDER_WAY = ["waiting", "queued", "sending"]
STANDING = (
    "SELECT s.tenant_id, s.id FROM subscription s WHERE s.standard AND EXISTS (SELECT 1 FROM subscription_topic t "
    "WHERE t.tenant_id = s.tenant_id AND t.subscription_id = s.id AND t.topic = 'hold') AND NOT EXISTS (SELECT 1 "
    "FROM subscription_topic t WHERE t.tenant_id = s.tenant_id AND t.subscription_id = s.id AND t.topic = 'escalated')"
)


def teach(apps, schema_editor):
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


def tell(apps, schema_editor):
    """Add the topic to the subscriptions that everybody has and that were not emptied."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(STANDING)
        found = cursor.fetchall()
        rows = [(tenant, id, one) for (tenant, one), id in zip(found, new_ids(max(1, len(found))))]
        if rows:
            cursor.executemany(
                "INSERT INTO subscription_topic (tenant_id, id, subscription_id, topic) "
                "VALUES (%s, %s, %s, 'escalated')",
                rows,
            )


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0055_payer_grade'),
    ]

    operations = [
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name='reminder', name='reminder_under_way'),
        migrations.RemoveConstraint(model_name='reminder', name='reminder_once_a_day'),
        migrations.AddField(
            model_name='dunningcustomer',
            name='our_senior_id',
            field=models.BigIntegerField(help_text='member to whom the account is escalated', null=True),
        ),
        migrations.AddField(
            model_name='reminder',
            name='owner_id',
            field=models.BigIntegerField(help_text='member to whom an account was given inside', null=True),
        ),
        migrations.AddConstraint(
            model_name='dunningcustomer',
            constraint=quittance.books.keys.ScopedForeignKey(
                column='our_senior_id', name='dunning_customer_our_senior_id_fk', target='member'
            ),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(
                condition=models.Q(state__in=UNDER_WAY) & ~models.Q(channel='inside'),
                fields=('tenant_id', 'entity_id', 'customer_id'),
                name='reminder_under_way',
            ),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(
                condition=models.Q(state__in=UNDER_WAY, channel='inside'),
                fields=('tenant_id', 'entity_id', 'customer_id'),
                name='reminder_inside',
            ),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(
                condition=~models.Q(state='held') & ~models.Q(channel='inside'),
                fields=('tenant_id', 'entity_id', 'customer_id', 'cycle_on'),
                name='reminder_once_a_day',
            ),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=quittance.books.keys.ScopedForeignKey(
                column='owner_id', name='reminder_owner_id_fk', target='member'
            ),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
