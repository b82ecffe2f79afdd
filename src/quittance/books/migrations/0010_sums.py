"""Sums of what is open now, of each customer and of each due day, filled from the open items."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import quittance.books.keys
from quittance.books import statistics

FILL = """
    INSERT INTO open_sum (tenant_id, id, entity_id, whose, due_on, currency, debit, credit, debit_base, credit_base)
    SELECT tenant_id, {first} + ROW_NUMBER() OVER (ORDER BY tenant_id), entity_id, whose, due_on, currency,
           SUM(debit), SUM(credit), SUM(debit_base), SUM(credit_base)
    FROM ({sums}) AS x GROUP BY tenant_id, entity_id, whose, due_on, currency
"""


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What the postings would have added up to; nothing in a fresh database."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM open_item WHERE tenant_id IN (SELECT id FROM tenant) LIMIT 1")
        if cursor.fetchone() is None:
            return
        cursor.execute(FILL.format(first=quittance.books.keys.new_id(), sums=SUMS))


SUMS = """
    SELECT tenant_id, entity_id, customer_id % 8 AS whose,
           CASE WHEN side = 'D' THEN due_on ELSE '9999-12-31' END AS due_on, currency,
           CASE WHEN side = 'D' THEN amount - allocated ELSE 0 END AS debit,
           CASE WHEN side = 'D' THEN 0 ELSE amount - allocated END AS credit,
           CASE WHEN side = 'D' THEN base_amount - allocated_base ELSE 0 END AS debit_base,
           CASE WHEN side = 'D' THEN 0 ELSE base_amount - allocated_base END AS credit_base
    FROM open_item WHERE tenant_id IN (SELECT id FROM tenant) AND closed_on = '9999-12-31'
    UNION ALL
    SELECT tenant_id, entity_id, customer_id, '9999-12-31', '', 0, 0,
           CASE WHEN side = 'D' THEN base_amount - allocated_base ELSE 0 END,
           CASE WHEN side = 'D' THEN 0 ELSE base_amount - allocated_base END
    FROM open_item WHERE tenant_id IN (SELECT id FROM tenant) AND closed_on = '9999-12-31'
"""


def teach(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite's planner is told of the new table and its indexes."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("books", "0009_remittance")]

    operations = [
        migrations.CreateModel(
            name="OpenSum",
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
                ("whose", models.BigIntegerField(help_text="a customer's id, or a lane")),
                ("due_on", models.DateField()),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("debit", models.BigIntegerField()),
                ("credit", models.BigIntegerField()),
                ("debit_base", models.BigIntegerField()),
                ("credit_base", models.BigIntegerField()),
            ],
            options={
                "db_table": "open_sum",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "entity_id", "whose", "due_on", "currency"), name="open_sum_whose"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="tenant_id", name="open_sum_tenant_fk", target="tenant"
                    ),
                    quittance.books.keys.ScopedForeignKey(
                        column="entity_id", name="open_sum_entity_id_fk", target="entity"
                    ),
                    quittance.books.keys.WholeNumbers(
                        columns=["debit", "credit", "debit_base", "credit_base"], name="open_sum_whole"
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
