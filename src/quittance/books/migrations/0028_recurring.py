"""Recurring invoices: schedules, and the periods they have made."""

import quittance.books.keys
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("books", "0027_catalogue"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
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
                ("state", models.CharField(help_text="active, paused or ended", max_length=16)),
                ("mode", models.CharField(help_text="draft or issue", max_length=16)),
                ("currency", models.CharField(max_length=3)),
                ("total", models.BigIntegerField()),
                ("content", models.TextField()),
                ("every", models.IntegerField()),
                ("unit", models.CharField(help_text="week or month", max_length=8)),
                (
                    "on_day",
                    models.IntegerField(default=0, help_text="of the month, 31 is its last, 0 that of the start"),
                ),
                ("start_on", models.DateField()),
                ("end_on", models.DateField(null=True)),
                ("times", models.IntegerField(default=0, help_text="0 for no number")),
                ("made", models.IntegerField(default=0, help_text="periods behind it")),
                ("next_on", models.DateField(help_text="none behind its end", null=True)),
                ("made_by", models.CharField(max_length=200)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("changed_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "schedule",
                "indexes": [
                    models.Index(fields=["tenant_id", "entity_id", "recorded_at", "id"], name="schedule_recorded")
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("total__gt", 0)), name="schedule_total_positive"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="schedule_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="schedule_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="schedule_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["total", "every", "made"], name="schedule_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recurrence",
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
                ("schedule_id", models.BigIntegerField()),
                ("draft_id", models.BigIntegerField(help_text="none when the draft was thrown away", null=True)),
                ("n", models.IntegerField()),
                ("on_day", models.DateField()),
                ("fault", models.CharField(blank=True, default="", help_text="why it was not issued", max_length=300)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "recurrence",
                "indexes": [models.Index(fields=["tenant_id", "draft_id"], name="recurrence_draft")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "schedule_id", "n"), name="recurrence_n"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="recurrence_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="recurrence_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="schedule_id", name="recurrence_schedule_id_fk", target="schedule"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="draft_id", name="recurrence_draft_id_fk", target="draft"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["n"], name="recurrence_whole"),
                ],
            },
        ),
    ]
