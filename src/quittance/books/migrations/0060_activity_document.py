"""A call or a note may be about one document; SQLite is told anew of the tables that the last changes made again."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import quittance.books.keys
from quittance.books import statistics


def teach(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Harmless to repeat, nothing on PostgreSQL."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("books", "0059_ancillary")]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="document_id",
            field=models.BigIntegerField(help_text="what it is about, where it is about one document", null=True),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("document_id__isnull", False)),
                fields=["tenant_id", "document_id"],
                name="activity_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=quittance.books.keys.ScopedForeignKey(
                column="document_id", name="activity_document_id_fk", target="document"
            ),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
