"""Remittances with their source, who attached them and why, and the indexes by which they are found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0008_letterhead")]

    operations = [
        migrations.AddField("remittance", "format", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddField(
            "remittance",
            "fields",
            models.TextField(default="[]", help_text="every field or line of the source, JSON"),
        ),
        migrations.AddField("remittance", "actor_name", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("remittance", "attached_by", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("remittance", "attached_at", models.BigIntegerField(default=0)),
        migrations.AddField(
            "remittance",
            "reasons",
            models.TextField(default="[]", help_text="why it belongs to its line, JSON"),
        ),
        migrations.AddIndex(
            "remittance", models.Index(fields=["tenant_id", "bank_line_id"], name="remittance_line")
        ),
        migrations.AddIndex(
            "remittance",
            models.Index(fields=["tenant_id", "entity_id", "recorded_at", "id"], name="remittance_recorded"),
        ),
    ]
