"""Files that go with documents and drafts."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0039_statements'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('digest', models.CharField(help_text='SHA-256, hexadecimal', max_length=64)),
                ('media_type', models.CharField(max_length=100)),
                ('size_bytes', models.BigIntegerField()),
                ('content', models.BinaryField()),
            ],
            options={
                'db_table': 'stored_file',
                'constraints': [models.UniqueConstraint(fields=('tenant_id', 'digest'), name='stored_file_digest'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='stored_file_tenant_fk', target='tenant'), quittance.books.keys.WholeNumbers(columns=['size_bytes'], name='stored_file_whole')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('pk', models.CompositePrimaryKey('tenant_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('tenant_id', models.BigIntegerField()),
                ('id', models.BigIntegerField(default=quittance.books.keys.new_id)),
                ('entity_id', models.BigIntegerField()),
                ('customer_id', models.BigIntegerField()),
                ('draft_id', models.BigIntegerField(null=True)),
                ('document_id', models.BigIntegerField(null=True)),
                ('file_id', models.BigIntegerField()),
                ('name', models.CharField(max_length=100)),
                ('with_mail', models.BooleanField(default=True)),
                ('actor_name', models.CharField(default='', max_length=200)),
                ('recorded_at', models.BigIntegerField(help_text='microseconds since 1970, UTC')),
            ],
            options={
                'db_table': 'attachment',
                'indexes': [models.Index(fields=['tenant_id', 'file_id'], name='attachment_file')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('document_id__isnull', False)), fields=('tenant_id', 'document_id', 'name'), name='attachment_document_name'), models.UniqueConstraint(condition=models.Q(('draft_id__isnull', False)), fields=('tenant_id', 'draft_id', 'name'), name='attachment_draft_name'), quittance.books.keys.ScopedForeignKey(column='tenant_id', name='attachment_tenant_fk', target='tenant'), quittance.books.keys.ScopedForeignKey(column='entity_id', name='attachment_entity_id_fk', target='entity'), quittance.books.keys.ScopedForeignKey(column='customer_id', name='attachment_customer_id_fk', target='customer'), quittance.books.keys.ScopedForeignKey(column='draft_id', name='attachment_draft_id_fk', target='draft'), quittance.books.keys.ScopedForeignKey(column='document_id', name='attachment_document_id_fk', target='document'), quittance.books.keys.ScopedForeignKey(column='file_id', name='attachment_file_id_fk', target='stored_file')],
            },
        ),
    ]
