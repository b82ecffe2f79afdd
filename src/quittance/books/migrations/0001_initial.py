"""The first tables of the books, in the order in which they refer to each other."""

import datetime

import django.db.models.expressions
from django.db import migrations, models

import quittance.books.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tenant",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("created_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "tenant",
            },
        ),
        migrations.CreateModel(
            name="Entity",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("code", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
                ("base_currency", models.CharField(max_length=3)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("timezone", models.CharField(default="UTC", max_length=64)),
                ("locked_through", models.DateField(null=True)),
                (
                    "writeoff_limit",
                    models.BigIntegerField(default=0, help_text="largest small-balance write-off, base minor units"),
                ),
            ],
            options={
                "db_table": "entity",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "code"), name="entity_code"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="entity_tenant_fk", target="tenant"),
                    quittance.books.keys.WholeNumbers(columns=["writeoff_limit"], name="entity_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
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
                ("code", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=16)),
            ],
            options={
                "db_table": "account",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "entity_id", "code"), name="account_code"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="account_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="account_entity_id_fk", target="entity"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("number", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(default="customer", help_text="customer, or unidentified", max_length=16),
                ),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("currency", models.CharField(max_length=3)),
                ("language", models.CharField(default="en", max_length=8)),
                ("terms", models.CharField(blank=True, default="", max_length=200)),
                ("parent_id", models.BigIntegerField(null=True)),
                (
                    "credit_limit",
                    models.BigIntegerField(help_text="minor units of the customer's currency", null=True),
                ),
                ("vat_id", models.CharField(blank=True, default="", max_length=32)),
                ("iban", models.CharField(blank=True, default="", max_length=34)),
                ("external_id", models.CharField(blank=True, default="", max_length=128)),
                (
                    "search",
                    models.CharField(default="", help_text="case-folded number and name", max_length=500),
                ),
                ("version", models.IntegerField(default=1)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "customer",
                "indexes": [
                    models.Index(fields=["tenant_id", "search"], name="customer_search"),
                    models.Index(fields=["tenant_id", "parent_id"], name="customer_parent"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "number"), name="customer_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("tenant_id", "external_id"),
                        name="customer_external",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="customer_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="parent_id", name="customer_parent_id_fk", target="customer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("customer_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("phone", models.CharField(blank=True, default="", max_length=64)),
                ("duty", models.CharField(blank=True, default="", max_length=100)),
                ("main", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "contact",
                "indexes": [models.Index(fields=["tenant_id", "customer_id"], name="contact_customer")],
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="contact_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="contact_customer_id_fk", target="customer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("currency", models.CharField(max_length=3)),
                ("base", models.CharField(max_length=3)),
                ("on", models.DateField(db_column="on_day")),
                ("rate", models.CharField(max_length=32)),
            ],
            options={
                "db_table": "exchange_rate",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "currency", "base", "on"), name="exchange_rate_day"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="exchange_rate_tenant_fk", target="tenant"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
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
                ("code", models.CharField(max_length=32)),
                ("prefix", models.CharField(max_length=32)),
                ("width", models.IntegerField(default=5)),
                ("next_number", models.BigIntegerField(default=1)),
            ],
            options={
                "db_table": "series",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "entity_id", "code"), name="series_code"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="series_tenant_fk", target="tenant"),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="series_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["next_number"], name="series_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("name", models.CharField(max_length=32)),
                ("title", models.CharField(max_length=100)),
                ("permissions", models.TextField(default="[]")),
            ],
            options={
                "db_table": "role",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "name"), name="role_name"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="role_tenant_fk", target="tenant"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("user_id", models.BigIntegerField(help_text="the sign-in account, shared by all tenants")),
                ("name", models.CharField(max_length=200)),
                ("email", models.CharField(max_length=254)),
                ("roles", models.TextField(default="[]")),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "member",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "user_id"), name="member_user"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="member_tenant_fk", target="tenant"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("user_id", models.BigIntegerField()),
                ("tenant_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "seat",
                "constraints": [models.UniqueConstraint(fields=("user_id", "tenant_id"), name="seat_once")],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("hint", models.CharField(max_length=12)),
                ("roles", models.TextField(default="[]")),
                ("entity_id", models.BigIntegerField()),
                ("created_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("revoked_at", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "api_key",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "name"), name="api_key_name"),
                    models.UniqueConstraint(fields=("tenant_id", "digest"), name="api_key_digest"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="api_key_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="api_key_entity_id_fk", target="entity"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Command",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("key", models.CharField(max_length=200)),
                ("input_hash", models.CharField(max_length=64)),
                ("verb", models.CharField(max_length=64)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("face", models.CharField(max_length=16)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("input", models.TextField(default="{}")),
                ("result", models.TextField(default="{}")),
            ],
            options={
                "db_table": "command",
                "indexes": [models.Index(fields=["tenant_id", "recorded_at"], name="command_moment")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "key"), name="command_key"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="command_tenant_fk", target="tenant"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("entity_id", models.BigIntegerField(null=True)),
                ("command_id", models.BigIntegerField(null=True)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("verb", models.CharField(max_length=64)),
                (
                    "outcome",
                    models.CharField(default="done", help_text="done, or the code of a refusal", max_length=16),
                ),
                ("subject_kind", models.CharField(default="", max_length=16)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("customer_id", models.BigIntegerField(null=True)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("face", models.CharField(max_length=16)),
                ("data", models.TextField(default="{}")),
            ],
            options={
                "db_table": "event",
                "indexes": [
                    models.Index(fields=["tenant_id", "recorded_at", "id"], name="event_moment"),
                    models.Index(fields=["tenant_id", "customer_id", "recorded_at"], name="event_customer"),
                    models.Index(fields=["tenant_id", "subject_kind", "subject_id"], name="event_subject"),
                ],
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="event_tenant_fk", target="tenant")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
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
                ("kind", models.CharField(max_length=16)),
                ("effective_on", models.DateField()),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("command_id", models.BigIntegerField()),
                ("reverses", models.BigIntegerField(null=True)),
                ("note", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "db_table": "entry",
                "indexes": [models.Index(fields=["tenant_id", "entity_id", "effective_on", "id"], name="entry_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "reverses"), name="entry_reversed_once"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="entry_tenant_fk", target="tenant"),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="entry_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="command_id", name="entry_command_id_fk", target="command"
                    ),
                    quittance.books.keys.ScopedForeignKey(column="reverses", name="entry_reverses_fk", target="entry"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
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
                ("entry_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("number", models.CharField(max_length=64)),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("net", models.BigIntegerField()),
                ("tax", models.BigIntegerField()),
                ("total", models.BigIntegerField()),
                ("base_total", models.BigIntegerField()),
                ("terms", models.CharField(blank=True, default="", max_length=200)),
                ("purchase_order", models.CharField(blank=True, default="", max_length=128)),
                ("external_id", models.CharField(blank=True, default="", max_length=128)),
                ("note", models.CharField(blank=True, default="", max_length=2000)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "document",
                "indexes": [
                    models.Index(fields=["tenant_id", "customer_id", "issued_on"], name="document_customer"),
                    models.Index(fields=["tenant_id", "entity_id", "issued_on", "id"], name="document_issued"),
                    models.Index(fields=["tenant_id", "entry_id"], name="document_entry"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "entity_id", "number"), name="document_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("tenant_id", "entity_id", "external_id"),
                        name="document_external",
                    ),
                    models.CheckConstraint(condition=models.Q(("total__gt", 0)), name="document_total_positive"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("tax")),
                            )
                        ),
                        name="document_sum",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="document_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="document_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="document_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entry_id", name="document_entry_id_fk", target="entry"
                    ),
                    quittance.books.keys.WholeNumbers(
                        columns=["net", "tax", "total", "base_total"], name="document_whole"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("document_id", models.BigIntegerField()),
                ("n", models.IntegerField()),
                ("description", models.CharField(blank=True, default="", max_length=1000)),
                ("quantity_e6", models.BigIntegerField(help_text="millionths")),
                ("unit_price_e6", models.BigIntegerField(help_text="millionths of the major unit")),
                (
                    "tax_rate_e4",
                    models.IntegerField(help_text="ten-thousandths of a percent: 19 % is 190000"),
                ),
                ("net", models.BigIntegerField()),
            ],
            options={
                "db_table": "line",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "document_id", "n"), name="line_n"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="line_tenant_fk", target="tenant"),
                    quittance.books.keys.ScopedForeignKey(
                        column="document_id", name="line_document_id_fk", target="document"
                    ),
                    quittance.books.keys.WholeNumbers(
                        columns=["quantity_e6", "unit_price_e6", "net"], name="line_whole"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
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
                ("entry_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=128)),
                ("method", models.CharField(default="bank", max_length=16)),
                ("received_on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.BigIntegerField()),
                ("base_amount", models.BigIntegerField()),
                ("payer_name", models.CharField(blank=True, default="", max_length=300)),
                ("text", models.CharField(blank=True, default="", max_length=2000)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "payment",
                "indexes": [
                    models.Index(fields=["tenant_id", "customer_id", "received_on"], name="payment_customer"),
                    models.Index(fields=["tenant_id", "entity_id", "received_on", "id"], name="payment_received"),
                    models.Index(fields=["tenant_id", "entry_id"], name="payment_entry"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "entity_id", "reference"), name="payment_reference"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_amount_positive"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="payment_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="payment_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="payment_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entry_id", name="payment_entry_id_fk", target="entry"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["amount", "base_amount"], name="payment_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenItem",
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
                ("entry_id", models.BigIntegerField()),
                ("document_id", models.BigIntegerField(null=True)),
                ("payment_id", models.BigIntegerField(null=True)),
                ("side", models.CharField(help_text="D or C", max_length=1)),
                ("kind", models.CharField(max_length=16)),
                ("instalment", models.IntegerField(default=1)),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.BigIntegerField()),
                ("base_amount", models.BigIntegerField()),
                ("effective_on", models.DateField()),
                ("due_on", models.DateField()),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("allocated", models.BigIntegerField(default=0)),
                ("allocated_base", models.BigIntegerField(default=0)),
                ("touched_on", models.DateField(null=True)),
                ("freed_on", models.DateField(null=True)),
                ("closed_on", models.DateField(default=datetime.date(9999, 12, 31))),
            ],
            options={
                "db_table": "open_item",
                "indexes": [
                    models.Index(
                        fields=[
                            "tenant_id",
                            "entity_id",
                            "customer_id",
                            "due_on",
                            "id",
                            "side",
                            "currency",
                            "amount",
                            "allocated",
                            "base_amount",
                            "allocated_base",
                            "effective_on",
                            "touched_on",
                            "closed_on",
                        ],
                        name="open_item_now",
                        condition=models.Q(("closed_on", datetime.date(9999, 12, 31))),
                    ),
                    models.Index(
                        fields=["tenant_id", "entity_id", "closed_on", "effective_on"], name="open_item_closed"
                    ),
                    models.Index(fields=["tenant_id", "customer_id", "closed_on"], name="open_item_customer"),
                    models.Index(fields=["tenant_id", "document_id"], name="open_item_document"),
                    models.Index(fields=["tenant_id", "payment_id"], name="open_item_payment"),
                    models.Index(fields=["tenant_id", "entry_id"], name="open_item_entry"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("side__in", ["D", "C"])), name="open_item_side"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("base_amount__gte", 0)),
                        name="open_item_amount_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("allocated__gte", 0), ("allocated__lte", models.F("amount"))),
                        name="open_item_not_overallocated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allocated_base__gte", 0), ("allocated_base__lte", models.F("base_amount"))
                        ),
                        name="open_item_base_in_range",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="open_item_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="open_item_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="open_item_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entry_id", name="open_item_entry_id_fk", target="entry"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="document_id", name="open_item_document_id_fk", target="document"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="payment_id", name="open_item_payment_id_fk", target="payment"
                    ),
                    quittance.books.keys.WholeNumbers(
                        columns=["amount", "base_amount", "allocated", "allocated_base"],
                        name="open_item_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("entry_id", models.BigIntegerField()),
                ("entity_id", models.BigIntegerField()),
                ("customer_id", models.BigIntegerField()),
                ("item_id", models.BigIntegerField(null=True)),
                ("debit_account_id", models.BigIntegerField()),
                ("credit_account_id", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.BigIntegerField()),
                ("base_amount", models.BigIntegerField()),
                ("effective_on", models.DateField()),
            ],
            options={
                "db_table": "posting",
                "indexes": [
                    models.Index(fields=["tenant_id", "entry_id"], name="posting_entry"),
                    models.Index(fields=["tenant_id", "entity_id", "effective_on"], name="posting_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("base_amount__gte", 0)),
                        name="posting_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("debit_account_id", models.F("credit_account_id")), _negated=True),
                        name="posting_two_accounts",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="posting_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entry_id", name="posting_entry_id_fk", target="entry"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="posting_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="customer_id", name="posting_customer_id_fk", target="customer"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="item_id", name="posting_item_id_fk", target="open_item"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="debit_account_id", name="posting_debit_account_id_fk", target="account"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="credit_account_id", name="posting_credit_account_id_fk", target="account"
                    ),
                    quittance.books.keys.WholeNumbers(columns=["amount", "base_amount"], name="posting_whole"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
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
                ("entry_id", models.BigIntegerField()),
                ("debit_item_id", models.BigIntegerField()),
                ("credit_item_id", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.BigIntegerField()),
                ("debit_base", models.BigIntegerField()),
                ("credit_base", models.BigIntegerField()),
                ("effective_on", models.DateField()),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("reverses", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "allocation",
                "indexes": [
                    models.Index(fields=["tenant_id", "debit_item_id"], name="allocation_debit"),
                    models.Index(fields=["tenant_id", "credit_item_id"], name="allocation_credit"),
                    models.Index(fields=["tenant_id", "entity_id", "effective_on"], name="allocation_day"),
                    models.Index(fields=["tenant_id", "entry_id"], name="allocation_entry"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "reverses"), name="allocation_reversed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("reverses__isnull", True)),
                            models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="allocation_sign",
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="allocation_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="allocation_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entry_id", name="allocation_entry_id_fk", target="entry"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="debit_item_id", name="allocation_debit_item_id_fk", target="open_item"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="credit_item_id", name="allocation_credit_item_id_fk", target="open_item"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="reverses", name="allocation_reverses_fk", target="allocation"
                    ),
                    quittance.books.keys.WholeNumbers(
                        columns=["amount", "debit_base", "credit_base"], name="allocation_whole"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("name", models.CharField(max_length=64)),
                ("args", models.TextField(default="{}")),
                ("unique_key", models.CharField(max_length=200, null=True)),
                (
                    "state",
                    models.CharField(default="queued", help_text="queued, running, done or failed", max_length=16),
                ),
                ("run_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
                ("leased_until", models.BigIntegerField(default=0)),
                ("attempts", models.IntegerField(default=0)),
                ("fault", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "job",
                "indexes": [models.Index(fields=["state", "run_at"], name="job_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "unique_key"), name="job_unique_key"),
                    quittance.books.keys.ScopedForeignKey(column="tenant_id", name="job_tenant_fk", target="tenant"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
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
                ("name", models.CharField(max_length=255)),
                ("content", models.BinaryField()),
                ("mapping", models.TextField(default="{}")),
                (
                    "state",
                    models.CharField(
                        default="uploaded",
                        help_text="uploaded, checked, queued, running, done",
                        max_length=16,
                    ),
                ),
                ("done_rows", models.BigIntegerField(default=0)),
                ("total_rows", models.BigIntegerField(default=0)),
                ("report", models.TextField(default="{}")),
                ("actor_name", models.CharField(default="", max_length=200)),
                ("recorded_at", models.BigIntegerField(help_text="microseconds since 1970, UTC")),
            ],
            options={
                "db_table": "import_batch",
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="import_batch_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="import_batch_entity_id_fk", target="entity"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("name", models.CharField(max_length=100)),
                ("definition", models.TextField()),
            ],
            options={
                "db_table": "saved_mapping",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "name"), name="saved_mapping_name"),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="saved_mapping_tenant_fk", target="tenant"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(default=quittance.books.keys.new_id)),
                ("page", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=100)),
                ("query", models.CharField(max_length=1000)),
                ("member_id", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "saved_view",
                "indexes": [models.Index(fields=["tenant_id", "page"], name="saved_view_page")],
                "constraints": [
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="saved_view_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="member_id", name="saved_view_member_id_fk", target="member"
                    ),
                ],
            },
        ),
    ]
