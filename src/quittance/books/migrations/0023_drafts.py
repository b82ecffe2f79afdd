"""Drafts: documents before they are issued, and the limit above which a second person approves them."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("books", "0022_claims"),
    ]

    operations = [
        migrations.AddField(
            model_name="entity",
            name="approval_limit",
            field=models.BigIntegerField(
                help_text="above it a document needs a second person; base minor units, empty for none", null=True
            ),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("entity_id", models.BigIntegerField()),
                ("customer_id", models.BigIntegerField()),
                ("document_id", models.BigIntegerField(help_text="what it was issued as", null=True)),
                ("kind", models.CharField(help_text="invoice or credit_note", max_length=16)),
                ("state", models.CharField(help_text="draft, to-approve, approved, refused or issued", max_length=16)),
                ("version", models.IntegerField(default=1)),
                ("currency", models.CharField(max_length=3)),
                ("total", models.BigIntegerField()),
                ("content", models.TextField()),
                (
                    "reason",
                    models.CharField(
                        blank=True, default="", help_text="why it was refused or not issued", max_length=300
                    ),
                ),
                ("made_by", models.CharField(max_length=200)),
                ("asked_by", models.CharField(blank=True, default="", max_length=200)),
                ("decided_by", models.CharField(blank=True, default="", max_length=200)),
                (
                    "makers",
                    models.TextField(default="[]", help_text="who has written it or asked for its approval (JSON)"),
                ),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("changed_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "draft",
                "indexes": [
                    models.Index(
                        condition=models.Q(("document_id__isnull", True)),
                        fields=["tenant_id", "entity_id", "changed_at", "id"],
                        name="draft_open",
                    ),
                    models.Index(
                        condition=models.Q(("document_id__isnull", True)),
                        fields=["tenant_id", "entity_id", "state", "changed_at", "id"],
                        name="draft_state",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("document_id__isnull", False)),
                        fields=("tenant_id", "document_id"),
                        name="draft_document",
                    ),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="draft_tenant_fk", target="tenant"),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="draft_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="draft_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="document_id", name="draft_document_id_fk", target="document"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["total", "version"], name="draft_whole"),
                ],
            },
        ),
    ]
