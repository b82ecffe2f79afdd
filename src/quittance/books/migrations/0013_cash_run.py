"""Runs of matching by the worker."""

from django.db import migrations, models

import quittance.books.keys


class Migration(migrations.Migration):
    dependencies = [("books", "0012_sums_now")]

    operations = [
        migrations.CreateModel(
            name="CashRun",
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
                ("job_id", models.BigIntegerField()),
                ("state", models.CharField(max_length=16)),
                ("line_ids", models.TextField(default="[]", help_text="lines to compare, JSON; none is all open ones")),
                ("done_lines", models.IntegerField(default=0)),
                ("total_lines", models.IntegerField(default=0)),
                ("report", models.TextField(default="{}", help_text="counts of lines, JSON")),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                ("actor_name", models.CharField(default="", max_length=200)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "cash_run",
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="cash_run_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="cash_run_entity_id_fk", target="entity"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["tenant_id", "entity_id", "recorded_at", "id"], name="cash_run_recorded")
                ],
            },
        ),
    ]
