"""Files uploaded together, the reasons of their mapping, their rows at fault, and the job at work on them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0006_due")]

    operations = [
        migrations.AddField("importbatch", "import_id", models.BigIntegerField(default=0)),
        migrations.AddField("importbatch", "place", models.IntegerField(default=0)),
        migrations.AddField(
            "importbatch",
            "digest",
            models.CharField(default="", help_text="SHA-256 of the content", max_length=64),
        ),
        migrations.AddField(
            "importbatch",
            "guess",
            models.TextField(default="{}", help_text="headers, first rows, and the reasons of the mapping"),
        ),
        migrations.AddField(
            "importbatch",
            "errors",
            models.BinaryField(default=b"", help_text="rows at fault as a CSV file"),
        ),
        migrations.AddField("importbatch", "job_id", models.BigIntegerField(null=True)),
        migrations.AddField("importbatch", "fault", models.CharField(blank=True, default="", max_length=500)),
        migrations.AlterField(
            "importbatch",
            "state",
            models.CharField(default="uploaded", help_text="a word of actions.imports_stored", max_length=16),
        ),
        migrations.AddIndex(
            "importbatch",
            models.Index(fields=["tenant_id", "entity_id", "import_id", "place"], name="import_batch_import"),
        ),
    ]
