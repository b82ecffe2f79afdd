"""Refits of the probabilities of matching by a company's own outcomes."""

from django.db import migrations, models

import quittance.books.keys


class Migration(migrations.Migration):
    dependencies = [("books", "0019_taxes")]

    operations = [
        migrations.AddField(
            "match",
            "plain_e6",
            models.IntegerField(
                db_default=0, default=0, help_text="of a proposal before any refit; 0 where a rule of doubt set it"
            ),
        ),
        migrations.CreateModel(
            name="CashCalibration",
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
                ("points", models.TextField(default="[]")),
                ("outcomes", models.IntegerField()),
                ("right_ones", models.IntegerField()),
                ("error_before_e6", models.IntegerField()),
                ("error_after_e6", models.IntegerField()),
                ("actor_name", models.CharField(default="", max_length=200)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "cash_calibration",
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="cash_calibration_tenant_fk", target="tenant"),
                    quittance.books.keys.ScopedForeignKey(column="entity_id", name="cash_calibration_entity_id_fk", target="entity"),
                ],
                "indexes": [
                    models.Index(fields=["tenant_id", "entity_id", "id"], name="cash_calibration_latest"),
                ],
            },
        ),
    ]
