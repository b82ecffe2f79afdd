"""What an invoice asks beside goods and services is kept on it; earlier ones are found by what charged them."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KNOWN = (
    """
    UPDATE document SET ancillary = 'dunning_fee' WHERE tenant_id IN (SELECT id FROM tenant) AND (tenant_id, entity_id,
        number) IN (SELECT r.tenant_id, r.entity_id, r.fee_number FROM reminder r WHERE r.fee_number <> '')
    """,
    """
    UPDATE document SET ancillary = 'collection_cost' WHERE tenant_id IN (SELECT id FROM tenant) AND (tenant_id, id) IN
        (SELECT k.tenant_id, k.document_id FROM collection_cost k WHERE k.document_id IS NOT NULL)
    """,
    """
    UPDATE document SET ancillary = 'return_fee' WHERE tenant_id IN (SELECT id FROM tenant) AND kind = 'invoice'
        AND note LIKE 'Fee: % was returned by the bank'
    """,
)


def mark(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing in a fresh database."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM document WHERE tenant_id IN (SELECT id FROM tenant) LIMIT 1")
        if cursor.fetchone():
            for statement in KNOWN:
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("books", "0058_segment")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="ancillary",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="a word of rules.ledger.ANCILLARY", max_length=16
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
