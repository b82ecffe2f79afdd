"""Webhooks and the messages that were left for them."""

from django.db import migrations, models

import quittance.books.keys


class Migration(migrations.Migration):
    dependencies = [("books", "0017_delivery")]

    operations = [
        migrations.CreateModel(
            name="Webhook",
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
                ("name", models.CharField(max_length=100)),
                ("url", models.CharField(max_length=500)),
                ("events", models.TextField(default="[]")),
                ("secret", models.CharField(max_length=200)),
                ("actor_name", models.CharField(default="", max_length=200)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "webhook",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "entity_id", "name"), name="webhook_name"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="webhook_tenant_fk", target="tenant"),
                    quittance.books.keys.ScopedForeignKey(column="entity_id", name="webhook_entity_id_fk", target="entity"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
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
                ("webhook_id", models.BigIntegerField()),
                ("event", models.CharField(max_length=64)),
                ("body", models.TextField()),
                ("state", models.CharField(max_length=16)),
                ("attempts", models.IntegerField(default=0)),
                ("status", models.IntegerField(default=0)),
                ("fault", models.CharField(blank=True, default="", max_length=300)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("tried_at", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "webhook_delivery",
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="webhook_delivery_tenant_fk", target="tenant"),
                    quittance.books.keys.ScopedForeignKey(column="entity_id", name="webhook_delivery_entity_id_fk", target="entity"),
                    quittance.books.keys.ScopedForeignKey(column="webhook_id", name="webhook_delivery_webhook_id_fk", target="webhook"),
                ],
                "indexes": [
                    models.Index(fields=["tenant_id", "webhook_id"], name="webhook_delivery_webhook"),
                    models.Index(
                        fields=["tenant_id", "entity_id", "recorded_at", "id"], name="webhook_delivery_recorded"
                    ),
                ],
            },
        ),
    ]
