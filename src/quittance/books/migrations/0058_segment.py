"""A customer may belong to a segment of the company's own naming: to none to begin with."""

from django.db import migrations, models

from quittance.books import statistics


def teach(apps, schema_editor):
    """A table that was made anew has lost what SQLite's planner was told of it."""
    statistics.teach(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('books', '0057_dispute_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='segment',
            field=models.CharField(blank=True, db_default='', default='', help_text="a group of the company's own naming", max_length=60),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(condition=models.Q(('segment', ''), _negated=True), fields=['tenant_id', 'segment'], name='customer_segment'),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
