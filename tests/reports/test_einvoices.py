"""E-invoices of issued documents: the letterhead and the customer in them, the books' totals, and what is missing."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from quittance.actions import entities
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.actions.entities import EditEntity
from quittance.formats import einvoice
from quittance.reports import books, document, einvoices, journal, paper_document
from quittance.rules.deposits import DrawInput
from quittance.rules.einvoice_issue import PROFILES, Wanted
from quittance.rules.refusals import Conflict, NotFound, RulesBroken
from quittance.rules.totals import ChargeInput
from tests import einvoiced, factories

pytestmark = pytest.mark.django_db
LEITWEG = "04011000-12345-03"


@pytest.fixture
def context() -> Context:
    """A company that knows all."""
    return einvoiced.company()


@pytest.mark.parametrize("profile", PROFILES)
def test_an_invoice_is_written_with_both_sides_and_the_books_totals(context: Context, profile: str) -> None:
    mine, wanted = books.of(context), Wanted(profile, LEITWEG)
    made = einvoices.export(mine, "E-INV-1", context.today, wanted)
    assert made.name == f"E-INV-1-{profile}.{'pdf' if profile == 'factur-x' else 'xml'}"
    read = einvoice.read(made.content).invoice
    assert read == einvoices.judged(mine, "E-INV-1", context.today, wanted).invoice
    assert read.seller is not None and read.buyer is not None and read.totals is not None
    assert (read.seller.name, read.seller.vat_id, read.buyer.name) == (
        "Northwind Paper B.V.",
        "NL123456782B90",
        "Müller GmbH",
    )
    card = document.card(mine, "E-INV-1", context.today)
    booked = tuple(Decimal(one).scaleb(-2) for one in (card.net, card.tax, card.row.total))
    assert (read.totals.net, read.tax_total, read.totals.payable) == booked
    assert read.due_on == card.row.due_on and read.references.purchase_order == "PO-7"
    assert read.remittance.startswith("RF") and read.means[0].account is not None
    segment = "#SKONTO#TAGE=10#PROZENT=2.00#\n" if profile.startswith("xrechnung") else ""
    assert read.terms == f"{segment}2/10 net 30"


def test_a_credit_note_names_what_it_credits(context: Context) -> None:
    lines = (factories.line("Paper, A4", "1", "50.00", "21"),)
    factories.credit_note(
        context, "E-CN-1", "", customer="E-1", lines=lines, allocate=(ShareInput("E-INV-1", "60.50"),)
    )
    made = einvoices.export(books.of(context), "E-CN-1", context.today, Wanted(buyer_reference="1"))
    read = einvoice.read(made.content)
    assert read.syntax == "UBL CreditNote" and read.invoice.type_code == "381"
    assert [one.number for one in read.invoice.preceding] == ["E-INV-1"] and read.invoice.due_on is None


def test_a_credit_note_has_the_order_of_what_it_credits(context: Context) -> None:
    lines = (factories.line("Paper, A4", "1", "50.00", "21"),)
    factories.invoice(context, "E-INV-2", "", customer="E-1", lines=lines, purchase_order="PO-8")
    for number, about, order in (("E-CN-1", ("E-INV-1",), "PO-7"), ("E-CN-2", ("E-INV-1", "E-INV-2"), "")):
        factories.credit_note(context, number, "", customer="E-1", lines=lines, corrects=about)
        made = einvoices.judged(books.of(context), number, context.today, Wanted())
        assert made.invoice.references.purchase_order == order and made.valid is bool(order)


@pytest.mark.parametrize("prices", ["without_tax", "with_tax"])
@pytest.mark.parametrize("profile", ["ubl", "cii", "xrechnung-cii"])
def test_taxes_of_spanish_islands_have_categories_of_their_own(context: Context, profile: str, prices: str) -> None:
    lines = (
        factories.line("Fish", "3", "33.33", "7", tax_category="igic", discount="10%"),
        factories.line("Bread", "2", "9.99", "0", tax_category="igic"),
    )
    charges = (ChargeInput("charge", "Freight", "5.00", "7", "igic"),)
    factories.invoice(context, "E-INV-4", "", customer="E-1", lines=lines, charges=charges, prices=prices)
    found = einvoices.judged(books.of(context), "E-INV-4", context.today, Wanted(profile, LEITWEG))
    assert found.valid, found.findings
    assert {(one.category, one.rate) for one in found.invoice.taxes} == {
        ("L", Decimal(7)),
        ("Z", Decimal(0)),
    }
    sheet = paper_document.of(books.of(context), "E-INV-4", context.today)
    assert [one.label[:8] for one in sheet.tables[0].sums if "IGIC" in one.label] == ["IGIC 0\u00a0%", "IGIC 7\u00a0%"]
    said = [one.text for one in sheet.notes]
    assert ("Prices include IGIC." in said) is (prices == "with_tax")


def test_bulgarian_tax_in_lev_is_told_on_paper_and_not_in_the_e_invoice() -> None:
    made = factories.company("Rila", "BGN", country="BG")
    entities.edit(made, EditEntity(street="ul. Vitosha 1", postcode="1000", city="Sofia", vat_id="BG175074752"))
    factories.customer(made)
    day = datetime.date(2025, 12, 30)
    lines = (factories.line("Paper", "1", "100.00", "20"),)
    factories.invoice(made, "INV-1", "", day, lines=lines, currency="EUR", rate="1.95583")
    found = einvoices.judged(books.of(made), "INV-1", made.today, Wanted("cii")).invoice
    assert (found.tax_currency, found.tax_total_accounting) == ("", None)
    sheet = paper_document.of(books.of(made), "INV-1", made.today)
    assert any("BGN" in one.strong and one.text == "39.12" for one in sheet.notes)


def test_an_invoice_in_parts_tells_each_day(context: Context) -> None:
    lines = (factories.line("Paper", "1", "100.00", "21"),)
    factories.invoice(context, "E-INV-2", "", customer="E-1", lines=lines, terms="50/50 net 30/60")
    read = einvoices.judged(books.of(context), "E-INV-2", context.today, Wanted(buyer_reference="1"))
    assert read.valid and read.invoice.due_on is None
    assert read.invoice.terms == "60.50 EUR by 2026-07-30; 60.50 EUR by 2026-08-29"


def test_what_is_missing_is_named_by_the_ids_of_rules(context: Context) -> None:
    with pytest.raises(RulesBroken, match=r"BR-DE-15 \(BT-10\)") as refused:
        einvoices.export(books.of(context), "E-INV-1", context.today, Wanted("xrechnung-ubl"))
    assert refused.value.code == "rules_broken" and "break 1 rules" in refused.value.sentence
    bare = factories.company("Bare")
    factories.customer(bare)
    factories.invoice(bare, "INV-1", "10.00")
    found = einvoices.judged(books.of(bare), "INV-1", bare.today, Wanted())
    assert {"BR-08", "BR-10", "BR-16", "BR-CO-26"} <= {one.rule for one in found.findings} and not found.valid


def test_what_cannot_be_said_is_refused(context: Context) -> None:
    mine = books.of(context)
    with pytest.raises(NotFound):
        einvoices.export(mine, "E-INV-9", context.today, Wanted())
    lines = (factories.line("Advice", "1", "100.00", "0"),)
    factories.invoice(context, "E-INV-3", "", customer="E-1", lines=lines)
    said = einvoices.judged(mine, "E-INV-3", context.today, Wanted(buyer_reference="1"))
    assert said.valid and said.invoice.taxes[0].category == "Z"
    reverse = einvoices.judged(mine, "E-INV-3", context.today, Wanted(buyer_reference="1", untaxed="AE"))
    assert reverse.valid and reverse.invoice.taxes[0].reason_code == "VATEX-EU-AE"
    factories.reverse(context, "E-INV-3")
    with pytest.raises(Conflict, match="reversed"):
        einvoices.export(mine, "E-INV-3", context.today, Wanted(untaxed="AE"))


@pytest.mark.parametrize("prices", ["without_tax", "with_tax"])
@pytest.mark.parametrize("profile", ["ubl", "cii", "xrechnung-ubl"])
def test_categories_discounts_and_charges_are_said_and_break_no_rule(
    context: Context, profile: str, prices: str
) -> None:
    lines = (
        factories.line("Boxes", "3", "121.00", "21", discount="10%"),
        factories.line("Course", "1", "80.00", tax_category="exempt", tax_reason="Article 132"),
        factories.line("Advice", "2", "50.00", tax_category="reverse_charge"),
    )
    charges = (ChargeInput("allowance", "Loyalty", "5%", "21"), ChargeInput("charge", "Freight", "12.10", "21"))
    factories.invoice(context, "E-INV-3", "", customer="E-1", lines=lines, charges=charges, prices=prices)
    mine = books.of(context)
    found = einvoices.judged(mine, "E-INV-3", context.today, Wanted(profile, LEITWEG))
    assert found.valid, found.findings
    read = einvoice.read(einvoices.export(mine, "E-INV-3", context.today, Wanted(profile, LEITWEG)).content).invoice
    card = document.card(mine, "E-INV-3", context.today)
    assert read.tax_total == Decimal(card.tax).scaleb(-2)
    reasons = {one.category: one.reason for one in read.taxes}
    assert (reasons["E"], reasons["AE"]) == ("Article 132", "Reverse charge")
    assert [one.adds for one in read.charges] == [False, True]


def test_an_invoice_takes_its_deposits_off_and_names_them(context: Context) -> None:
    deposit = (factories.line("Deposit", "1", "50.00", "21"),)
    factories.invoice(context, "E-DEP", "", customer="E-1", lines=deposit, kind="deposit", purchase_order="PO-7")
    factories.payment(context, "E-PAY", "60.50", customer="E-1")
    factories.allocate(context, "E-PAY", ("E-DEP", "60.50"))
    lines = (factories.line("Machine", "1", "100.00", "21"),)
    draws = (DrawInput("E-DEP"),)
    factories.invoice(context, "E-FIN", "", customer="E-1", lines=lines, draws=draws, purchase_order="PO-7")
    for profile in PROFILES:
        wanted = Wanted(profile, LEITWEG)
        first, whole = (
            einvoice.read(einvoices.export(books.of(context), one, context.today, wanted).content).invoice
            for one in ("E-DEP", "E-FIN")
        )
        assert first.type_code == ("326" if profile.startswith("xrechnung") else "386")
        assert whole.totals is not None and whole.type_code == "380"
        assert (whole.totals.gross, whole.totals.prepaid, whole.totals.payable) == tuple(
            map(Decimal, ("121.00", "60.50", "60.50"))
        )
        assert [(one.number, one.issued_on) for one in whole.preceding] == [("E-DEP", context.today)]
        assert "Less deposit E-DEP" in whole.notes[0].text and "10.50 EUR" in whole.notes[0].text


def test_tax_in_a_foreign_currency_is_told_in_that_of_the_books_as_it_was_posted(context: Context) -> None:
    lines = (factories.line("Paper", "1", "100.01", "21"),)
    fields: dict[str, Any] = {"customer": "E-1", "lines": lines, "currency": "USD", "rate": "0.9137"}
    factories.invoice(context, "E-USD", "", terms="33/67 net 30/60", **fields)
    factories.credit_note(context, "E-CUS", "", corrects=("E-USD",), **fields)
    mine = books.of(context)
    for number in ("E-USD", "E-CUS"):
        card = document.card(mine, number, context.today)
        posted = [one for one in journal.of_entry(mine, card.entry_id) if one.currency == "USD"]
        tax = sum(one.base_amount for one in posted if "Tax on sales" in (one.debit_name, one.credit_name))
        for profile in PROFILES:
            made = einvoices.export(mine, number, context.today, Wanted(profile, LEITWEG))
            read = einvoice.read(made.content).invoice
            assert (read.currency, read.tax_currency) == ("USD", "EUR")
            assert read.tax_total_accounting == Decimal(tax).scaleb(-2) == Decimal("19.19")
        assert paper_document.of(mine, number, context.today).notes[0].text == "19.19"
    exempt = (factories.line("Course", "1", "80.00", tax_category="exempt", tax_reason="Article 132"),)
    factories.invoice(context, "E-EX", "", **fields | {"lines": exempt})
    assert not einvoices.judged(mine, "E-EX", context.today, Wanted()).invoice.tax_currency


def test_a_debit_note_names_what_it_adds_to(context: Context) -> None:
    lines = (factories.line("Freight", "1", "10.00", "21"),)
    note: dict[str, Any] = {"kind": "debit_note", "corrects": ("E-INV-1",), "purchase_order": "PO-7"}
    factories.invoice(context, "E-DN", "", customer="E-1", lines=lines, **note)
    made = einvoices.export(books.of(context), "E-DN", context.today, Wanted())
    read = einvoice.read(made.content).invoice
    assert (read.type_code, [one.number for one in read.preceding]) == ("383", ["E-INV-1"])
