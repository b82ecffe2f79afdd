"""What stands on paper: the company's address, registrations, bank, texts and logo; the customer's address."""

from django.db import migrations, models

ADDRESS = {"street": 300, "postcode": 20, "city": 100, "region": 100}
COMPANY = {
    "legal_name": 200,
    **ADDRESS,
    "vat_id": 32,
    "tax_number": 40,
    "registration": 200,
    "bank_name": 100,
    "iban": 34,
    "bic": 11,
    "phone": 64,
    "email": 254,
    "website": 200,
    "footer": 600,
    "payment_text": 600,
    "logo_kind": 8,
}
SAID = {"street": "one to four lines", "footer": "below every paper", "payment_text": "how to pay"}


def text(name, most):
    """A text column that is empty where nobody has given it, whoever inserts the row."""
    said = {"help_text": SAID[name]} if name in SAID else {}
    return models.CharField(max_length=most, default="", db_default="", blank=True, **said)


class Migration(migrations.Migration):
    dependencies = [("books", "0007_imports")]

    operations = [
        *(migrations.AddField("entity", name, text(name, most)) for name, most in COMPANY.items()),
        migrations.AddField("entity", "logo", models.BinaryField(null=True, help_text="PNG or SVG")),
        *(migrations.AddField("customer", name, text(name, most)) for name, most in ADDRESS.items()),
    ]
