"""Dunning: policies in versions, what is known of customers, runs, reminders and what was held back."""

from django.db import migrations, models

import quittance.books.keys


class Migration(migrations.Migration):
    dependencies = [
        ("books", "0024_estimates"),
    ]

    operations = [
        migrations.CreateModel(
            name="DunningCustomer",
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
                ("policy", models.CharField(blank=True, default="", max_length=60)),
                ("held", models.BooleanField(default=False)),
                (
                    "held_until",
                    models.DateField(help_text="the last day of the hold; without one it has no end", null=True),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("insolvent", models.BooleanField(default=False)),
                ("consumer", models.BooleanField(default=False)),
                ("time_zone", models.CharField(blank=True, default="", max_length=64)),
                (
                    "opted_out",
                    models.CharField(blank=True, default="", help_text="channels, separated by blanks", max_length=40),
                ),
                (
                    "bounced",
                    models.CharField(
                        blank=True, default="", help_text="address that mail came back from", max_length=254
                    ),
                ),
                ("senior_name", models.CharField(blank=True, default="", max_length=200)),
                ("senior_email", models.CharField(blank=True, default="", max_length=254)),
            ],
            options={
                "db_table": "dunning_customer",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "entity_id", "customer_id"), name="dunning_customer_once"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="dunning_customer_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="dunning_customer_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="dunning_customer_customer_id_fk", target="customer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DunningPolicy",
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
                ("name", models.CharField(max_length=60)),
                ("version", models.IntegerField()),
                ("state", models.CharField(max_length=16)),
                ("definition", models.TextField(help_text="a Policy of rules.dunning, JSON")),
                ("proposed_by", models.CharField(help_text="kind and id of who proposed it", max_length=64)),
                ("proposer", models.CharField(default="", max_length=200)),
                ("adopter", models.CharField(blank=True, default="", max_length=200)),
                ("live_on", models.DateField(null=True)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "dunning_policy",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "entity_id", "name", "version"), name="dunning_policy_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "live")),
                        fields=("tenant_id", "entity_id", "name"),
                        name="dunning_policy_live",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="dunning_policy_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="dunning_policy_entity_id_fk", target="entity"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DunningRun",
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
                ("run_on", models.DateField()),
                ("state", models.CharField(max_length=16)),
                ("job_id", models.BigIntegerField(null=True)),
                ("report", models.TextField(default="{}")),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                ("actor_name", models.CharField(default="", max_length=200)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "dunning_run",
                "indexes": [models.Index(fields=["tenant_id", "entity_id", "id"], name="dunning_run_entity")],
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="dunning_run_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="dunning_run_entity_id_fk", target="entity"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                ("run_id", models.BigIntegerField()),
                ("customer_id", models.BigIntegerField()),
                ("policy_id", models.BigIntegerField()),
                ("number", models.CharField(blank=True, default="", max_length=64)),
                ("day", models.IntegerField()),
                ("channel", models.CharField(max_length=16)),
                ("tone", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=16)),
                ("cycle_on", models.DateField(help_text="the business day that it belongs to")),
                ("address", models.CharField(blank=True, default="", max_length=254)),
                (
                    "copies",
                    models.CharField(
                        blank=True, default="", help_text="addresses, separated by blanks", max_length=1600
                    ),
                ),
                ("language", models.CharField(default="en", max_length=8)),
                ("subject", models.CharField(blank=True, default="", max_length=300)),
                ("body", models.TextField(blank=True, default="")),
                ("message", models.CharField(blank=True, default="", help_text="Message-ID", max_length=200)),
                ("base_amount", models.BigIntegerField(help_text="asked for, base minor units")),
                ("fee", models.BigIntegerField(default=0, help_text="base minor units")),
                ("fee_number", models.CharField(blank=True, default="", max_length=64)),
                ("rule", models.CharField(blank=True, default="", help_text="why it was held", max_length=16)),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                ("actor_name", models.CharField(default="", max_length=200)),
                ("queued_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("settled_at", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "reminder",
                "indexes": [
                    models.Index(fields=["tenant_id", "entity_id", "cycle_on", "id"], name="reminder_day"),
                    models.Index(fields=["tenant_id", "customer_id", "id"], name="reminder_customer"),
                    models.Index(fields=["tenant_id", "run_id"], name="reminder_run"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "queued", "sending"])),
                        fields=("tenant_id", "entity_id", "customer_id"),
                        name="reminder_under_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "held"), _negated=True),
                        fields=("tenant_id", "entity_id", "customer_id", "cycle_on"),
                        name="reminder_once_a_day",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="reminder_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="reminder_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="run_id", name="reminder_run_id_fk", target="dunning_run"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="reminder_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="policy_id", name="reminder_policy_id_fk", target="dunning_policy"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["base_amount", "fee"], name="reminder_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderHeld",
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
                ("run_id", models.BigIntegerField()),
                ("customer_id", models.BigIntegerField()),
                ("day", models.IntegerField()),
                ("rule", models.CharField(help_text="a word of rules.dunning.RULES", max_length=16)),
                ("held_on", models.DateField()),
                ("whole", models.BooleanField(help_text="nothing went to the customer")),
                ("items", models.IntegerField(default=0)),
                ("base_amount", models.BigIntegerField()),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "reminder_held",
                "indexes": [models.Index(fields=["tenant_id", "entity_id", "held_on", "id"], name="reminder_held_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "entity_id", "customer_id", "held_on", "day", "rule", "whole"),
                        name="reminder_held_once",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="reminder_held_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="reminder_held_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="run_id", name="reminder_held_run_id_fk", target="dunning_run"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="reminder_held_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["base_amount"], name="reminder_held_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderItem",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("reminder_id", models.BigIntegerField()),
                ("item_id", models.BigIntegerField()),
                ("day", models.IntegerField(help_text="the step that the item had reached")),
                ("amount", models.BigIntegerField()),
            ],
            options={
                "db_table": "reminder_item",
                "indexes": [models.Index(fields=["tenant_id", "reminder_id"], name="reminder_item_reminder")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "item_id", "day"), name="reminder_item_step"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="reminder_item_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="reminder_id", name="reminder_item_reminder_id_fk", target="reminder"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="item_id", name="reminder_item_item_id_fk", target="open_item"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["amount"], name="reminder_item_whole"),
                ],
            },
        ),
    ]
