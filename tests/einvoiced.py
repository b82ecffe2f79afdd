"""A company and a customer that know all that an e-invoice needs."""

from __future__ import annotations

from quittance.actions import entities
from quittance.actions.command import Context
from quittance.actions.entities import EditEntity
from tests import factories


def company() -> Context:
    """With a letterhead, a German customer C-1, and INV-1 of 175.39."""
    context = factories.company("Northwind Paper", country="NL")
    fill(context)
    return context


def fill(context: Context) -> None:
    """Give a company its letterhead, and customer E-1 with invoice E-INV-1 of 175.39."""
    entities.edit(
        context,
        EditEntity(
            legal_name="Northwind Paper B.V.",
            street="Keizersgracht 1",
            postcode="1015 CJ",
            city="Amsterdam",
            country="NL",
            vat_id="NL123456782B90",
            registration="12345678",
            iban="NL91ABNA0417164300",
            bic="ABNANL2A",
            phone="+31 20 1234567",
            email="ar@northwind.example",
        ),
    )
    factories.customer(
        context,
        "E-1",
        name="Müller GmbH",
        street="Hafenstr. 5",
        postcode="20457",
        city="Hamburg",
        country="DE",
        vat_id="DE136695976",
    )
    lines = (factories.line("Paper, A4", "2", "50.00", "21"), factories.line("Books", "1", "49.90", "9"))
    factories.invoice(context, "E-INV-1", "", customer="E-1", lines=lines, terms="2/10 net 30", purchase_order="PO-7")
