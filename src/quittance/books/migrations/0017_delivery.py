"""Deliveries: a document sent by mail, and what became of it."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("books", "0016_deductions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
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
                ("document_id", models.BigIntegerField()),
                ("address", models.CharField(max_length=254)),
                (
                    "state",
                    models.CharField(
                        default="queued", help_text="queued, sending, sent, failed or doubtful", max_length=16
                    ),
                ),
                ("message", models.CharField(help_text="Message-ID", max_length=200)),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                ("actor_name", models.CharField(default="", max_length=200)),
                ("queued_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                (
                    "settled_at",
                    models.BigIntegerField(default=0, help_text="sent, failed or doubtful since; microseconds, UTC"),
                ),
            ],
            options={
                "db_table": "delivery",
                "indexes": [models.Index(fields=["tenant_id", "document_id", "id"], name="delivery_document")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "sending"])),
                        fields=("tenant_id", "document_id", "address"),
                        name="delivery_under_way",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="delivery_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="delivery_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="delivery_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="document_id", name="delivery_document_id_fk", target="document"
                    ),
                ],
            },
        ),
    ]
