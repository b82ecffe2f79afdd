"""What papers said before: who issued them stays with them when the company moves, where to pay is always today's."""

from __future__ import annotations

import pytest

from quittance.actions import entities
from quittance.actions.command import Context
from quittance.actions.entities import EditEntity
from quittance.books import sql
from quittance.reports import books, document, einvoices, letterhead, paper_document
from quittance.reports.letterhead import Letterhead
from quittance.rules.einvoice_issue import Wanted
from tests import einvoiced, factories

pytestmark = pytest.mark.django_db
OLD = EditEntity(legal_name="Delft Tiles BV", street="Kade 1", city="Amsterdam", registration="KvK 1")


def head(context: Context, number: str) -> Letterhead:
    """The letterhead that the paper of that number has."""
    return letterhead.of(books.of(context), document.card(books.of(context), number, context.today).recorded_at)


def test_a_paper_keeps_who_issued_it_and_says_where_to_pay_today() -> None:
    context = factories.company("Delft Tiles")
    entities.edit(context, OLD)
    factories.customer(context)
    factories.invoice(context, "INV-1", "5.00")
    entities.edit(context, EditEntity(legal_name="Delft Tiles NV", city="Haarlem", iban="NL91ABNA0417164300"))
    factories.invoice(context, "INV-2", "5.00")
    before, after = head(context, "INV-1"), head(context, "INV-2")
    assert (before.issuer, before.city, before.street) == ("Delft Tiles BV", "Amsterdam", "Kade 1")
    assert (after.issuer, after.city, after.street) == ("Delft Tiles NV", "Haarlem", "Kade 1")
    assert before.iban == after.iban == "NL91ABNA0417164300"
    drawn = paper_document.of(books.of(context), "INV-1", context.today)
    assert "Delft Tiles BV" in str(drawn) and "Delft Tiles NV" not in str(drawn)
    entities.edit(context, EditEntity(registration="KvK 24307711", correction=True))
    assert head(context, "INV-2").registration == "KvK 24307711" and head(context, "INV-1").registration == "KvK 1"


def test_an_e_invoice_keeps_its_seller() -> None:
    context = einvoiced.company()
    before = einvoices.judged(books.of(context), "E-INV-1", context.today, Wanted()).invoice
    entities.edit(context, EditEntity(legal_name="Another Name BV", street="Elsewhere 5", vat_id="NL853746333B01"))
    assert einvoices.judged(books.of(context), "E-INV-1", context.today, Wanted()).invoice == before


def test_what_is_only_now_known_stands_on_earlier_papers_too() -> None:
    context = factories.company("Delft Tiles")
    factories.customer(context)
    factories.invoice(context, "INV-1", "5.00")
    entities.edit(context, OLD)
    entities.edit(context, OLD)
    assert head(context, "INV-1").issuer == "Delft Tiles BV"
    assert sql.row("SELECT COUNT(*) FROM former_letterhead WHERE tenant_id = %s", [context.tenant_id]) == (0,)
