"""Who is told of what: subscriptions, what happened, and what was told."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0046_deposits'),
    ]

    operations = [
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('member_id', models.BigIntegerField(null=True)),
                ('contact_id', models.BigIntegerField(null=True)),
                ('webhook_id', models.BigIntegerField(null=True)),
                ('scope', models.CharField(help_text='a word of rules.subscriptions', max_length=16)),
                ('customer_id', models.BigIntegerField(null=True)),
                ('channel', models.CharField(help_text='a word of rules.subscriptions', max_length=16)),
                ('least_base', models.BigIntegerField(default=0, help_text='base minor units; 0 for every amount')),
                ('days', models.IntegerField(default=1, help_text='days late at which an overdue invoice speaks')),
                ('quiet', models.BooleanField(default=True, help_text='mail at once waits for the morning')),
                ('standard', models.BooleanField(default=False)),
                ('paused', models.BooleanField(default=False)),
                ('left_at', models.BigIntegerField(default=0, help_text='microseconds since 1970, UTC')),
                ('since', models.BigIntegerField()),
                ('actor_name', models.CharField(default='', max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'subscription',
                'indexes': [models.Index(fields=['tenant_id', 'customer_id', 'scope'], name='subscription_customer'), models.Index(fields=['tenant_id', 'member_id', 'scope'], name='subscription_member'), models.Index(condition=models.Q(('paused', False), ('scope', 'all')), fields=['tenant_id', 'entity_id'], name='subscription_all')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('standard', True)), fields=('tenant_id', 'entity_id', 'member_id'), name='subscription_standard'), models.CheckConstraint(condition=models.Q(models.Q(('contact_id', None), ('member_id__isnull', False), ('webhook_id', None)), models.Q(('contact_id__isnull', False), ('member_id', None), ('webhook_id', None)), models.Q(('contact_id', None), ('member_id', None), ('webhook_id__isnull', False)), _connector='OR'), name='subscription_one'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='subscription_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='subscription_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='member_id', name='subscription_member_id_fk', target='member'), quittance.books.keys.ScopedForeignKey(column='contact_id', name='subscription_contact_id_fk', target='contact'), quittance.books.keys.ScopedForeignKey(column='webhook_id', name='subscription_webhook_id_fk', target='webhook'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='subscription_customer_id_fk', target='customer'), quittance.books.keys.WholeNumbers(columns=['least_base'], name='subscription_whole')],
            },
        ),
        migrations.CreateModel(
            name='SubscriptionTopic',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('subscription_id', models.BigIntegerField()),
                ('topic', models.CharField(help_text='a word of rules.topics', max_length=32)),
            ],
            options={
                'db_table': 'subscription_topic',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'subscription_id', 'topic'), name='subscription_topic_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='subscription_topic_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='subscription_id', name='subscription_topic_subscription_id_fk', target='subscription')],
            },
        ),
        migrations.CreateModel(
            name='Happening',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('topic', models.CharField(help_text='a word of rules.topics', max_length=32)),
                ('source', models.CharField(max_length=64)),
                ('moment', models.BigIntegerField()),
                ('currency', models.CharField(blank=True, default='', max_length=3)),
                ('amount', models.BigIntegerField(null=True)),
                ('base_amount', models.BigIntegerField(null=True)),
                ('days', models.IntegerField(default=0)),
                ('public', models.BooleanField(default=False, help_text="the customer's own business")),
                ('doer', models.BigIntegerField(default=0, help_text='the member who did it, 0 for nobody')),
                ('doer_name', models.CharField(default='', max_length=200)),
                ('facts', models.TextField(default='{}')),
                ('happened_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'happening',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'source', 'topic'), name='happening_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='happening_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='happening_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='happening_customer_id_fk', target='customer')],
            },
        ),
        migrations.CreateModel(
            name='Heard',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('through', models.BigIntegerField()),
                ('day', models.DateField(null=True)),
            ],
            options={
                'db_table': 'heard',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id'), name='heard_once'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='heard_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='heard_entity_id_fk', target='entity')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('member_id', models.BigIntegerField(null=True)),
                ('contact_id', models.BigIntegerField(null=True)),
                ('channel', models.CharField(max_length=16)),
                ('address', models.CharField(max_length=254)),
                ('state', models.CharField(default='queued', max_length=16)),
                ('message', models.CharField(help_text='Message-ID', max_length=200)),
                ('fault', models.CharField(blank=True, default='', max_length=500)),
                ('queued_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
                ('settled_at', models.BigIntegerField(default=0)),
            ],
            options={
                'db_table': 'notice',
                'constraints': [quittance.books.keys.ScopedForeignKey(column='tenant_id', name='notice_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='notice_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='member_id', name='notice_member_id_fk', target='member'), quittance.books.keys.ScopedForeignKey(column='contact_id', name='notice_contact_id_fk', target='contact')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('subscription_id', models.BigIntegerField()),
                ('happening_id', models.BigIntegerField()),
                ('member_id', models.BigIntegerField(null=True)),
                ('contact_id', models.BigIntegerField(null=True)),
                ('webhook_id', models.BigIntegerField(null=True)),
                ('channel', models.CharField(max_length=16)),
                ('quiet', models.BooleanField(default=True)),
                ('waits', models.BooleanField(default=False)),
                ('notice_id', models.BigIntegerField(null=True)),
                ('read_at', models.BigIntegerField(default=0, help_text='microseconds since 1970, UTC; 0 for not yet')),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'notification',
                'indexes': [models.Index(condition=models.Q(('read_at', 0)), fields=['tenant_id', 'entity_id', 'member_id'], name='notification_unread'), models.Index(fields=['tenant_id', 'entity_id', 'member_id', 'id'], name='notification_list'), models.Index(condition=models.Q(('waits', True)), fields=['tenant_id', 'entity_id', 'channel', 'recorded_at'], name='notification_waits'), models.Index(condition=models.Q(('notice_id__isnull', False)), fields=['tenant_id', 'notice_id'], name='notification_notice')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'subscription_id', 'happening_id'), name='notification_subscription'), models.UniqueConstraint(condition=models.Q(('member_id__isnull', False)), fields=('tenant_id', 'member_id', 'happening_id'), name='notification_member'), models.UniqueConstraint(condition=models.Q(('contact_id__isnull', False)), fields=('tenant_id', 'contact_id', 'happening_id'), name='notification_contact'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='notification_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='notification_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='subscription_id', name='notification_subscription_id_fk', target='subscription'), quittance.books.keys.ScopedForeignKey(column='happening_id', name='notification_happening_id_fk', target='happening'), quittance.books.keys.ScopedForeignKey(column='member_id', name='notification_member_id_fk', target='member'), quittance.books.keys.ScopedForeignKey(column='contact_id', name='notification_contact_id_fk', target='contact'), quittance.books.keys.ScopedForeignKey(column='webhook_id', name='notification_webhook_id_fk', target='webhook'), quittance.books.keys.ScopedForeignKey(column='notice_id', name='notification_notice_id_fk', target='notice')],
            },
        ),
    ]
