"""How deductions end, and the credit note that closes one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0015_cash_returns")]

    operations = [
        migrations.AddField(
            "deduction",
            "way",
            models.CharField(blank=True, default="", help_text="a word of rules.deduction", max_length=16),
        ),
        migrations.AddField("deduction", "credit_number", models.CharField(blank=True, default="", max_length=64)),
    ]
