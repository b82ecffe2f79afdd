"""Indexes of the list pages: open credit, part-paid debt, credit notes, and amounts."""

import datetime

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NEVER = datetime.date(9999, 12, 31)

STARTS = (("document", "number"), ("payment", "reference"))


def add_starts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """On PostgreSQL a search for the beginning of a number needs an index without collation."""
    if schema_editor.connection.vendor == "postgresql":
        for table, column in STARTS:
            schema_editor.execute(
                f"CREATE INDEX {table}_starts ON {table} (tenant_id, entity_id, {column} varchar_pattern_ops)"
            )


def drop_starts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    if schema_editor.connection.vendor == "postgresql":
        for table, _ in STARTS:
            schema_editor.execute(f"DROP INDEX {table}_starts")


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["tenant_id", "entity_id", "closed_on", "due_on"],
                condition=models.Q(side="C"),
                name="open_item_credit",
            ),
        ),
        migrations.AddIndex(
            "openitem",
            models.Index(
                fields=["tenant_id", "entity_id", "due_on"],
                condition=models.Q(allocated__gt=0, closed_on=NEVER),
                name="open_item_part",
            ),
        ),
        migrations.AddIndex(
            "document",
            models.Index(
                fields=["tenant_id", "entity_id", "issued_on", "id"],
                condition=models.Q(kind="credit_note"),
                name="document_credit",
            ),
        ),
        migrations.AddIndex(
            "document", models.Index(fields=["tenant_id", "entity_id", "total"], name="document_total")
        ),
        migrations.AddIndex(
            "payment", models.Index(fields=["tenant_id", "entity_id", "amount"], name="payment_amount")
        ),
        migrations.RunPython(add_starts, drop_starts),
    ]
