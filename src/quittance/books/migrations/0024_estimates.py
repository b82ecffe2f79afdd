"""Estimates: what customers were offered, and what became of it."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("books", "0023_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Estimate",
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
                ("draft_id", models.BigIntegerField(null=True)),
                ("number", models.CharField(max_length=64)),
                ("state", models.CharField(help_text="open, sent, accepted or declined", max_length=16)),
                ("version", models.IntegerField(default=1)),
                ("issued_on", models.DateField()),
                ("valid_until", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("total", models.BigIntegerField()),
                ("content", models.TextField()),
                ("decided_on", models.DateField(help_text="when the customer has accepted or declined", null=True)),
                (
                    "decided_with",
                    models.CharField(blank=True, default="", help_text="who has, at the customer", max_length=200),
                ),
                ("reason", models.CharField(blank=True, default="", help_text="why it was declined", max_length=300)),
                ("made_by", models.CharField(max_length=200)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("changed_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "estimate",
                "indexes": [
                    models.Index(fields=["tenant_id", "entity_id", "issued_on", "id"], name="estimate_issued"),
                    models.Index(fields=["tenant_id", "customer_id", "issued_on"], name="estimate_customer"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "entity_id", "number"), name="estimate_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("draft_id__isnull", False)),
                        fields=("tenant_id", "draft_id"),
                        name="estimate_draft",
                    ),
                    models.CheckConstraint(condition=models.Q(("total__gt", 0)), name="estimate_total_positive"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="estimate_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="estimate_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="estimate_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="draft_id", name="estimate_draft_id_fk", target="draft"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["total", "version"], name="estimate_whole"),
                ],
            },
        ),
    ]
