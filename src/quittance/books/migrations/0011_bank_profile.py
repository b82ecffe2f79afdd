"""Profiles of bank tables, and the layout by which a file was read."""

from django.db import migrations, models

import quittance.books.keys


class Migration(migrations.Migration):
    dependencies = [("books", "0010_sums")]

    operations = [
        migrations.AddField(
            "bankfile",
            "layout",
            models.TextField(blank=True, default="", help_text="of a table: rules.bank_layout, JSON"),
        ),
        migrations.CreateModel(
            name="BankProfile",
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
                ("layout", models.TextField()),
            ],
            options={
                "db_table": "bank_profile",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "entity_id", "name"), name="bank_profile_name"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="bank_profile_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="bank_profile_entity_id_fk", target="entity"
                    ),
                ],
            },
        ),
    ]
