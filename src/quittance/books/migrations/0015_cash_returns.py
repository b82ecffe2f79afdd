"""How far a company lets returned payments reopen by themselves, and the fee that it charges for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("books", "0014_interest")]

    operations = [
        migrations.AddField("cashpolicy", "auto_return", models.BooleanField(default=False)),
        migrations.AddField(
            "cashpolicy",
            "return_fee",
            models.BigIntegerField(default=0, help_text="charged for a returned payment, base minor units"),
        ),
    ]
