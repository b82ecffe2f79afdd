"""Dossiers for agencies and lawyers, and what pursuing them costs."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0035_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('number', models.CharField(max_length=64)),
                ('currency', models.CharField(max_length=3)),
                ('credit', models.BigIntegerField(help_text='set off: what the customer had to use')),
                ('receiver_kind', models.CharField(help_text='agency or lawyer', max_length=16)),
                ('receiver', models.CharField(max_length=200)),
                ('reference', models.CharField(blank=True, default='', help_text="the receiver's own number", max_length=100)),
                ('note', models.CharField(blank=True, default='', max_length=500)),
                ('state', models.CharField(max_length=16)),
                ('through_on', models.DateField(help_text='last day of interest')),
                ('proposed_on', models.DateField()),
                ('proposed_by', models.CharField(help_text='kind and id of who proposed it', max_length=64)),
                ('proposer', models.CharField(default='', max_length=200)),
                ('released_on', models.DateField(null=True)),
                ('released_at', models.BigIntegerField(default=0, help_text='microseconds since 1970, UTC')),
                ('releaser', models.CharField(blank=True, default='', max_length=200)),
                ('hold_id', models.BigIntegerField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, default='', help_text='why it was recalled or dropped', max_length=300)),
                ('content', models.BinaryField(null=True)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'dossier',
                'indexes': [models.Index(fields=['tenant_id', 'entity_id', 'state', 'id'], name='dossier_state'), models.Index(fields=['tenant_id', 'customer_id', 'id'], name='dossier_customer')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'entity_id', 'number'), name='dossier_number'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='dossier_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='dossier_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='dossier_customer_id_fk', target='customer'), quittance.books.keys.ScopedForeignKey(column='hold_id', name='dossier_hold_id_fk', target='hold'), quittance.books.keys.WholeNumbers(columns=['credit'], name='dossier_whole')],
            },
        ),
        migrations.CreateModel(
            name='DossierPart',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('dossier_id', models.BigIntegerField()),
                ('item_id', models.BigIntegerField()),
                ('open', models.BigIntegerField()),
                ('disputed', models.BigIntegerField()),
                ('interest', models.BigIntegerField()),
                ('compensation', models.BigIntegerField()),
                ('spans', models.TextField(default='[]', help_text='how the interest comes about, JSON')),
            ],
            options={
                'db_table': 'dossier_part',
                'indexes': [models.Index(fields=['tenant_id', 'item_id'], name='dossier_part_item')],
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'dossier_id', 'item_id'), name='dossier_part_once'), models.CheckConstraint(condition=models.Q(('open__gt', 0)), name='dossier_part_positive'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='dossier_part_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='dossier_id', name='dossier_part_dossier_id_fk', target='dossier'), quittance.books.keys.ScopedForeignKey(column='item_id', name='dossier_part_item_id_fk', target='open_item'), quittance.books.keys.WholeNumbers(columns=['open', 'disputed', 'interest', 'compensation'], name='dossier_part_whole')],
            },
        ),
        migrations.CreateModel(
            name='CollectionCost',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('dossier_id', models.BigIntegerField()),
                ('kind', models.CharField(help_text='a word of rules.dossiers.COSTS', max_length=16)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.BigIntegerField()),
                ('incurred_on', models.DateField()),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('document_id', models.BigIntegerField(null=True)),
                ('removed_on', models.DateField(null=True)),
                ('actor_name', models.CharField(default='', max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'collection_cost',
                'indexes': [models.Index(fields=['tenant_id', 'dossier_id', 'id'], name='collection_cost_dossier'), models.Index(fields=['tenant_id', 'document_id'], name='collection_cost_document')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='collection_cost_positive'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='collection_cost_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='collection_cost_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='dossier_id', name='collection_cost_dossier_id_fk', target='dossier'), quittance.books.keys.ScopedForeignKey(column='document_id', name='collection_cost_document_id_fk', target='document'), quittance.books.keys.WholeNumbers(columns=['amount'], name='collection_cost_whole')],
            },
        ),
    ]
